internal import Manifests
internal import Reconciler
internal import Segments

extension ProjectSession {
    /// Checks the project, opens the sandbox, makes the plan, and hands it to a command's body.
    func withPlan(
        sandbox name: String,
        _ options: PlanningOptions,
        _ body: (OpenPlan) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (project, sandbox, validation) = try validated(sandbox: name)
        let connection = SandboxConnection(session: self, timeouts: options.connection.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            let options = options.planOptions(project.guards)
            let planner = SegmentPlanner(project: project.name, sandbox: name, options: options)
            let (plan, list) = try await plan(planner, validation, repository)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    target: sandbox.target(environment),
                    options: options,
                    plan: plan,
                    list: list,
                    repository: repository
                )
            )
        }
    }

    /// Reads the sandbox and makes the plan.
    func plan(
        _ planner: SegmentPlanner,
        _ validation: ProjectValidation,
        _ repository: any SegmentRepository
    ) async throws -> (Plan, SegmentList) {
        do throws(RepositoryFailure) {
            let desired = validation.desired[planner.sandbox] ?? []
            let policies = try await repository.mergePolicies()
            // Another host, another permission: it is asked only where a manifest names a tag.
            let tags = desired.contains { $0.tags != nil } ? try await repository.tags() : []
            let listing = try await SandboxListing(of: repository)
            let plan = planner.plan(
                desired: desired,
                entities: validation.entities[planner.sandbox] ?? [:],
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
