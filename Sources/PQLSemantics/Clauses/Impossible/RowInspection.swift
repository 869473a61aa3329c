import Diagnostics
import PQLSyntax

/// Looks at the conditions of one `and` or `or` as they come, each beside those before it.
///
/// A condition is compared with at most twelve others about the same, so that long rows take no longer for each.
struct RowInspection {
    private static let most = 12

    /// A question about one value: a test, or nil for `isNull()`.
    private struct Question {
        let test: ValueTest?
        let node: ConditionNode
    }

    let row: String
    var implication: Implication
    private(set) var found: [Diagnostic] = []
    private var seen: [Term: ConditionNode] = [:]
    private var alike: [ConditionRow.Key: [ConditionNode]] = [:]
    private var questions: [Term: [Question]] = [:]

    init(row: String, implication: Implication) {
        self.row = row
        self.implication = implication
    }

    private var isAll: Bool { row == "and" }

    mutating func inspect(_ node: ConditionNode, _ isScalar: (PQLExpression) -> Bool) {
        if let earlier = seen[node.term] {
            found.append(ClauseDiagnostics.duplicate(node.written, earlier.written))
            return
        }
        seen[node.term] = node
        if let opposite = opposite(of: node) ?? exclusion(of: node, isScalar) {
            found.append(
                isAll
                    ? ClauseDiagnostics.contradiction(node.written, opposite.written)
                    : ClauseDiagnostics.tautology(node.written, opposite.written)
            )
        } else {
            findNeedless(node)
        }
        let key = implication.key(of: node.term)
        if alike[key, default: []].count < Self.most { alike[key, default: []].append(node) }
    }

    /// A condition before this one whose opposite this is, or follows from it.
    private mutating func opposite(of node: ConditionNode) -> ConditionNode? {
        let inner = implication.terms.negated(node.term)
        if let earlier = seen[inner ?? implication.terms.call("not", [node.term])] { return earlier }
        for earlier in alike[implication.key(of: node.term), default: []] {
            let other = implication.terms.negated(earlier.term)
            let pair: (plain: Term, negated: Term)
            switch (inner, other) {
            case (let inner?, nil): pair = (earlier.term, inner)
            case (nil, let other?): pair = (node.term, other)
            case (_?, _?), (nil, nil): continue
            }
            if isAll ? proves(pair.plain, pair.negated) : proves(pair.negated, pair.plain) { return earlier }
        }
        return nil
    }

    /// A condition before this one on the same value that no value fulfils together with it; in a row of `or`, the
    /// other of `isNull()` and `isNotNull()`.
    private mutating func exclusion(
        of node: ConditionNode,
        _ isScalar: (PQLExpression) -> Bool
    ) -> ConditionNode? {
        guard let (test, subject) = question(node.term), implication.isPlain(subject),
            let path = node.children(implication.terms).first(where: { $0.term == subject }), isScalar(path.written)
        else { return nil }
        defer {
            if questions[subject, default: []].count < Self.most {
                questions[subject, default: []].append(Question(test: test, node: node))
            }
        }
        return questions[subject, default: []].first { excludes($0.test, test) }?.node
    }

    private func question(_ term: Term) -> (test: ValueTest?, subject: Term)? {
        if let (name, arguments) = implication.terms.call(term), name == "isNull", arguments.count == 1 {
            return (nil, arguments[0])
        }
        return ValueTest.read(term, implication.terms).map { ($0.test, $0.subject) }
    }

    private func excludes(_ test: ValueTest?, _ other: ValueTest?) -> Bool {
        switch (test, other) {
        case (nil, nil): false
        case (let test?, nil), (nil, let test?): isAll ? test.implies(.present, isPlain: true) : test == .present
        case (let test?, let other?): isAll && test.excludes(other)
        }
    }

    /// Tells of the condition that can go if one of two follows from the other.
    ///
    /// That a value is there is often asked for clearness beside a comparison that needs it, and never told.
    private mutating func findNeedless(_ node: ConditionNode) {
        guard !asksForPresence(node) else { return }
        for earlier in alike[implication.key(of: node.term), default: []] where !asksForPresence(earlier) {
            if isAll ? proves(earlier.term, node.term) : proves(node.term, earlier.term) {
                found.append(ClauseDiagnostics.subsumed(node.written, by: earlier.written, in: row))
                return
            }
            if isAll ? proves(node.term, earlier.term) : proves(earlier.term, node.term) {
                found.append(ClauseDiagnostics.subsumed(earlier.written, by: node.written, in: row))
                return
            }
        }
    }

    private func asksForPresence(_ node: ConditionNode) -> Bool {
        if case .call("isNotNull", _) = node.written.kind { true } else { false }
    }

    private mutating func proves(_ premise: Term, _ conclusion: Term) -> Bool {
        implication.proves(premise, conclusion, effort: 500)
    }
}

extension TermTable {
    /// What a `not` negates; nil for all else.
    fileprivate func negated(_ term: Term) -> Term? {
        guard let (name, arguments) = call(term), name == "not", arguments.count == 1 else { return nil }
        return arguments[0]
    }
}
