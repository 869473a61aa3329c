internal import ArgumentParser
internal import JSONTree
internal import Manifests
internal import Reconciler
internal import Reports
internal import Segments

struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Write the manifests that a sandbox needs to have segments of another, and show its plan.",
        discussion: """
            Takes the segments and all that their rules name. What stands against it is told at once, and nothing is
            written while there is something. Nothing is sent to the sandbox: 'segsync apply' does that.
            Ends with 0, with 1 when something stands against it or a call fails, with 3 when only some files could be
            written, with 4 when the files are written and a guard refuses the plan, and with 2 when changes are
            pending and --detailed-exitcode is given.

            Example: segsync promote gold-members --from dev --to prod --dry-run
            Example: segsync promote --changed-since v1.4 --from stage --to prod
            """
    )

    @Argument(help: "The keys of the segments.")
    var keys: [String] = []

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox that has the segments, by its name in segsync.yaml.")
    var from: String

    @Option(help: "The sandbox that is to have them.")
    var to: String

    @Flag(help: "Promote every segment of the first sandbox.")
    var all = false

    @Option(help: "Promote what the manifests of the first sandbox say otherwise than at this Git revision.")
    var changedSince: String?

    @Flag(help: "Promote what the first sandbox runs, not what its manifests say; these are changed to say it.")
    var fromRemote = false

    @Flag(help: "Replace overrides of the other sandbox in manifests that more sandboxes read.")
    var replaceOverrides = false

    @Flag(help: "Show the differences of the files, and write nothing.")
    var dryRun = false

    @Flag(help: "Do not call the other sandbox: what it has is not checked, and its plan is not shown.")
    var offline = false

    @Flag(help: "End with 2 when changes are pending.")
    var detailedExitcode = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        let selections = [!keys.isEmpty, all, changedSince != nil].count { $0 }
        guard selections == 1 else { throw ValidationError("give keys, --all or --changed-since, and one of them") }
        guard from != to else { throw ValidationError("--from and --to name the same sandbox") }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let scope = try session.promotionScope(from: from, to: to)
            let (project, validation) = (scope.project, scope.validation)
            let connection = SandboxConnection(session: session, timeouts: connection.timeouts)
            var notes: [String] = []
            let selection = try selection(validation, session, &notes)
            let running =
                fromRemote ? try await session.running(in: scope.source, of: project, validation, connection) : nil
            let promotion = Promotion(
                of: selection,
                from: from,
                to: to,
                running: running?.segments,
                replacesOverrides: replaceOverrides,
                files: scope.moves.files,
                begun: scope.moves.changes
            )
            try session.check(promotion, in: scope)
            let run = PromotionRun(
                command: self,
                session: session,
                project: project,
                promotion: promotion,
                running: running?.plan,
                notes: scope.notes(of: promotion) + notes + promotion.notes
            )
            if offline { return try run.finish(with: nil, unchecked: "the command was told not to call it") }
            do {
                return try await connection.withRepository(scope.target, in: promotion.validation) { repository in
                    try run.finish(with: try await run.view(of: repository))
                }
            } catch let failure as CommandFailure where !run.blockers.isEmpty {
                // What is known to stand against it is told all the same.
                return try run.finish(with: nil, unchecked: failure.description)
            }
        }
    }

    private func selection(
        _ validation: ProjectValidation,
        _ session: ProjectSession,
        _ notes: inout [String]
    ) throws -> PromotionSelection {
        if all { return .all }
        guard let changedSince else { return .keys(keys) }
        let (changed, gone) = try session.changes(in: validation, of: from, since: changedSince)
        notes = gone.map { "'\($0)' is gone from sandbox '\(from)' since \(changedSince); deleting is not promoted" }
        return .keys(changed)
    }
}
