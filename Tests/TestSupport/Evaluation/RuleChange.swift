package import PQLSyntax

/// A rule before and after random edits that people make.
package struct RuleChange: Sendable {
    package let old: PQLExpression
    package let new: PQLExpression
}

extension RuleGenerator {
    /// A random rule with edits at random places, all in reach of what they speak of; nil where none came about.
    ///
    /// The tree is made with both ways at each edited place, side by side, and then read twice.
    package mutating func change(_ budget: Int) -> RuleChange? {
        isChanging = true
        let both = chance(3) ? edit(budget) ?? condition(budget) : condition(budget)
        isChanging = false
        let change = RuleChange(old: both.choosing(0), new: both.choosing(1))
        return change.old == change.new ? nil : change
    }

    func either(_ old: PQLExpression, _ new: PQLExpression) -> PQLExpression {
        node(.call("__either", [old, new]))
    }

    /// Either way round.
    mutating func swapped(_ old: PQLExpression, _ new: PQLExpression) -> PQLExpression {
        chance(2) ? either(old, new) : either(new, old)
    }
}

extension PQLExpression {
    /// The tree with one side of each edited place.
    fileprivate func choosing(_ side: Int) -> PQLExpression {
        rewriting { node in
            guard case .call("__either", let sides) = node.kind else { return nil }
            return sides[side]
        }
    }
}
