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
        return try await SandboxConnection(session: self).withRepository(sandbox, in: validation) { repository in
            let options = options.planOptions(project.guards)
            let (plan, list) = try await plan(options, project, sandbox, validation, repository)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    options: options,
                    plan: plan,
                    list: list,
                    repository: repository
                )
            )
        }
    }

    /// Reads the sandbox and makes the plan.
    private func plan(
        _ options: PlanOptions,
        _ project: Project,
        _ sandbox: SandboxConfiguration,
        _ validation: ProjectValidation,
        _ repository: any SegmentRepository
    ) async throws -> (Plan, SegmentList) {
        let planner = SegmentPlanner(project: project.name, sandbox: sandbox.name.value, options: options)
        do throws(RepositoryFailure) {
            let desired = validation.desired[sandbox.name.value] ?? []
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
