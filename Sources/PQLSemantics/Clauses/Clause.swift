package import PQLSyntax

/// A condition, taken apart as far as its meaning is that of its parts.
///
/// Clauses are equal when their canonical forms are; `expression` is what was written.
package struct Clause: Hashable, Sendable {
    package indirect enum Kind: Sendable {
        case all([Clause])
        case any([Clause])
        case not(Clause)
        /// Conditions stand inside it: in filters, `where`, the steps of a chain, the body of a `let`.
        case container([Part])
        case condition
    }

    /// A condition inside a clause that is no row of conditions.
    package struct Part: Sendable {
        /// Where it stands, as `xEvent[…]` or `step C0`.
        package let place: String
        package let clause: Clause
        /// The way from the container to the condition in the canonical tree, by positions of children.
        let location: [Int]
    }

    package let id: ClauseID
    package let kind: Kind
    package let expression: PQLExpression
    let canonical: PQLExpression

    /// Takes a rule apart, down to forty conditions inside one another; what lies deeper stays whole.
    package init(of tree: PQLExpression) {
        self = ClauseReader.clause(tree, PQLCanonical.form(of: tree))
    }

    init(id: ClauseID, kind: Kind, expression: PQLExpression, canonical: PQLExpression) {
        self.id = id
        self.kind = kind
        self.expression = expression
        self.canonical = canonical
    }

    func with(ordinal: Int) -> Clause {
        Clause(id: id.with(ordinal: ordinal), kind: kind, expression: expression, canonical: canonical)
    }

    /// As PQL on one line.
    package var text: String { PQLPrinter.print(expression) }

    package static func == (left: Clause, right: Clause) -> Bool { left.canonical == right.canonical }

    package func hash(into hasher: inout Hasher) { hasher.combine(canonical) }
}
