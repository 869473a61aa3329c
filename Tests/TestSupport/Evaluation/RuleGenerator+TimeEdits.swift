import PQLSyntax

extension RuleGenerator {
    /// A time against two windows that have something in common.
    mutating func windowEdit() -> PQLExpression {
        let time = path(.time)
        let (first, second) = windows(profileUp: nil)
        return either(node(.occurs(time, first)), node(.occurs(time, second)))
    }

    private mutating func windows(profileUp: Int?) -> (PQLOccurrence, PQLOccurrence) {
        let first = occurrence(profileUp: profileUp)
        switch first {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            let comparisons = PQLComparison.allCases
            switch below(6) {
            case 0: return (first, .distance(one(of: comparisons), amount: amount, unit, direction, time))
            case 1:
                let units: [PQLTimeUnit] = [.minute, .hour, .day, .week, .month, .year]
                return (first, .distance(comparison, amount: someAmount(), one(of: units), direction, time))
            case 2: return (first, .relative(direction, time))
            case 4:
                let other = one(of: PQLDirection.allCases)
                return (first, .distance(one(of: comparisons), amount: someAmount(), unit, other, time))
            case 3: return (sameLength(comparison, direction, time), sameLength(comparison, direction, time))
            default: return (first, .distance(comparison, amount: someAmount(), unit, direction, time))
            }
        case .between(let start, let end):
            return (first, chance(2) ? .between(start, point(profileUp)) : .between(point(profileUp), end))
        case .relative(let direction, let time):
            switch below(4) {
            case 0: return (first, .within(time))
            case 1: return (first, .between(time, point(profileUp)))
            default: return (first, .relative(direction, point(profileUp)))
            }
        case .within(let time):
            switch below(4) {
            case 0: return (first, .between(time, time))
            case 1: return (first, .relative(one(of: PQLDirection.allCases), time))
            default: return (first, occurrence(profileUp: profileUp))
            }
        }
    }

    private mutating func someAmount() -> PQLExpression { node(.integer(chance(4) ? 0 : Int64(below(12)))) }

    /// Lengths that are the same, or nearly.
    private mutating func sameLength(_ comparison: PQLComparison, _ direction: PQLDirection, _ time: PQLTime)
        -> PQLOccurrence
    {
        let lengths: [(Int64, PQLTimeUnit)] = [
            (7, .day), (1, .week), (168, .hour), (24, .hour), (1, .day), (1440, .minute), (1, .month), (28, .day),
            (30, .day), (31, .day), (12, .month), (1, .year), (365, .day), (366, .day), (4, .week), (52, .week),
        ]
        let (amount, unit) = one(of: lengths)
        return .distance(comparison, amount: node(.integer(amount)), unit, direction, time)
    }

    /// A sequence with a step more or less, or another window, count or order.
    mutating func edited(_ chain: PQLChain) -> PQLExpression {
        var steps = chain.steps
        let index = below(steps.count)
        let step = steps[index]
        var (when, count, negated, what) = (step.when, step.count, step.negated, step.what)
        var before = when
        switch below(9) {
        case 0,
            1 where steps.count > 1:
            steps.remove(at: index)
        case 2: when = nil
        case 3, 4: (before, when) = windows(profileUp: subjects.count)
        case 5: count = chance(2) ? nil : node(.integer(Int64(1 + below(4))))
        case 6: negated.toggle()
        case 7: steps.reverse()
        default: what = node(.boolean(true))
        }
        var old = chain.steps
        old[index] = Self.step(step, step.what, step.negated, before, step.count)
        if steps.count == old.count, steps[index] == step { steps[index] = Self.step(step, what, negated, when, count) }
        let other = PQLChain(array: chain.array, order: chain.order, steps: steps)
        return swapped(
            node(.chain(PQLChain(array: chain.array, order: chain.order, steps: old))),
            node(.chain(other))
        )
    }

    private static func step(
        _ step: PQLChain.Step,
        _ what: PQLExpression,
        _ negated: Bool,
        _ when: PQLOccurrence?,
        _ count: PQLExpression?
    ) -> PQLChain.Step {
        PQLChain.Step(
            name: step.name,
            negated: negated,
            what: what,
            condition: step.condition,
            when: when,
            count: count
        )
    }
}
