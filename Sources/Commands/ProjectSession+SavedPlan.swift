internal import Manifests
internal import Reconciler

extension ProjectSession {
    /// Opens the sandbox that a saved plan is for, and hands both to a command's body.
    ///
    /// `segsync.yaml` is read, the manifests are not: they may have changed since. The sandbox is listed again, and
    /// the guards of the list are asked again.
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
            let listing: SandboxListing
            do throws(RepositoryFailure) {
                listing = try await SandboxListing(of: repository)
            } catch {
                throw CommandFailure(error.message)
            }
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    options: options,
                    plan: saved.plan.refused(by: listing.blocks(options)),
                    list: listing.list,
                    repository: repository,
                    saved: saved
                )
            )
        }
    }
}
