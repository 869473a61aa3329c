import PQLSyntax

// The steps of a chain.

extension ClauseComparison {
    /// Compares two chains step by step; as a whole where they look at other events or differ in many steps.
    mutating func compareChains(_ old: Clause, _ new: Clause, in place: Place) {
        guard let steps = ChainSteps(old), let others = ChainSteps(new), steps.isOver(others) else {
            return alter(old, new, in: place)
        }
        let matches = steps.matches(with: others)
        guard matches.count <= Self.mostParts else { return alter(old, new, in: place) }
        let place = place.inside("CHAIN")
        for match in matches {
            switch (match.old, match.new) {
            case (let index?, let partner?): compare(steps, index, others, partner, in: place)
            case (let index?, nil):
                let effect = effect(of: steps, becoming: steps.replacing(index, with: []))
                tell(.removed, steps.id(index, "step"), steps.text(index), nil, effect, place)
            case (nil, let partner?):
                let effect = effect(of: others, becoming: others.replacing(partner, with: [])).mirrored
                tell(.added, others.id(partner, "step"), nil, others.text(partner), effect, place)
            case (nil, nil): break
            }
        }
    }

    private mutating func compare(
        _ old: ChainSteps,
        _ index: Int,
        _ new: ChainSteps,
        _ partner: Int,
        in place: Place
    ) {
        let (step, other) = (old[index], new[partner])
        if step.what != other.what, let part = old.part(index), let shown = new.part(partner) {
            let terms = (implication.terms.insert(old.clause.canonical), implication.terms.insert(new.clause.canonical))
            let direction = direction(terms.0, terms.1, (part, shown))
            compare(part.clause, shown.clause, in: place.inside(shown.place, direction))
        }
        let place = place.inside("step \(new.name(partner))")
        if step.when != other.when {
            let changed = old.replacing(index, with: [step.with(when: other.when, count: step.count)])
            let effect = effect(of: old, becoming: changed)
            tell(old.id(index, "window of step"), old.when(index), new.when(partner), effect, place.inside("WHEN"))
        }
        if step.count != other.count {
            let changed = old.replacing(index, with: [step.with(when: step.when, count: other.count)])
            let effect = effect(of: old, becoming: changed)
            tell(old.id(index, "count of step"), old.count(index), new.count(partner), effect, place.inside("COUNT"))
        }
    }

    private mutating func tell(
        _ id: ClauseID,
        _ old: String?,
        _ new: String?,
        _ effect: ChangeEffect,
        _ place: Place
    ) {
        tell(old == nil ? .added : new == nil ? .removed : .altered, id, old, new, effect, place)
    }

    private mutating func effect(of steps: ChainSteps, becoming changed: PQLExpression) -> ChangeEffect {
        effect(implication.terms.insert(steps.clause.canonical), implication.terms.insert(changed))
    }
}
