internal import Manifests
internal import Reconciler
internal import Segments

extension ProjectSession {
    /// Checks the project, opens the sandbox, makes the plan, and hands both to a command's body.
    func withPlan(
        _ options: PlanningOptions,
        _ body: (Plan, any SegmentRepository) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (project, sandbox, validation) = try validated(sandbox: options.sandbox)
        return try await SandboxConnection(session: self).withRepository(sandbox, in: validation) { repository in
            try await body(plan(options, project, validation, repository), repository)
        }
    }

    /// Reads the sandbox and makes the plan.
    private func plan(
        _ options: PlanningOptions,
        _ project: Project,
        _ validation: ProjectValidation,
        _ repository: any SegmentRepository
    ) async throws -> Plan {
        let planner = SegmentPlanner(
            project: project.name,
            sandbox: options.sandbox,
            options: options.planOptions(project.guards)
        )
        do throws(RepositoryFailure) {
            let policies = try await repository.mergePolicies()
            let observed = try await repository.list()
            return planner.plan(
                desired: validation.desired[options.sandbox] ?? [],
                observed: observed,
                mergePolicies: policies
            )
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
