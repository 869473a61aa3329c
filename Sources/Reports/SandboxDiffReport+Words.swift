/// Sentences that text and Markdown share; not yet sanitised.
extension SandboxDiffReport {
    var counts: String {
        let others = summary.ambiguous > 0 ? ", \(summary.ambiguous) not compared" : ""
        return "\(summary.onlyInA) only in A, \(summary.onlyInB) only in B, \(summary.different) different\(others), "
            + "\(summary.same) the same"
    }

    /// Whether the sides say the same, as far as can be told.
    var isEmpty: Bool { onlyInA.isEmpty && onlyInB.isEmpty && different.isEmpty && ambiguous.isEmpty }
}

extension SandboxDiffReport.Pair {
    /// Where it is not managed; nil where both sides do.
    var remark: String? {
        switch (a.isManaged, b.isManaged) {
        case (true, true): nil
        case (false, true): "not managed in A, matched by name"
        case (true, false): "not managed in B, matched by name"
        case (false, false): "not managed, matched by name"
        }
    }
}

extension SandboxDiffReport.Ambiguity {
    /// `key` is what the key is shown as.
    func reason(key: String?) -> String {
        let what = key.map { "definitions with the stamp of key \($0)" } ?? "segments of one name, not all managed"
        return "\(what): nobody can tell which is which"
    }
}

extension SandboxDiffReport.Field {
    /// The differing clauses of a rule, those alone that are not the whole rule.
    var partialClauses: [PlanReport.Clause] { clauses.filter { $0.before != a || $0.after != b } }
}
