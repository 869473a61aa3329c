import PQLSyntax
import XDM

extension ExpressionInference {
    mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) -> Operand {
        let sources = bind(declarations)
        defer { unbind(declarations) }
        switch quantifier {
        case .select: return sources.count == 1 ? sources[0] : Operand(.array(.any))
        case .exists, .forall, .some, .all, .none, .one: return .boolean
        }
    }

    mutating func aggregate(
        _ aggregate: PQLAggregate,
        of expression: PQLExpression?,
        over declarations: [PQLDeclaration]
    ) -> Operand {
        let sources = bind(declarations)
        defer { unbind(declarations) }
        let operand: Operand
        let place: PQLExpression?
        if let expression {
            operand = check(expression)
            place = expression
        } else {
            operand = sources.first?.item ?? .unknown
            place = declarations.first?.source
            record(operand)
        }
        let parameter: FunctionSignature.Parameter
        var result: XDMType
        switch aggregate {
        case .sum, .average: (parameter, result) = (.numberPerItem, .number)
        case .min, .max: (parameter, result) = (.orderedPerItem, operand.type.element)
        }
        if let place, !verify(operand, as: parameter, of: aggregate.rawValue, node: place) { result = .any }
        return Operand(result)
    }

    /// Binds the variables from left to right, each condition seeing the ones up to its own; gives the arrays.
    private mutating func bind(_ declarations: [PQLDeclaration]) -> [Operand] {
        declarations.map { declaration in
            let source = infer(declaration.source)
            let isList = verify(source, as: .array, of: "from", node: declaration.source)
            // Without a condition the array as a whole is what is read.
            if source.name == nil || declaration.condition == nil { record(source) }
            scope.bind(declaration.name, to: isList ? source.item : .unknown)
            if let condition = declaration.condition { check(condition) }
            return isList ? source : .unknown
        }
    }

    private mutating func unbind(_ declarations: [PQLDeclaration]) {
        for declaration in declarations { scope.unbind(declaration.name) }
    }

    mutating func chain(_ chain: PQLChain) -> Operand {
        let events = infer(chain.array)
        record(events)
        let isList = verify(events, as: .array, of: "CHAIN", node: chain.array)
        let event = isList ? events.item : .unknown
        let order = step(event, to: chain.order, isBare: true)
        record(order)
        verify(order, as: .time, of: "CHAIN", span: chain.order.span)
        let outerSteps = scope.chainSteps
        scope.replaceChainSteps([])
        scope.enter(event)
        for step in chain.steps {
            check(step.what)
            if let condition = step.condition { check(condition) }
            if let when = step.when { occurrence(when) }
            if let count = step.count { verify(check(count), as: .integer, of: "COUNT", node: count) }
            scope.finishChainStep(step.name)
        }
        scope.leave()
        scope.replaceChainSteps(outerSteps)
        return .boolean
    }
}
