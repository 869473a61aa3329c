internal import JSONTree
internal import Reconciler
internal import Reports

extension OpenPlan {
    /// Writes the plan as the result of a command that changes nothing, saves it where that is asked for and no guard
    /// refuses it, and says how the command ends.
    func show(
        _ text: PlanText,
        as format: ReportFormat,
        savingTo out: String?,
        detailedExitcode: Bool,
        in folder: ProjectFolder,
        _ console: Console
    ) throws -> ExitStatus {
        let report = PlanReport(plan)
        switch format {
        case .text: try console.write(text.render(report))
        case .json: try console.write(JSONText.encodePretty(report))
        }
        if plan.isRefused {
            if let out { console.tell("The plan is refused by a guard; '\(out)' was not written.") }
            return .refusedByGuard
        }
        if let out { try save(to: out, for: folder, console) }
        return detailedExitcode && !plan.isEmpty ? .changesPending : .done
    }

    private func save(to path: String, for folder: ProjectFolder, _ console: Console) throws {
        let file = file
        try ProjectFolder(".").write(file.text, to: path)
        let command = ShellCommand("apply", in: folder, [path])
        console.tell("Saved as \(file.digest). To do exactly this: \(PlainText.sanitised(command.description))")
    }
}
