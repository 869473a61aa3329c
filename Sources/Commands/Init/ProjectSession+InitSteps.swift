internal import ArgumentParser
internal import Manifests
internal import Reconciler
internal import Reports
internal import Synchronization

/// A step of `init` after it has begun to write, and the command that does the same.
struct InitStep {
    let command: ShellCommand
    /// Whether it did all that there is to do.
    let perform: () async throws -> Bool
}

/// How far the steps of `init` have come, for whoever stops it.
private final class InitProgress: Sendable {
    private let commands: [ShellCommand]
    private let done = Mutex(0)

    init(_ steps: [InitStep]) {
        commands = steps.map(\.command)
    }

    /// From the one under way on.
    var left: ArraySlice<ShellCommand> { commands[done.withLock { $0 }...] }

    func advance() {
        done.withLock { $0 += 1 }
    }
}

extension ProjectSession {
    /// The schemas, the manifests and the plan of each sandbox; `pulls` are in the order of the sandboxes.
    func steps(of new: NewProject, _ pulls: [SchemaPull], _ options: ConnectionOptions) -> [InitStep] {
        func step(
            _ subcommand: String,
            _ sandbox: NewProject.Sandbox,
            _ more: [String] = [],
            _ perform: @escaping () async throws -> Bool
        ) -> InitStep {
            let words = ["--sandbox", sandbox.name] + more
            return InitStep(command: ShellCommand(subcommand, in: folder, words), perform: perform)
        }
        return zip(new.sandboxes, pulls).map { sandbox, pull in
            step("schema pull", sandbox) {
                try write(pull)
                try console.write("Written: schemas in '\(pull.folder)'\n")
                return true
            }
        }
            + new.sandboxes.map { sandbox in
                step("import", sandbox) {
                    let run = try await imported(ImportRequest(sandbox: sandbox.name, timeouts: options.timeouts))
                    try console.write(ImportText(style: console.output).render(run.report))
                    return run.report.count(.failed) == 0
                }
            }
            + new.sandboxes.map { sandbox in
                step("plan", sandbox, ["--adopt"]) {
                    let planning = try PlanningOptions.parse([
                        "--adopt", "--request-timeout", String(options.requestTimeout),
                    ])
                    var isAdoptionAlone = false
                    _ = try await withPlan(sandbox: sandbox.name, planning) { open in
                        try console.write(PlanText(style: console.output).render(PlanReport(open.plan)))
                        isAdoptionAlone = open.plan.isAdoptionAlone
                        return .done
                    }
                    return isAdoptionAlone
                }
            }
    }

    /// Takes the steps one after the other, and names what follows them. One that fails ends it, and so does Ctrl-C behind
    /// the one under way; those that are left are told.
    func finish(_ steps: [InitStep], of new: NewProject) async throws -> ExitStatus {
        let progress = InitProgress(steps)
        let applies = new.sandboxes.map { ShellCommand("apply", in: folder, ["--sandbox", $0.name, "--adopt"]) }
        let next = applies.map { "'\($0)'" }.joined(separator: ", ")
        let outcome: Result<ExitStatus, any Error> = await Interruption.watched(onInterrupt: {
            tell(left: progress.left, next)
            console.tell("Stopping when the first of these is done. Ctrl-C again ends at once.")
        }) { interruption in
            do {
                return .success(try await perform(steps, progress, next, interruption))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private func perform(
        _ steps: [InitStep],
        _ progress: InitProgress,
        _ next: String,
        _ interruption: Interruption
    ) async throws -> ExitStatus {
        var isWhole = true
        for step in steps {
            // What is left was told when it was asked for.
            guard !interruption.wasAsked else { return .failed }
            do {
                isWhole = try await step.perform() && isWhole
            } catch let failure as CommandFailure {
                console.tell(failure: failure)
                if !interruption.wasAsked { tell(left: progress.left, next) }
                return .failed
            }
            progress.advance()
        }
        guard isWhole else {
            console.tell("This is not all that the sandboxes have; look at what is told above before an apply.")
            return .partlyApplied
        }
        try console.write("Next: commit these files, then \(PlainText.sanitised(next)).\n")
        return .done
    }

    private func tell(left: ArraySlice<ShellCommand>, _ next: String) {
        console.tell("\(Project.fileName) and the folders are written. What is left, in this order:")
        for command in left { console.tell("  " + PlainText.sanitised(command.description)) }
        console.tell(PlainText.sanitised("Then commit the files, and run \(next)."))
    }

    /// Where an `init` was stopped, its project is in the way of another; what goes on with it is told.
    func goingOn(after failure: CommandFailure) -> CommandFailure {
        let there = ProjectValidation(files: folder.files, sandboxes: []).project
        let imports = (there?.sandboxes ?? []).map { ShellCommand("import", in: folder, ["--sandbox", $0.name.value]) }
        guard !imports.isEmpty else { return failure }
        let commands = imports.map { "'\($0)'" }.joined(separator: ", ")
        return CommandFailure("\(failure). To go on with the project that is there, run \(commands)")
    }
}

extension Plan {
    /// Whether running it would write stamps and nothing else.
    fileprivate var isAdoptionAlone: Bool {
        !isRefused
            && actions.allSatisfy { action in
                switch action.kind {
                case .adopt: action.changes.isEmpty
                case .noChange: true
                case .create, .update, .delete, .undecided: false
                }
            }
    }
}
