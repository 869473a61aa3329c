import PQLSyntax
import XDM

extension ExpressionInference {
    mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) -> Operand {
        let sources = bind(declarations)
        defer { unbind(declarations) }
        judgeQuery(quantifier, declarations)
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
        case .sum, .average: (parameter, result) = (.init("expression", .numberPerItem), .number)
        case .min, .max: (parameter, result) = (.init("expression", .orderedPerItem), operand.type.element)
        }
        if let place, !verify(operand, as: parameter, of: aggregate.rawValue, node: place) { result = .any }
        return Operand(result)
    }

    /// Binds the variables from left to right, each condition seeing the ones up to its own; gives the arrays.
    private mutating func bind(_ declarations: [PQLDeclaration]) -> [Operand] {
        declarations.map { declaration in
            let source = infer(declaration.source)
            let isList = verify(source, as: .init("list", .array), of: "from", node: declaration.source)
            // Without a condition the array as a whole is what is read.
            if source.name == nil || declaration.condition == nil { record(source) }
            scope.bind(declaration.name, to: isList ? source.item : .unknown)
            if let condition = declaration.condition { judgeCondition(check(condition), condition) }
            return isList ? source : .unknown
        }
    }

    private mutating func unbind(_ declarations: [PQLDeclaration]) {
        for declaration in declarations { scope.unbind(declaration.name) }
    }
}
