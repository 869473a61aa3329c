import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    mutating func call(_ function: PQLFunction, _ arguments: [PQLExpression], node: PQLExpression) -> Operand {
        if isHyphenated(function, arguments) { return hyphenated(function, arguments, node: node) }
        guard let call = known(function, arguments, node: node) else {
            checkBlindly(arguments)
            return .unknown
        }
        let isMapBody = takeMapBody()
        let toldBefore = mistakeCount
        var operands: [Operand] = []
        operands.reserveCapacity(arguments.count)
        for index in arguments.indices { operands.append(argument(index, of: call, after: operands)) }
        return judged(call, operands, node: node, isMapBody: isMapBody, toldBefore: toldBefore)
    }

    /// The call of a function that exists with a number of arguments that it takes; nil after telling what is wrong.
    @inline(never)
    private mutating func known(_ function: PQLFunction, _ arguments: [PQLExpression], node: PQLExpression) -> Call? {
        // A call that was made, not read, may have no place of its own.
        let span = function.span.length > 0 ? function.span : node.span
        guard let signature = FunctionCatalogue.signature(function.name) else {
            report(PQLSemanticsDiagnostics.unknownFunction(function.name, argumentCount: arguments.count, span: span))
            return nil
        }
        guard signature.accepts(count: arguments.count) else {
            if let first = arguments.first, first.span.length > 0, span.start >= first.span.end,
                FunctionCatalogue.callOnly.contains(function.name), signature.accepts(count: arguments.count - 1)
            {
                let call = PQLExpression(.call(function, Array(arguments.dropFirst())))
                let text = call.isShort ? PQLPrinter.print(call) : nil
                report(PQLSemanticsDiagnostics.noMethod(function.name, call: text, span: node.span))
                return nil
            }
            report(PQLSemanticsDiagnostics.wrongArgumentCount(of: signature, found: arguments.count, span: span))
            return nil
        }
        return Call(signature: signature, arguments: arguments, span: span)
    }

    /// What a call gives, after it was judged as a whole.
    @inline(never)
    private mutating func judged(
        _ call: Call,
        _ operands: [Operand],
        node: PQLExpression,
        isMapBody: Bool,
        toldBefore: Int
    ) -> Operand {
        judge(call, operands, isMapBody: isMapBody)
        let isSound = mistakeCount == toldBefore
        if isSound { judgeComparison(call, operands, span: node.span) }
        // What was calculated from a mistake would only make the next one.
        if !isSound, [.calculated, .extreme].contains(call.signature.result) { return .unknown }
        return result(of: call, operands, node: node)
    }

    /// The arguments of a call that says nothing about them; after the first they may belong to the items of it.
    private mutating func checkBlindly(_ arguments: [PQLExpression]) {
        guard let first = arguments.first else { return }
        check(first)
        let wasBlind = scope.isBlind
        scope.isBlind = true
        for argument in arguments.dropFirst() { check(argument) }
        scope.isBlind = wasBlind
    }

    private mutating func argument(_ index: Int, of call: Call, after operands: [Operand]) -> Operand {
        let node = call.arguments[index]
        guard let kind = call.signature.kind(at: index) else { return check(node) }
        switch kind {
        case .condition:
            let operand = check(node)
            judgeCondition(operand, node)
            return operand
        case .any, .text, .likePattern, .regularExpression, .operation, .number, .integer, .integerIn, .boolean,
            .time, .ordered, .array, .map, .arrayOrMap, .caseFlag, .audience:
            let operand = call.passesOn(index) ? infer(node) : check(node)
            return verified(operand, at: index, of: call)
        case .comparand, .comparandOrList, .comparands, .items:
            return comparand(index, of: call, after: operands)
        case .conditionPerItem, .perItem, .numberPerItem, .orderedPerItem:
            enterItems(of: operands[0], for: node, in: call)
            let operand = check(node.lambdaBody ?? node)
            leaveItems(node)
            return judgedPerItem(operand, at: index, of: call)
        }
    }

    /// The value, or nothing known of it after telling that it does not fit.
    @inline(never)
    private mutating func verified(_ operand: Operand, at index: Int, of call: Call) -> Operand {
        let parameters = call.signature.parameters
        let parameter = parameters[min(index, parameters.count - 1)]
        return verify(operand, as: parameter, of: call.name, node: call.arguments[index]) ? operand : .unknown
    }

    // What is not inlined here keeps the frames of deep expressions small.

    @inline(never)
    private mutating func comparand(_ index: Int, of call: Call, after operands: [Operand]) -> Operand {
        let node = call.arguments[index]
        switch call.signature.kind(at: index) {
        case .comparandOrList(let other)?:
            return compare(call, other: other, operands[other], with: node, allowsList: true)
        case .comparand(let other)?: return compare(call, other: other, operands[other], with: node, allowsList: false)
        case .comparands(let other)?, .items(let other)?:
            return compareItems(call, other: other, operands[other], with: node)
        default: return check(node)
        }
    }

    /// Makes bare names the item's, or a lambda's names the item, or key and value.
    @inline(never)
    private mutating func enterItems(of collection: Operand, for node: PQLExpression, in call: Call) {
        if call.name == "map" { beginMapBody(node) }
        let item: Operand
        var isMap = false
        if case .map(let value) = collection.type {
            item = collection.with(value).over(nil)
            isMap = true
        } else {
            item = collection.item
        }
        guard case .lambda(let names, _) = node.kind else { return scope.enter(item) }
        judgeLambda(names, collection, span: node.span, of: call.name)
        for (index, name) in names.enumerated() {
            let value: Operand =
                switch (isMap, names.count, index) {
                case (true, 2, 0): Operand(.string(nil))
                case (true, 2, 1), (_, 1, 0): item
                default: .unknown
                }
            scope.bind(name, to: value)
        }
    }

    @inline(never)
    private mutating func leaveItems(_ node: PQLExpression) {
        guard case .lambda(let names, _) = node.kind else { return scope.leave() }
        for name in names { scope.unbind(name) }
    }

    @inline(never)
    private mutating func judgedPerItem(_ operand: Operand, at index: Int, of call: Call) -> Operand {
        guard case .conditionPerItem? = call.signature.kind(at: index) else {
            return verified(operand, at: index, of: call)
        }
        let node = call.arguments[index]
        if let found = node.kind.literalWords {
            report(PQLSemanticsDiagnostics.noCondition(found: found, span: node.span))
        } else {
            judgeCondition(operand, node)
        }
        return operand
    }

    private func result(of call: Call, _ operands: [Operand], node: PQLExpression) -> Operand {
        let operand = result(of: call, operands)
        guard operand.isArray else { return operand }
        switch call.signature.result {
        // The items that a list has or shares are compared as a set; what was picked keeps its items.
        case .receiver: return operand.over(["intersection", "distinct"].contains(call.name) ? nil : node.kind)
        case .values, .value, .item, .branches: return operand.over(node.kind)
        case .boolean, .integer, .number, .text, .date, .calculated, .keys, .groups, .mapped, .extreme, .entry:
            return operand.over(nil)
        }
    }

    private func result(of call: Call, _ operands: [Operand]) -> Operand {
        switch call.signature.result {
        case .boolean: return Operand(.boolean, list: someItem(of: call, operands))
        case .integer: return Operand(.integer)
        case .number: return Operand(.number)
        case .text: return Operand(.string(nil))
        case .date: return Operand(.date)
        case .calculated: return calculated(operands)
        case .branches: return Operand(branch(of: call, operands))
        case .receiver: return operands[0]
        case .item: return operands[0].item
        case .keys: return Operand(.array(.string(nil)))
        case .values, .value, .groups: return part(of: operands[0], as: call.signature.result)
        case .mapped:
            let type = operands[1].type
            return Operand(call.arguments[1].makesMapEntry ? .map(type) : .array(type))
        case .extreme: return Operand((operands.count > 1 ? operands[1] : operands[0]).type.element)
        case .entry: return Operand(operands[1].type)
        }
    }

    private func part(of collection: Operand, as result: FunctionSignature.Result) -> Operand {
        switch (result, collection.type) {
        case (.values, .map(let value)): collection.with(.array(value))
        case (.value, .map(let value)): collection.with(value)
        case (.groups, .array): collection.with(.map(collection.type))
        default: .unknown
        }
    }

    /// What is calculated from whole numbers alone is whole.
    private func calculated(_ operands: [Operand]) -> Operand {
        let isWhole = operands.allSatisfy { operand in
            if case .integer = operand.type { true } else { false }
        }
        return Operand(isWhole ? .integer : .number)
    }

    private func branch(of call: Call, _ operands: [Operand]) -> XDMType {
        if call.arguments[1].kind.isNull { return operands[2].type }
        if call.arguments[2].kind.isNull { return operands[1].type }
        return operands[1].type.common(with: operands[2].type) ?? .any
    }
}

extension PQLExpression {
    fileprivate var lambdaBody: PQLExpression? {
        if case .lambda(_, let body) = kind { body } else { nil }
    }

    /// `mapEntry(…)`, as such or as a lambda's body.
    var makesMapEntry: Bool {
        switch kind {
        case .call("mapEntry", _): true
        case .lambda(_, let body): body.makesMapEntry
        default: false
        }
    }
}
