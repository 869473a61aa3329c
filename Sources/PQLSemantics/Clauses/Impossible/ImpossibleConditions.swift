package import Diagnostics
package import PQLSyntax

/// Finds conditions that can never hold, always hold, or decide nothing beside others.
package enum ImpossibleConditions {
    /// What is told of a tree, in the order of its text.
    ///
    /// Two values exclude each other only where there is one: of a path through arrays nothing is said.
    ///
    /// - Parameter isScalar: whether a path, a node of the tree as it was written, has at most one value; false where
    ///   that is not known.
    package static func diagnostics(
        in tree: PQLExpression,
        isScalar: (PQLExpression) -> Bool
    ) -> [Diagnostic] {
        var implication = Implication(ignoresOrder: false)
        let canonical = PQLCanonical.form(of: tree)
        var found: [Diagnostic] = []
        var pending = [ConditionNode(written: tree, canonical: canonical, term: implication.terms.insert(canonical))]
        while let node = pending.popLast() {
            let children = node.children(implication.terms)
            pending += children
            guard node.canonical.extraMembers.isEmpty else { continue }
            if let row = node.canonical.row {
                var inspection = RowInspection(row: row.name, implication: implication)
                for child in children { inspection.inspect(child, isScalar) }
                implication = inspection.implication
                found += inspection.found
            } else if case .call(let function, _) = node.canonical.kind, listFunctions.contains(function.name) {
                found += children.flatMap { repeatedValues(in: $0, implication.terms) }
            }
        }
        return found.enumerated().sorted { left, right in
            (left.element.span.start, left.offset) < (right.element.span.start, right.offset)
        }.map(\.element)
    }

    private static let listFunctions: Set<String> = [
        "in", "notIn", "stringCompare", "intersects", "supersetOf", "subsetOf",
    ]

    private static func repeatedValues(in list: ConditionNode, _ terms: TermTable) -> [Diagnostic] {
        guard case .list = list.canonical.kind else { return [] }
        var seen: [Term: PQLExpression] = [:]
        return list.children(terms).compactMap { item in
            guard let earlier = seen[item.term] else {
                seen[item.term] = item.written
                return nil
            }
            return ClauseDiagnostics.repeatedValue(item.written, earlier)
        }
    }
}

/// A node of the canonical tree beside what was written for it.
struct ConditionNode {
    let written: PQLExpression
    let canonical: PQLExpression
    let term: Term

    func children(_ terms: TermTable) -> [ConditionNode] {
        zip(zip(WrittenForm.children(written, canonical), canonical.children), terms.parts(of: term)).map {
            pair,
            term in
            let written = WrittenForm.unwrapped(pair.0, pair.1.expression)
            return ConditionNode(written: written, canonical: pair.1.expression, term: term)
        }
    }
}
