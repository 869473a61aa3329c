internal import Manifests
internal import Reconciler
internal import Segments

extension ProjectSession {
    /// Reads the sandbox and makes the plan.
    func plan(
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
