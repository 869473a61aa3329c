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
    /// The variables and the fields of items that its steps speak of: a step's event may be among them. Nil where
    /// something of unknown meaning may speak of any.
    let mentioned: Set<String>?

    /// Nil for a chain without steps, or with elements or members of unknown meaning.
    init?(_ chain: PQLChain, _ parts: [Term], in terms: TermTable) {
        guard chain.isUnderstood, !chain.steps.isEmpty else { return nil }
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
        mentioned = terms.names(in: parts.dropFirst())
    }

    var names: Set<String> { Set(steps.map(\.name)) }
    /// Whether each step has a name of its own.
    var hasDistinctNames: Bool { names.count == steps.count }

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
    /// The names of variables and of fields of a subject in the terms; nil where one of them is not understood.
    fileprivate func names(in terms: some Sequence<Term>) -> Set<String>? {
        var names: Set<String> = []
        var seen: Set<Term> = []
        var pending = Array(terms)
        while let next = pending.popLast() {
            guard seen.insert(next).inserted else { continue }
            guard shape(of: next).extraMembers.isEmpty else { return nil }
            switch kind(of: next) {
            case .variable(let name): names.insert(name)
            case .field(_, let name):
                guard case .subject = kind(of: parts(of: next)[0]) else { break }
                guard case .plain(let text) = name.kind else { return nil }
                names.insert(text)
            case .unknown, .error: return nil
            case .chain(let chain): if !chain.isUnderstood { return nil }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .schemaReference:
                break
            }
            pending += parts(of: next)
        }
        return names
    }
}
