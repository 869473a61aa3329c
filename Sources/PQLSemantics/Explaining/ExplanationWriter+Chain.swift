import PQLSyntax
import XDM

extension ExplanationWriter {
    /// Events one after another. `whole` is the node of the chain.
    mutating func chain(_ chain: PQLChain, whole: PQLExpression) -> Statement {
        let outer = scope
        defer { scope = outer }
        scope.beginChain(chain.steps.map(\.name))
        let list = value(chain.array)
        let words = items(of: list)
        let isUnclear = !chain.keptElements.isEmpty || chain.steps.contains { !$0.extraMembers.isEmpty }
        let told: Statement
        if chain.steps.count == 1, let step = chain.steps.first {
            told = self.step(step, at: 0, of: chain, words, list.operand)
                .prefixed(step.isOfOne ? "there is " : "there are ")
        } else if chain.steps.allSatisfy(\.negated) {
            let steps = chain.steps.indices.map { index in
                self.step(chain.steps[index], at: index, of: chain, words, list.operand)
                    .prefixed(chain.steps[index].isOfOne ? "there is " : "there are ")
            }
            told = .all(steps)
        } else {
            let order = self.order(of: chain, list.operand)
            let steps = chain.steps.indices.map { index in
                self.step(chain.steps[index], at: index, of: chain, words, list.operand)
                    .prefixed(Self.place(of: index, in: chain.steps))
            }
            told = Statement("there are \(words.noun.plural) in this order of \(order)", steps)
        }
        guard isUnclear else { return told }
        return .all([told, Statement("there are further limits, which segsync has no words for: \(pql(whole))")])
    }

    private static func place(of index: Int, in steps: [PQLChain.Step]) -> String {
        let isFirst = !steps[..<index].contains { !$0.negated }
        guard steps[index].negated else { return isFirst ? "first, " : "then, later, " }
        let isLast = !steps[(index + 1)...].contains { !$0.negated }
        switch (isFirst, isLast) {
        case (true, false): return "before the next of them, "
        case (false, true): return "after that, "
        case (false, false): return "between that and the next of them, "
        // Chains without any event are told otherwise.
        case (true, true): return ""
        }
    }

    /// The time by which the events are ordered.
    private mutating func order(of chain: PQLChain, _ list: Operand) -> String {
        let outer = scope
        defer { scope = outer }
        scope.enter(scope.speaker("event", list.item))
        let label = path(PQLExpression(.field(of: PQLExpression(.subject(up: 0)), chain.order))).inline
        return chain.isByTimestamp ? "time" : label
    }

    private mutating func step(
        _ step: PQLChain.Step,
        at index: Int,
        of chain: PQLChain,
        _ words: ListWords,
        _ list: Operand
    ) -> Statement {
        let outer = scope
        let noun = words.noun
        let number = chain.steps[...index].count { !$0.negated }
        let isOneOfMany = chain.steps.count > 1 && !step.negated
        let event = scope.speaker(isOneOfMany ? "\(Self.ordinal(number)) \(noun.called)" : noun.called, list.item)
        scope.enter(event)
        var conditions =
            step.what.kind == .boolean(true) && step.what.extraMembers.isEmpty ? [] : [condition(step.what)]
        if let condition = step.condition { conditions.append(self.condition(condition)) }
        var when: Phrase = ""
        if let occurrence = step.when {
            let label = order(of: chain, list)
            let told = self.when(occurrence)
            when = chain.isByTimestamp ? " \(told)" : " whose \(label) is \(told),"
        }
        let quantity = self.quantity(step)
        scope = outer
        if !step.negated { scope.finishStep(step.name, event) }
        let phrase: Phrase =
            "\(quantity) \(step.isOfOne ? noun.singular : noun.plural)\(words.tail)\(when)\(event.introduction)"
        return phrase.adding(conditions.isEmpty ? nil : .all(conditions), on: noun.plural).statement
    }

    private static func ordinal(_ number: Int) -> String {
        let words = ["first", "second", "third", "fourth", "fifth", "sixth"]
        return number > 0 && number <= words.count ? words[number - 1] : "\(number)th"
    }

    private mutating func quantity(_ step: PQLChain.Step) -> Phrase {
        guard let count = step.count else { return step.negated ? "no" : "at least one" }
        if step.negated, step.isOfOne { return "no" }
        let words = value(count).grouped
        return step.negated ? "fewer than \(words)" : "at least \(words)"
    }
}

extension PQLChain.Step {
    /// Whether it speaks of a single event.
    fileprivate var isOfOne: Bool { count.map { $0.wholeNumber == 1 } ?? true }
}

extension PQLChain {
    /// The chain whose events are there where this one's are not, and the other way round; nil for one of several steps
    /// or of a number of events.
    var opposite: PQLChain? {
        guard steps.count == 1, keptElements.isEmpty, let step = steps.first, step.count == nil,
            step.extraMembers.isEmpty
        else { return nil }
        let other = Step(
            name: step.name,
            negated: !step.negated,
            what: step.what,
            condition: step.condition,
            when: step.when,
            count: nil
        )
        return PQLChain(array: array, order: order, steps: [other])
    }

    fileprivate var isByTimestamp: Bool { order.kind == .plain("timestamp") }
}
