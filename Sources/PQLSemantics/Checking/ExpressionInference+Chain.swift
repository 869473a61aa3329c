import PQLSyntax
import XDM

extension ExpressionInference {
    /// A chain's steps are read from left to right, each with an item as its subject and the names of the ones before.
    mutating func chain(_ chain: PQLChain) -> Operand {
        let events = infer(chain.array)
        record(events)
        let isList = verify(events, as: .init("list", .array), of: "CHAIN", node: chain.array)
        let event = isList ? events.item : .unknown
        let order = step(event, to: chain.order, isBare: true)
        record(order)
        verify(order, as: .init("time", .time), of: "CHAIN", span: chain.order.span)
        let names = chain.steps.map(\.name)
        let outer = scope.openChain(names)
        scope.enter(event)
        for step in chain.steps {
            self.step(step)
            // Nothing happened in a step that must not occur.
            if !step.negated { scope.finishStep(step.name, event) }
        }
        scope.leave()
        scope.closeChain(names, outer: outer)
        return .boolean
    }

    private mutating func step(_ step: PQLChain.Step) {
        judgeCondition(check(step.what), step.what)
        if let condition = step.condition { judgeCondition(check(condition), condition) }
        if let when = step.when { occurrence(when) }
        if let count = step.count {
            verify(check(count), as: .init("n", .integerIn(1...Int64.max)), of: "COUNT", node: count)
        }
    }
}
