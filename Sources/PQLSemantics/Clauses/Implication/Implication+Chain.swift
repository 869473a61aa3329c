// Sequences of events.

extension Implication {
    /// Whether each sequence that one chain finds is one that the other finds.
    ///
    /// Without negated steps the events of the first serve the second, those of its further steps left out: its steps
    /// must be among the first's in their order, each weaker; a step that another speaks of must be in both. With a count, the nth event that matches a weaker step
    /// comes no later, and so the steps behind it find theirs. With negated steps, all the others must pair off, so
    /// that the same events leave the same gaps; a negated step is the weaker the fewer events match it. A negated
    /// step beside a count, or a step that speaks of another's event beside a count, depends on which event counts.
    mutating func follows(_ conclusion: ChainForm, from premise: ChainForm, _ depth: Int) -> Bool {
        guard conclusion.order == premise.order else { return false }
        let hasNegations = conclusion.hasNegations || premise.hasNegations
        guard let references = Self.references(of: conclusion, premise) else { return false }
        let hasReferences = !references.isEmpty
        if conclusion.hasCounts || premise.hasCounts, hasNegations || hasReferences { return false }
        if hasNegations {
            return conclusion.array == premise.array && gapsFollow(conclusion, from: premise, hasReferences, depth)
        }
        guard areAmong(premise.array, conclusion.array, depth + 1) else { return false }
        var rest = conclusion.steps[...]
        for step in premise.steps {
            guard let next = rest.first else { break }
            if !hasReferences || step.name == next.name, follows(next, from: step, depth) { rest.removeFirst() }
        }
        return rest.isEmpty
    }

    /// The steps of which others speak, in two chains; nil where what they say may mean another event in each.
    private static func references(of chain: ChainForm, _ other: ChainForm) -> Set<String>? {
        let (names, others) = (chain.names, other.names)
        let isSame = chain.steps.map(\.name) == other.steps.map(\.name)
        guard let mentioned = chain.mentioned, let otherMentioned = other.mentioned else {
            return isSame && chain.hasDistinctNames ? names : nil
        }
        let references = mentioned.union(otherMentioned).intersection(names.union(others))
        if references.isEmpty { return [] }
        let areInBoth = references.isSubset(of: names.intersection(others))
        return areInBoth && chain.hasDistinctNames && other.hasDistinctNames ? references : nil
    }

    private mutating func gapsFollow(
        _ conclusion: ChainForm,
        from premise: ChainForm,
        _ hasReferences: Bool,
        _ depth: Int
    ) -> Bool {
        let (mine, others) = (premise.byGap, conclusion.byGap)
        guard mine.steps.count == others.steps.count else { return false }
        for (step, other) in zip(mine.steps, others.steps) {
            guard !hasReferences || step.name == other.name, follows(other, from: step, depth) else { return false }
        }
        for (absent, otherAbsent) in zip(mine.absent, others.absent) {
            for other in otherAbsent {
                var isKept = false
                for step in absent where !isKept { isKept = follows(step, from: other, depth) }
                guard isKept else { return false }
            }
        }
        return true
    }

    private mutating func follows(_ conclusion: ChainForm.Step, from premise: ChainForm.Step, _ depth: Int) -> Bool {
        guard let count = premise.count, let other = conclusion.count, count >= other else { return false }
        if let window = conclusion.when {
            guard let mine = premise.when, mine.implies(window) else { return false }
        }
        return follows(conclusion.what, from: premise.what, depth + 1)
    }
}

extension ChainForm {
    /// The steps that must occur, and before, between and behind them those that must not.
    fileprivate var byGap: (steps: [Step], absent: [[Step]]) {
        var steps: [Step] = []
        var absent: [[Step]] = [[]]
        for step in self.steps {
            if step.isNegated {
                absent[absent.count - 1].append(step)
            } else {
                steps.append(step)
                absent.append([])
            }
        }
        return (steps, absent)
    }
}
