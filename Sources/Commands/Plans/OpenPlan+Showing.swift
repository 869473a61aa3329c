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
        let directory = folder.path == "." ? [] : ["-C", folder.path]
        let command = (["segsync", "apply"] + directory + [path]).map(Self.quoted).joined(separator: " ")
        console.tell("Saved as \(file.digest). To do exactly this: \(PlainText.sanitised(command))")
    }

    /// A word for a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "-_./=:@%+,".contains(character))
        }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
