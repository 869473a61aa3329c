internal import PQLSemantics

extension ChangeEffect {
    /// In a sentence about the audience.
    var words: String {
        switch self {
        case .equal: "equal: the same profiles as before"
        case .narrower: "narrower: nobody comes in, some may go out"
        case .wider: "wider: nobody goes out, some may come in"
        case .changed: "changed: nothing is proved, some may come in and others go out"
        }
    }
}

extension PlanReport.Clause {
    /// The difference with its place in the rule: `~ not › a = 1 → a = 2`.
    var words: String {
        let place = path.map { $0 + " › " }.joined()
        return switch kind {
        case .added: "+ " + place + (after ?? "")
        case .removed: "- " + place + (before ?? "")
        case .altered: "~ " + place + (before ?? "") + " → " + (after ?? "")
        }
    }
}
