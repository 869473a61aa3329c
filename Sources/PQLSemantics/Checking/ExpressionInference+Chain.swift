import PQLSyntax
import XDM

extension ExpressionInference {
    /// A chain's steps are read from left to right, each with an item as its subject and the names of the ones before.
    mutating func chain(_ chain: PQLChain) -> Operand {
        let event = item(of: chain, events: infer(chain.array))
        let names = chain.steps.map(\.name)
        let outer = scope.openChain(names)
        scope.enter(event)
        for step in chain.steps {
            scope.beginStep(step.name)
            judgeCondition(check(step.what), step.what)
            if let condition = step.condition { judgeCondition(check(condition), condition) }
            if let when = step.when { occurrence(when) }
            finish(step)
        }
        scope.leave()
        scope.closeChain(names, outer: outer)
        return .boolean
    }

    /// An item of the chain's list, which has the field that orders.
    @inline(never)
    private mutating func item(of chain: PQLChain, events: Operand) -> Operand {
        record(events)
        let isList = verify(events, as: .init("list", .array), of: "CHAIN", node: chain.array)
        let event = isList ? events.item : .unknown
        let order = step(event, to: chain.order, isBare: true)
        record(order)
        verify(order, as: .init("time", .time), of: "CHAIN", span: chain.order.span)
        return event
    }

    @inline(never)
    private mutating func finish(_ step: PQLChain.Step) {
        if let count = step.count {
            verify(check(count), as: .init("n", .integerIn(1...Int64.max)), of: "COUNT", node: count)
        }
        // Nothing happened in a step that must not occur.
        if !step.negated, let item = scope.subject(up: 0) { scope.finishStep(step.name, item) }
    }
}
