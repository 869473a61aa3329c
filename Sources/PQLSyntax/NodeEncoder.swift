import JSONTree

/// One walk from a tree to pql/json.
///
/// Finished values are handed up on a stack of the encoder's own, which keeps the frames of the recursion small.
struct NodeEncoder {
    private enum Level {
        /// The name that the item has in its lambda.
        case item(String)
        /// Inside `when` of a chain's step: the event is out of reach.
        case time
    }

    private var finished: [JSONValue] = []
    private var levels: [Level] = []
    /// Every name that the tree binds: none of them is taken for an item.
    private let taken: Set<String>

    init(_ tree: PQLExpression) {
        var taken: Set<String> = []
        tree.visit { node in
            switch node.kind {
            case .lambda(let names, _): taken.formUnion(names)
            case .query(_, let declarations), .aggregate(_, _, let declarations):
                taken.formUnion(declarations.map(\.name))
            case .binding(let name, _, _): taken.insert(name)
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
                break
            }
        }
        self.taken = taken
    }

    mutating func pop() -> JSONValue {
        guard let last = finished.popLast() else { preconditionFailure("every node leaves a value") }
        return last
    }

    mutating func pop(_ count: Int) -> [JSONValue] {
        let values = Array(finished.suffix(count))
        finished.removeLast(count)
        return values
    }

    mutating func push(_ type: String, _ members: [String: JSONValue]) {
        var members = members
        members["nodeType"] = .string(type)
        finished.append(.object(members))
    }

    mutating func push(_ value: JSONValue) { finished.append(value) }

    /// Writes one node and leaves its value on the stack.
    mutating func node(_ node: PQLExpression) throws(PQLEncodingError) {
        try inner(node)
        if !node.extraMembers.isEmpty { addMembers(of: node) }
    }

    private mutating func addMembers(of node: PQLExpression) {
        guard case .object(let members) = pop() else { preconditionFailure("every node is an object") }
        push(.object(members.merging(node.extraMembers) { own, _ in own }))
    }

    private mutating func inner(_ node: PQLExpression) throws(PQLEncodingError) {
        switch node.kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference, .unknown, .error:
            try leaf(node)
        case .list(let items): try list(items)
        case .object(let members): try object(members)
        case .field(let base, let name): try field(of: base, name)
        case .filter(let base, let condition): try filter(base, condition)
        case .call(let function, let arguments): try call(function, arguments)
        case .lambda(let names, let body): try lambda(names, body)
        case .query(let quantifier, let declarations): try query(quantifier, declarations)
        case .aggregate(let aggregate, let value, let declarations): try self.aggregate(aggregate, value, declarations)
        case .binding(let name, let value, let body): try binding(name, value, body)
        case .occurs(let time, let occurrence): try occurs(time, occurrence)
        case .chain(let chain): try self.chain(chain)
        }
    }

    private mutating func leaf(_ node: PQLExpression) throws(PQLEncodingError) {
        switch node.kind {
        case .string(let value): push(literal("String", .string(try text(value))))
        case .boolean(let value): push(literal("Boolean", .boolean(value)))
        case .integer(let value): push(literal("Integer", .integer(value)))
        case .long(let value): push(literal("Long", .integer(value)))
        case .double(let value): push(literal("Double", .number(value)))
        case .null: push(literal("Null", .null))
        case .moment(let moment): push(literal("Timestamp", .string(moment.rawValue)))
        case .template(let template): throw .template(template)
        case .subject(let up): try subject(up)
        case .parameter(let position): push("parameterReference", ["position": .integer(Int64(position))])
        case .variable(let name): push("varRef", ["varName": .string(name)])
        case .schemaReference(let id, let version):
            var members: [String: JSONValue] = ["schema": .string(id)]
            if let version { members["version"] = .integer(Int64(version)) }
            push("schemaReference", members)
        case .unknown(let value): push(value)
        case .error: throw .unreadable
        case .list, .object, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain: break
        }
    }

    func literal(_ type: String, _ value: JSONValue) -> JSONValue {
        ["nodeType": "literal", "literalType": .string(type), "value": value]
    }

    func text(_ string: PQLString) throws(PQLEncodingError) -> String {
        if let text = string.text { return text }
        for case .template(let template) in string.parts { throw .template(template) }
        return ""
    }

    private mutating func subject(_ up: Int) throws(PQLEncodingError) {
        guard up <= levels.count else { throw .climbsPastRoot }
        guard up < levels.count else { return push("parameterReference", ["position": 1]) }
        switch levels[levels.count - 1 - up] {
        case .item(let name): push("varRef", ["varName": .string(name)])
        case .time: throw .eventFieldInWhen
        }
    }
}

// MARK: - Levels

extension NodeEncoder {
    /// Writes a lambda over an item: `name` is what the node calls it.
    mutating func item(_ body: PQLExpression) throws(PQLEncodingError) {
        let name = itemName()
        levels.append(.item(name))
        try node(body)
        levels.removeLast()
        let value = pop()
        push("lambda", ["varNames": [.string(name)], "body": value])
    }

    /// `v0`, `v1`, … by depth, past names that the tree binds itself.
    func itemName() -> String {
        var number = levels.count
        while taken.contains("v\(number)") { number += levels.count + 1 }
        return "v\(number)"
    }

    mutating func enterTime() { levels.append(.time) }

    mutating func leaveTime() { levels.removeLast() }
}
