import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    mutating func call(_ function: PQLFunction, _ arguments: [PQLExpression], node: PQLExpression) -> Operand {
        let name = function.name
        // A call that was made, not read, may have no place of its own.
        let span = function.span.length > 0 ? function.span : node.span
        guard let signature = FunctionTable.signatures[name] else {
            let known = FunctionTable.signatures.keys.lazy.filter { !FunctionTable.operators.contains($0) }
            report(PQLSemanticsDiagnostics.unknownFunction(name, among: known, span: span))
            checkBlindly(arguments)
            return .unknown
        }
        guard signature.accepts(count: arguments.count) else {
            report(PQLSemanticsDiagnostics.wrongArgumentCount(of: signature, found: arguments.count, span: span))
            checkBlindly(arguments)
            return .unknown
        }
        let call = Call(signature: signature, arguments: arguments)
        var operands: [Operand] = []
        operands.reserveCapacity(arguments.count)
        for index in arguments.indices { operands.append(argument(index, of: call, after: operands)) }
        if name == "get" { noteMembership(arguments) }
        return result(of: call, operands)
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
        guard let parameter = call.signature.parameter(at: index) else { return check(node) }
        switch parameter {
        case .any, .condition, .text, .number, .integer, .boolean, .time, .ordered, .array, .map, .arrayOrMap,
            .caseFlag:
            let operand = call.passesOn(index) ? infer(node) : check(node)
            let isFitting = verify(operand, as: parameter, of: call.signature.name, node: node)
            return isFitting ? operand : .unknown
        case .comparand(let other):
            return compare(call, other: other, operands[other], with: node, allowsList: false)
        case .comparandOrList(let other):
            return compare(call, other: other, operands[other], with: node, allowsList: true)
        case .comparands(let other), .items(let other):
            return compareItems(call, other: other, operands[other], with: node)
        case .conditionPerItem:
            return condition(node, perItemOf: operands[0])
        case .perItem, .numberPerItem, .orderedPerItem:
            let operand = perItem(node, of: operands[0])
            return verify(operand, as: parameter, of: call.signature.name, node: node) ? operand : .unknown
        case .audience:
            return audience(node, of: call.signature.name)
        }
    }

    /// An expression about each item of an array or value of a map: bare names are the item's, a lambda's names are
    /// the item, or key and value.
    private mutating func perItem(_ node: PQLExpression, of collection: Operand) -> Operand {
        let item: Operand
        var isMap = false
        switch collection.type {
        case .map(let value):
            item = collection.with(value)
            isMap = true
        case .any, .array, .object, .string, .integer, .number, .boolean, .date, .dateTime: item = collection.item
        }
        guard case .lambda(let names, let body) = node.kind else {
            scope.enter(item)
            defer { scope.leave() }
            return check(node)
        }
        for (index, name) in names.enumerated() {
            let value: Operand =
                switch (isMap, names.count, index) {
                case (true, 2, 0): Operand(.string(nil))
                case (true, 2, 1), (_, 1, 0): item
                default: .unknown
                }
            scope.bind(name, to: value)
        }
        defer { for name in names { scope.unbind(name) } }
        return check(body)
    }

    private mutating func condition(_ node: PQLExpression, perItemOf collection: Operand) -> Operand {
        if let found = node.kind.literalWords {
            report(PQLSemanticsDiagnostics.noCondition(found: found, span: node.span))
        }
        return perItem(node, of: collection)
    }

    private mutating func audience(_ node: PQLExpression, of function: String) -> Operand {
        let operand = check(node)
        if verify(operand, as: .text, of: function, node: node), case .string(let id) = node.kind, let text = id.text {
            refer(to: .id(text), span: node.span)
        }
        return operand
    }

    /// `segmentMembership.get("ups").get("id")` asks about an audience of the platform.
    private mutating func noteMembership(_ arguments: [PQLExpression]) {
        guard case .call("get", let outer) = arguments[0].kind, outer.count == 2,
            case .string(let namespace) = outer[1].kind, namespace.text == "ups",
            case .field(_, let field) = outer[0].kind, field.kind == .plain("segmentMembership"),
            case .string(let id) = arguments[1].kind, let text = id.text
        else { return }
        refer(to: .id(text), span: arguments[1].span)
    }

    private func result(of call: Call, _ operands: [Operand]) -> Operand {
        switch call.signature.result {
        case .boolean: return .boolean
        case .integer: return Operand(.integer)
        case .number: return Operand(.number)
        case .text: return Operand(.string(nil))
        case .date: return Operand(.date)
        case .any: return .unknown
        case .argument(0): return operands[0]
        case .argument(let index): return Operand(operands[index].type)
        case .item: return operands[0].item
        case .keys: return Operand(.array(.string(nil)))
        case .values, .value, .groups: return part(of: operands[0], as: call.signature.result)
        case .mapped:
            let type = operands[1].type
            return Operand(call.arguments[1].makesMapEntry ? .map(type) : .array(type))
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
}

/// A call whose number of arguments is right.
struct Call {
    let signature: FunctionSignature
    let arguments: [PQLExpression]

    /// Whether an argument's field is still on its way: what the call gives is a part of it, or only what is asked
    /// of its items counts as read.
    func passesOn(_ index: Int) -> Bool {
        guard index == 0 else { return false }
        switch signature.result {
        case .argument(0), .item, .values, .value, .groups: return true
        case .boolean, .integer, .number, .text, .date, .any, .argument, .keys, .mapped: break
        }
        guard arguments.count > 1, let second = signature.parameter(at: 1) else { return false }
        switch second {
        case .perItem, .conditionPerItem, .numberPerItem, .orderedPerItem: return true
        case .any, .condition, .text, .number, .integer, .boolean, .time, .ordered, .array, .map, .arrayOrMap,
            .comparand, .comparands, .comparandOrList, .items, .caseFlag, .audience:
            return false
        }
    }

    /// Whether texts that differ in case alone are different for this call; when a flag is no literal, unknown and
    /// so taken as no.
    var isCaseSensitive: Bool {
        guard let index = signature.parameters.firstIndex(of: .caseFlag), index < arguments.count else { return true }
        return arguments[index].kind == .boolean(true)
    }
}

extension PQLExpression {
    /// `mapEntry(…)`, as such or as a lambda's body.
    fileprivate var makesMapEntry: Bool {
        switch kind {
        case .call("mapEntry", _): true
        case .lambda(_, let body): body.makesMapEntry
        default: false
        }
    }
}
