import PQLSyntax

extension RuleGenerator {
    mutating func occurs() -> PQLExpression {
        node(.occurs(path(.time), occurrence(profileUp: nil)))
    }

    mutating func chain(_ budget: Int) -> PQLExpression {
        let events = array(of: .event, 0)
        let count = 1 + below(3)
        let kept = below(count)
        var steps: [PQLChain.Step] = []
        for index in 0..<count {
            // Nothing is documented of a negated step with a count, or beside one.
            let isNegated = index != kept && chance(3)
            let mayRepeat = !isNegated && !(steps.last?.negated ?? false)
            steps.append(step(index, budget - 1, negated: isNegated, mayRepeat: mayRepeat))
        }
        let chain = PQLChain(array: events, order: PQLName("timestamp"), steps: steps)
        return isChanging && chance(2) ? edited(chain) : node(.chain(chain))
    }

    private mutating func step(_ index: Int, _ budget: Int, negated: Bool, mayRepeat: Bool) -> PQLChain.Step {
        subjects.append(.event)
        let what =
            switch below(5) {
            case 0: node(.boolean(true))
            case 1: call("and", test(0), call("not", test(0)))
            default: condition(min(budget, 1))
            }
        let condition = chance(4) ? test(0) : nil
        subjects.removeLast()
        return PQLChain.Step(
            name: "C\(index)",
            negated: negated,
            what: what,
            condition: condition,
            when: chance(2) ? occurrence(profileUp: subjects.count) : nil,
            count: mayRepeat && chance(4) ? node(.integer(Int64(1 + below(2)))) : nil
        )
    }

    /// With `profileUp` other times are the profile's, so many levels up; without, any in reach.
    mutating func occurrence(profileUp: Int?) -> PQLOccurrence {
        switch below(5) {
        case 0, 1:
            let unit: PQLTimeUnit = one(of: [.minute, .hour, .hour, .day, .day, .week, .month, .year])
            let amount = unit == .minute || unit == .hour ? below(48) : below(10)
            return .distance(
                one(of: PQLComparison.allCases),
                amount: node(.integer(Int64(amount))),
                unit,
                one(of: PQLDirection.allCases),
                point(profileUp)
            )
        case 2: return .between(chance(2) ? interval() : point(profileUp), chance(2) ? interval() : point(profileUp))
        case 3: return .relative(one(of: PQLDirection.allCases), chance(3) ? interval() : point(profileUp))
        default: return .within(chance(2) ? interval() : point(profileUp))
        }
    }

    private mutating func interval() -> PQLTime {
        .interval(one(of: PQLRelation.allCases), one(of: [.hour, .day, .week, .month, .year, .decade]))
    }

    mutating func point(_ profileUp: Int?) -> PQLTime {
        switch below(6) {
        case 0:
            let parts = [2017 + below(2), 7 + below(3), 1 + below(28)]
            return .expression(node(.call("date", parts.map { node(.integer(Int64($0))) })))
        case 1:
            guard let profileUp else { return .expression(path(.time)) }
            return .expression(node(.field(of: node(.subject(up: profileUp)), PQLName("joined"))))
        default: return .expression(node(.moment(one(of: PQLMoment.allCases))))
        }
    }
}
