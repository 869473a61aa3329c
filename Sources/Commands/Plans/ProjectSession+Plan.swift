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

    /// Reads the sandbox and makes the plan. Tags are read where a manifest names one, or where they are needed besides.
    func plan(
        _ planner: SegmentPlanner,
        _ validation: ProjectValidation,
        _ repository: any SegmentRepository,
        needsTags: ([ObservedSegment]) -> Bool = { _ in false }
    ) async throws(CommandFailure) -> (Plan, SegmentList) {
        let desired = validation.desired[planner.sandbox] ?? []
        let reading = try await SandboxReading(of: repository) { segments in
            desired.contains { $0.tags != nil } || needsTags(segments)
        }
        let plan = planner.plan(
            desired: desired,
            entities: validation.entities[planner.sandbox] ?? [:],
            listing: reading.listing,
            mergePolicies: reading.mergePolicies,
            tags: reading.tags
        )
        return (plan, reading.listing.list)
    }
}
