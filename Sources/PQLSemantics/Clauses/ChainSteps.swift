import PQLSyntax

/// The steps of one chain, as compared and as written.
struct ChainSteps {
    let clause: Clause
    private let chain: PQLChain
    private let written: PQLChain

    /// Nil unless the clause is a chain, all of which is known.
    init?(_ clause: Clause) {
        guard case .chain(let chain) = clause.canonical.kind, case .chain(let written) = clause.expression.kind,
            chain.steps.count == written.steps.count, chain.isUnderstood
        else { return nil }
        self.clause = clause
        self.chain = chain
        self.written = written
    }

    var indices: Range<Int> { chain.steps.indices }

    subscript(index: Int) -> PQLChain.Step { chain.steps[index] }

    /// Whether both look at the same events in the same order.
    func isOver(_ other: ChainSteps) -> Bool {
        chain.array == other.chain.array && chain.order == other.chain.order
    }

    func part(_ index: Int) -> Clause.Part? {
        guard case .container(let parts) = clause.kind, parts.count == chain.steps.count else { return nil }
        return parts[index]
    }

    func name(_ index: Int) -> String { written.steps[index].name }

    func id(_ index: Int, _ word: String) -> ClauseID {
        ClauseID(test: "\(word) \(name(index)) of \(clause.id.test)", subject: clause.id.subject)
    }

    /// The chain with other steps in the place of one.
    func replacing(_ index: Int, with steps: [PQLChain.Step]) -> PQLExpression {
        var all = chain.steps
        all.replaceSubrange(index...index, with: steps)
        let changed = PQLChain(array: chain.array, order: chain.order, steps: all)
        return PQLExpression(.chain(changed))
    }

    /// A step as it stands in the brackets of its chain.
    func text(_ index: Int) -> String {
        let alone = PQLChain(array: PQLExpression(.null), order: PQLName("t"), steps: [written.steps[index]])
        return String(PQLPrinter.print(PQLExpression(.chain(alone))).dropFirst("CHAIN(null, t, [".count).dropLast(2))
    }

    func when(_ index: Int) -> String? {
        // A window that names a field of the event is one of its conditions.
        guard chain.steps[index].when != nil else { return nil }
        return written.steps[index].when.map { occurrence in
            let text = PQLPrinter.print(PQLExpression(.occurs(PQLExpression(.null), occurrence)))
            return String(text.dropFirst("null occurs ".count))
        }
    }

    func count(_ index: Int) -> String? {
        written.steps[index].count.map { PQLPrinter.print($0) }
    }
}

extension ChainSteps {
    /// One step of either side, or a pair.
    struct Match {
        let old: Int?
        let new: Int?
    }

    /// Pairs the steps of two chains in their order: equal ones whatever their names, and between these, one by one,
    /// those that both must occur or both must not. Pairs that are equal are left out.
    func matches(with other: ChainSteps) -> [Match] {
        var matches: [Match] = []
        var (start, otherStart) = (0, 0)
        for (index, partner) in common(with: other) + [(indices.upperBound, other.indices.upperBound)] {
            var (olds, news) = (Array(start..<index), Array(otherStart..<partner))
            while let old = olds.first, let new = news.first, self[old].negated == other[new].negated {
                if self[old].unnamed != other[new].unnamed { matches.append(Match(old: old, new: new)) }
                olds.removeFirst()
                news.removeFirst()
            }
            matches += olds.map { Match(old: $0, new: nil) } + news.map { Match(old: nil, new: $0) }
            (start, otherStart) = (index + 1, partner + 1)
        }
        return matches
    }

    /// The longest row of equal steps; where the search would take long, those at the beginning and the end.
    private func common(with other: ChainSteps) -> [(Int, Int)] {
        let (mine, others) = (chain.steps.map(\.unnamed), other.chain.steps.map(\.unnamed))
        let start = zip(mine, others).prefix { $0 == $1 }.count
        let rest = (mine.dropFirst(start), others.dropFirst(start))
        let end = zip(rest.0.reversed(), rest.1.reversed()).prefix { $0 == $1 }.count
        let inner = Self.common(Array(rest.0.dropLast(end)), Array(rest.1.dropLast(end)))
        return (0..<start).map { ($0, $0) } + inner.map { (start + $0.0, start + $0.1) }
            + (0..<end).map { (mine.count - end + $0, others.count - end + $0) }
    }

    private static func common(_ mine: [PQLChain.Step], _ others: [PQLChain.Step]) -> [(Int, Int)] {
        guard mine.count * others.count <= 2500 else { return [] }
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: others.count + 1), count: mine.count + 1)
        for index in mine.indices.reversed() {
            for partner in others.indices.reversed() {
                lengths[index][partner] =
                    mine[index] == others[partner]
                    ? lengths[index + 1][partner + 1] + 1
                    : max(lengths[index + 1][partner], lengths[index][partner + 1])
            }
        }
        var pairs: [(Int, Int)] = []
        var (index, partner) = (0, 0)
        while index < mine.count, partner < others.count {
            if mine[index] == others[partner] {
                pairs.append((index, partner))
                (index, partner) = (index + 1, partner + 1)
            } else if lengths[index + 1][partner] >= lengths[index][partner + 1] {
                index += 1
            } else {
                partner += 1
            }
        }
        return pairs
    }
}

extension PQLChain.Step {
    fileprivate var unnamed: PQLChain.Step {
        PQLChain.Step(name: "", negated: negated, what: what, condition: condition, when: when, count: count)
    }

    /// The same step with another window and count.
    func with(when: PQLOccurrence?, count: PQLExpression?) -> PQLChain.Step {
        PQLChain.Step(name: name, negated: negated, what: what, condition: condition, when: when, count: count)
    }
}
