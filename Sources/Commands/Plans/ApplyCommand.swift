internal import ArgumentParser
internal import Foundation
internal import JSONTree
internal import Reconciler
internal import Reports
internal import Segments

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make a sandbox say what the manifests say.",
        discussion: """
            Plans, shows the plan, asks, and runs it. Without a terminal --auto-approve is needed. After a failure the
            same command goes on from where the sandbox stands; so it does after Ctrl-C, which finishes what has begun.
            With FILE it runs a plan that 'segsync plan --out FILE' saved, and nothing else: each segment must still be
            as the plan saw it, or be as planned already.
            Ends with 0 when all is done, 1 when nothing was, 3 when only a part was or nobody can tell, and 4 when a
            guard refuses the plan; then nothing is sent, and --format json writes the plan in place of the result.
            A production sandbox must be named as well, by typing its name or with --confirm-production.

            Example: segsync apply --sandbox local --auto-approve
            Example: segsync apply plan.json
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var production: ProductionConfirmation

    @Argument(help: ArgumentHelp("A saved plan to run; without it one is made.", valueName: "file"))
    var savedPlan: String?

    @Option(help: "The sandbox, by its name in segsync.yaml; with a saved plan it is known.")
    var sandbox: String?

    @Flag(help: "Do not ask.")
    var autoApprove = false

    @Option(help: "How many segments are written at a time.")
    var parallelism = PlanExecutor.defaultConcurrency

    func validate() throws {
        guard (1...64).contains(parallelism) else { throw ValidationError("--parallelism takes a number from 1 to 64") }
        guard savedPlan != nil || sandbox != nil else {
            throw ValidationError("--sandbox is needed, or a saved plan")
        }
        guard savedPlan == nil || planning.isOrdinary else {
            throw ValidationError("a saved plan allows what it was made with; pass the flags to 'segsync plan'")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let saved = try savedPlan.map { path throws(CommandFailure) in try SavedPlan(at: path, for: sandbox) }
            guard let name = saved?.file.record.sandbox ?? sandbox else {
                preconditionFailure("the arguments name a sandbox or a saved plan")
            }
            // A name that means nothing is told by what follows, and leaves no lock behind.
            let lock = try session.defines(name) ? ApplyLock(on: name, in: session.folder, at: Date()) : nil
            defer { withExtendedLifetime(lock) {} }
            if let saved {
                return try await session.withSavedPlan(saved, planning.connection) { try await run($0, session) }
            }
            return try await session.withPlan(sandbox: name, planning) { try await run($0, session) }
        }
    }

    /// Shows a plan, asks, runs it, and tells what came of it.
    private func run(_ open: OpenPlan, _ session: ProjectSession) async throws -> ExitStatus {
        var plan = open.plan
        var word = "yes"
        let canAsk = session.console.isInteractive && !autoApprove
        switch await production.need(of: plan, for: open.sandbox, open.repository, canAsk: canAsk) {
        case .nothing: break
        case .typedName(let name): word = name
        case .refusal(let block): plan = plan.refused(by: [block])
        }
        try show(plan, session)
        if plan.isRefused { return .refusedByGuard }
        guard try isApproved(plan, word: word, session) else { return .failed }
        let current = try await current(open, wasAsked: !autoApprove && !plan.isEmpty)
        let result = try await session.withJournal(of: open) { journal in
            await execute(open, on: current, journal, session)
        }
        let report = ApplyReport(result)
        switch planning.format {
        case .text: try session.console.write(ApplyText(style: session.console.output).render(report))
        case .json: try session.console.write(JSONText.encodePretty(report))
        }
        if result.isComplete { return .done }
        let isPartly = result.outcomes.contains { $0.status == .done || $0.status == .unknown || $0.hasWritten }
        return isPartly ? .partlyApplied : .failed
    }

    /// Shows the plan beside the result that is to come; a plan that is refused is the result itself.
    private func show(_ plan: Plan, _ session: ProjectSession) throws {
        let report = PlanReport(plan)
        let text = { PlanText(style: $0).render(report) }
        switch planning.format {
        case .text: try session.console.write(text(session.console.output))
        case .json: session.console.tell(text(session.console.messages))
        }
        guard plan.isRefused else { return }
        if planning.format == .json { try session.console.write(JSONText.encodePretty(report)) }
        session.console.tell("The plan is refused by a guard; nothing was sent.")
    }

    /// Asks, where there is something to ask; only the whole word agrees.
    private func isApproved(_ plan: Plan, word: String, _ session: ProjectSession) throws -> Bool {
        if plan.isEmpty || autoApprove { return true }
        guard session.console.isInteractive else {
            throw CommandFailure("nobody can be asked here; pass --auto-approve to apply this plan")
        }
        let sandbox = PlainText.sanitised(plan.sandbox)
        let question = "Apply \(plan.changes.count) changes to sandbox '\(sandbox)'?"
        guard session.console.confirms(question, word: word) else {
            session.console.tell("Not applied; nothing was sent.")
            return false
        }
        return true
    }

    /// What the sandbox has when the run begins: somebody who was asked may have taken their time.
    private func current(_ open: OpenPlan, wasAsked: Bool) async throws -> [ObservedSegment] {
        guard wasAsked else { return open.list.segments }
        let listing = try await SandboxListing.read(from: open.repository)
        let reasons = listing.blocks(open.options).map(\.reason)
        guard reasons.isEmpty else {
            throw CommandFailure("\(reasons.joined(separator: "; ")); nothing was sent")
        }
        return listing.list.segments
    }

    private func execute(
        _ open: OpenPlan,
        on current: [ObservedSegment],
        _ journal: any ApplyJournal,
        _ session: ProjectSession
    ) async -> ApplyResult {
        let lines = ApplyText(style: session.console.messages)
        let finishing = "Stopping: what has begun is finished. Ctrl-C again ends at once."
        return await Interruption.watched(onInterrupt: { session.console.tell(finishing) }) { interruption in
            let executor = PlanExecutor(
                repository: open.repository,
                journal: journal,
                concurrency: parallelism,
                // Cancelled, the wait just ends early.
                pause: { duration in try? await Task.sleep(for: duration) },
                shouldStop: { interruption.wasAsked },
                report: { outcome in session.console.tell(lines.line(ApplyReport.Outcome(outcome))) }
            )
            return await executor.run(open.plan, current: current)
        }
    }
}
