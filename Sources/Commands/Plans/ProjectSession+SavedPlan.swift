internal import Manifests
internal import Reconciler
internal import Reports

extension ProjectSession {
    /// Opens the sandbox that a saved plan is for, and hands both to a command's body.
    ///
    /// `segsync.yaml` is read, the manifests are not: they may have changed since. The sandbox is listed again, and
    /// the guards of the list and of the number of deletes are asked again.
    func withSavedPlan(
        _ saved: SavedPlan,
        _ options: ConnectionOptions,
        _ body: (OpenPlan) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let record = saved.file.record
        let (project, sandbox, validation) = try configured(sandbox: record.sandbox)
        let target = sandbox.target(environment)
        try saved.place.check(project: project.name, target)
        let connection = SandboxConnection(session: self, timeouts: options.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            try saved.place.checkOrganisation(target)
            let options = record.options.options
            let flags = options.flags(beyond: project.guards)
            if !flags.isEmpty { console.tell("The plan was made with \(flags.joined(separator: " ")).") }
            let listing = try await SandboxListing.read(from: repository)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    target: target,
                    options: options,
                    plan: saved.plan.refused(
                        by: record.blocks(
                            on: saved.plan,
                            listing,
                            maxDeletes: project.guards.maxDeletes,
                            maxDeletePercent: project.guards.maxDeletePercent
                        )
                    ),
                    list: listing.list,
                    repository: repository,
                    saved: saved
                )
            )
        }
    }
}

extension PlanOptions {
    /// The flags that let a plan pass guards as the project has them now, so that whoever approves it knows.
    fileprivate func flags(beyond guards: GuardLimits) -> [String] {
        func limit(_ flag: String, _ limit: Int?, _ today: Int?) -> String? {
            guard let limit, limit > today ?? limit else { return nil }
            return "\(flag) \(limit)"
        }
        let switches = [
            ("--adopt", adopt), ("--overwrite-conflicts", overwriteConflicts), ("--delete-protected", deleteProtected),
            ("--delete-used", deleteUsed), ("--allow-downgrade", allowDowngrade),
            ("--allow-short-list", allowShortList), ("--allow-empty-sandbox", allowEmptySandbox),
            ("--allow-empty-manifests", allowEmptyManifests),
        ]
        return switches.filter(\.1).map(\.0)
            + adoptFromProjects.sorted().map { "--adopt-from \(PlainText.sanitised($0))" }
            + [
                limit("--max-deletes", maxDeletes, guards.maxDeletes),
                limit("--max-delete-percent", maxDeletePercent, guards.maxDeletePercent),
            ].compactMap(\.self)
    }
}
