internal import ArgumentParser
internal import Manifests
internal import Reconciler
internal import Reports

/// A step of `init` after it has begun to write, and the command that does the same.
struct InitStep {
    let command: ShellCommand
    /// Whether it did all that there is to do.
    let perform: () async throws -> Bool
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

    /// Takes the steps one after the other. One that fails ends it, and is told with those that are left.
    func finish(_ steps: [InitStep]) async throws -> ExitStatus {
        var isWhole = true
        for (index, step) in steps.enumerated() {
            do {
                isWhole = try await step.perform() && isWhole
            } catch let failure as CommandFailure {
                console.tell(failure: failure)
                console.tell("\(Project.fileName) and the folders are written. What is left, in this order:")
                for left in steps[index...] { console.tell("  " + PlainText.sanitised(left.command.description)) }
                return .failed
            }
        }
        guard isWhole else {
            console.tell("This is not all that the sandboxes have; look at what is told above before an apply.")
            return .partlyApplied
        }
        try console.write("Next: commit these files, then 'segsync apply --adopt' for each sandbox.\n")
        return .done
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
