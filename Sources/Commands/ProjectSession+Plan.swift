internal import Manifests
internal import Reconciler
internal import Segments

extension ProjectSession {
    /// Checks the project, opens the sandbox, makes the plan, and hands both to a command's body.
    func withPlan(
        _ options: PlanningOptions,
        _ body: (Plan, SegmentList, any SegmentRepository, SandboxConfiguration) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (project, sandbox, validation) = try validated(sandbox: options.sandbox)
        let connection = SandboxConnection(session: self, timeouts: options.connection.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            let (plan, list) = try await plan(options, project, validation, repository)
            return try await body(plan, list, repository, sandbox)
        }
    }

    /// Reads the sandbox and makes the plan.
    private func plan(
        _ options: PlanningOptions,
        _ project: Project,
        _ validation: ProjectValidation,
        _ repository: any SegmentRepository
    ) async throws -> (Plan, SegmentList) {
        let planner = SegmentPlanner(
            project: project.name,
            sandbox: options.sandbox,
            options: options.planOptions(project.guards)
        )
        do throws(RepositoryFailure) {
            let desired = validation.desired[options.sandbox] ?? []
            let policies = try await repository.mergePolicies()
            // Another host, another permission: it is asked only where a manifest names a tag.
            let tags = desired.contains { $0.tags != nil } ? try await repository.tags() : []
            let listing = try await SandboxListing(of: repository)
            let plan = planner.plan(
                desired: desired,
                entities: validation.entities[options.sandbox] ?? [:],
                listing: listing,
                mergePolicies: policies,
                tags: tags
            )
            return (plan, listing.list)
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
