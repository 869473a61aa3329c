internal import Manifests
internal import Reconciler
internal import Segments

extension ProjectSession {
    /// Checks the project, opens the sandbox, makes the plan, and hands both to a command's body.
    func withPlan(
        _ options: PlanningOptions,
        _ body: (Plan, SegmentList, any SegmentRepository) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (project, sandbox, validation) = try validated(sandbox: options.sandbox)
        let connection = SandboxConnection(session: self, timeouts: options.connection.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            let planner = SegmentPlanner(
                project: project.name,
                sandbox: options.sandbox,
                options: options.planOptions(project.guards)
            )
            let (plan, list) = try await plan(planner, validation, repository)
            return try await body(plan, list, repository)
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
            let list = try await repository.list()
            let plan = planner.plan(
                desired: desired,
                observed: list.segments,
                mergePolicies: policies,
                tags: tags
            )
            return (plan, list)
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
