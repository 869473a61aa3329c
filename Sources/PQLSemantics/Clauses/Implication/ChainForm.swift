import PQLSyntax

/// A `CHAIN` over terms.
struct ChainForm {
    struct Step {
        let name: String
        let isNegated: Bool
        let what: Term
        let when: TimeWindow?
        /// How many events must match; nil where it is no number from 1 on.
        let count: Int64?
    }

    let array: Term
    let order: PQLName
    let steps: [Step]
    /// Whether a step speaks of the event of another.
    let hasReferences: Bool

    /// Nil for a chain with elements or members of unknown meaning.
    init?(_ chain: PQLChain, _ parts: [Term], in terms: TermTable) {
        guard chain.isUnderstood else { return nil }
        var rest = parts[1...]
        array = parts[0]
        order = chain.order
        steps = chain.steps.map { step in
            let what = rest.removeFirst()
            // The canonical form has made WHERE a part of WHAT.
            precondition(step.condition == nil, "a canonical step has no WHERE")
            var when: TimeWindow?
            if let occurrence = step.when {
                let count = occurrence.expressions.count
                when = TimeWindow(occurrence, rest.prefix(count), in: terms)
                rest = rest.dropFirst(count)
            }
            var count: Int64? = 1
            if step.count != nil { count = Self.count(rest.removeFirst(), terms) }
            return Step(name: step.name, isNegated: step.negated, what: what, when: when, count: count)
        }
        let names = Set(steps.map(\.name))
        hasReferences = parts.dropFirst().contains { terms.mentions(names, in: $0) }
    }

    var hasNegations: Bool { steps.contains(where: \.isNegated) }
    var hasCounts: Bool { steps.contains { $0.count != 1 } }

    private static func count(_ term: Term, _ terms: TermTable) -> Int64? {
        guard case .number(let value)? = terms.constant(term), value >= 1 else { return nil }
        return Int64(exactly: value)
    }
}

extension PQLChain {
    /// Whether all of it is known: no gaps between the steps, and no members of newer versions.
    var isUnderstood: Bool {
        keptElements.isEmpty && steps.allSatisfy(\.extraMembers.isEmpty)
    }
}

extension TermTable {
    /// Whether a variable, or a field of a subject, has one of the names somewhere in the term.
    fileprivate func mentions(_ names: Set<String>, in term: Term) -> Bool {
        var pending = [term]
        while let next = pending.popLast() {
            switch kind(of: next) {
            case .variable(let name): if names.contains(name) { return true }
            case .field(_, let name):
                if case .plain(let text) = name.kind, names.contains(text),
                    case .subject = kind(of: parts(of: next)[0])
                {
                    return true
                }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference,
                .unknown, .error:
                break
            }
            pending += parts(of: next)
        }
        return false
    }
}
