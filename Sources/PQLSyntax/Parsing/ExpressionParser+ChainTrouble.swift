import Diagnostics

// Words among the clauses of a step that text has no clause for.

extension ExpressionParser {
    /// Tells of a word that begins no clause, and goes past it.
    func refuseClause() {
        let suggestions = NearestName.suggestions(for: text(current), among: Clause.allCases.map(\.word))
        let expected = steps.last?.what == nil ? "WHAT(condition)" : "WHERE, WHEN, COUNT, ',' or ']'"
        let hint = Self.foreignClauses[text(current).lowercased()]
        trouble(
            PQLDiagnostics.badChain(
                expected,
                found: found,
                suggestions: hint == nil ? suggestions : [],
                hint: hint,
                span: current.span
            )
        )
        steps[steps.count - 1].isBroken = true
        if hint != nil, !at(PQLKeyword.not) { return skipJunk() }
        advance()
        if at(.openParenthesis), source.partners[index] > index { index = source.partners[index] + 1 }
    }

    private static let betweenSteps =
        "WHEN(<= 24 hours before now) bounds when the event happened; the time between two steps has no form in text, "
        + "only in pql/json, as a 'gap'"

    /// Words for what the user interface can say of a step and text cannot.
    private static let foreignClauses = [
        "not": "for a step that must not occur text has no form; segsync reads '__negated WHAT(…)' and sends pql/json",
        "within": betweenSteps, "after": betweenSteps, "before": betweenSteps, "gap": betweenSteps,
        "exclude": "for a step that must not occur text has no form; segsync reads '__negated WHAT(…)'",
    ]
}
