internal import Manifests
internal import Reconciler

extension ProjectSession {
    /// Opens the sandbox that a saved plan is for, and hands both to a command's body.
    ///
    /// `segsync.yaml` is read, the manifests are not: they may have changed since.
    func withSavedPlan(
        _ saved: SavedPlan,
        _ options: ConnectionOptions,
        _ body: (OpenPlan) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let record = saved.file.record
        let (project, sandbox, validation) = try configured(sandbox: record.sandbox)
        try saved.expect("project", record.project, project.name)
        try saved.expect("endpoint", record.target.endpoint, sandbox.target.endpoint)
        try saved.expect("the platform's sandbox", record.target.sandbox, sandbox.target.sandbox)
        let connection = SandboxConnection(session: self, timeouts: options.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            let options = record.options.options
            let list = try await current(repository, options)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    options: options,
                    plan: saved.plan,
                    list: list,
                    repository: repository,
                    saved: saved
                )
            )
        }
    }

    /// All definitions of the sandbox; a list that may not be the whole stops the command.
    private func current(_ repository: any SegmentRepository, _ options: PlanOptions) async throws -> SegmentList {
        let list: SegmentList
        do throws(RepositoryFailure) {
            list = try await repository.list()
        } catch {
            throw CommandFailure(error.message)
        }
        guard list.isWhole || options.allowShortList else {
            let stated = list.statedCount.map { "says there are \($0)" } ?? "states no count"
            throw CommandFailure(
                "the service listed \(list.segments.count) definitions and \(stated); nothing was sent. "
                    + "Try again, or make the plan with --allow-short-list"
            )
        }
        return list
    }
}
