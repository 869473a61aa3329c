import JSONTree

// One node, its children's values being the last on the stack.

extension NodeEncoder {
    mutating func write(_ node: PQLExpression, _ count: Int) throws(PQLEncodingError) {
        switch node.kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment: push(try Self.literal(node.kind))
        case .template(let template): throw .template(template)
        case .error: throw .unreadable
        case .subject(let up): try subject(up)
        case .parameter(let position): push("parameterReference", ["position": .integer(Int64(position))])
        case .variable(let name): push("varRef", ["varName": .string(name)])
        case .unknown(let value): push(value)
        case .schemaReference(let id, let version):
            var members: [String: JSONValue] = ["schema": .string(id)]
            members["version"] = version.map { .integer(Int64($0)) }
            push("schemaReference", members)
        case .list(let items): try list(items)
        case .object(let members): object(members)
        case .field(_, let name):
            let object = pop()
            push("fieldLookup", ["fieldName": try Self.name(name), "object": object])
        case .filter: call("filter", 2)
        case .call(let function, _): call(function.name, count)
        case .lambda(let names, _):
            let body = pop()
            push("lambda", ["varNames": .array(names.map(JSONValue.string)), "body": body])
        case .query(let quantifier, let declarations): query(quantifier, declarations)
        case .aggregate(let aggregate, let value, let declarations): self.aggregate(aggregate, value, declarations)
        case .binding(let name, _, _):
            let parts = pop(2)
            push("let", ["varName": .string(name), "value": parts[0], "body": parts[1]])
        case .occurs(_, let occurrence):
            let parts = pop(count)
            push(Self.occurs(parts[0], occurrence, parts.dropFirst()))
        case .chain(let chain): try self.chain(chain, count)
        }
    }

    private mutating func call(_ name: String, _ count: Int) {
        let params = pop(count)
        push("fnApply", ["fnName": .string(name), "params": .array(params)])
    }

    static func name(_ name: PQLName) throws(PQLEncodingError) -> JSONValue {
        switch name.kind {
        case .plain(let text): .string(text)
        case .template(let template): throw .template(template)
        }
    }

    private mutating func object(_ members: [PQLMember]) {
        let values = pop(members.count)
        let entries = zip(members, values).map { JSONValue.object(["key": .string($0.key), "value": $1]) }
        push("object", ["members": .array(entries)])
    }

    // MARK: Literals

    static func literal(_ type: String, _ value: JSONValue) -> JSONValue {
        ["nodeType": "literal", "literalType": .string(type), "value": value]
    }

    private static func literal(_ kind: PQLExpression.Kind) throws(PQLEncodingError) -> JSONValue {
        switch kind {
        case .boolean(let value): literal("Boolean", .boolean(value))
        case .integer(let value): literal("Integer", .integer(value))
        case .long(let value): literal("Long", .integer(value))
        case .double(let value): literal("Double", .number(value))
        case .moment(let moment): literal("Timestamp", .string(moment.rawValue))
        case .string(let value): literal("String", .string(try text(value)))
        default: literal("Null", .null)
        }
    }

    private static func text(_ string: PQLString) throws(PQLEncodingError) -> String {
        for case .template(let template) in string.parts { throw .template(template) }
        return string.text ?? ""
    }

    private mutating func list(_ items: [PQLExpression]) throws(PQLEncodingError) {
        let values = pop(items.count)
        if let scalars = try Self.scalars(items) { return push(Self.literal("List", .array(scalars))) }
        push("list", ["items": .array(values)])
    }

    /// The bare values of a list of literals; nil for any other list.
    private static func scalars(_ items: [PQLExpression]) throws(PQLEncodingError) -> [JSONValue]? {
        var values: [JSONValue] = []
        values.reserveCapacity(items.count)
        for item in items {
            guard item.extraMembers.isEmpty else { return nil }
            switch item.kind {
            case .string(let value): values.append(.string(try text(value)))
            case .boolean(let value): values.append(.boolean(value))
            case .integer(let value), .long(let value): values.append(.integer(value))
            case .double(let value): values.append(.number(value))
            case .null: values.append(.null)
            case .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter, .call, .lambda,
                .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
                return nil
            }
        }
        return values
    }

    // MARK: Binders

    private mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) {
        let variables = variables(declarations)
        switch quantifier {
        case .select, .exists: push(quantifier.rawValue, ["variables": .array(variables)])
        case .forall: push("forall", Self.forall(variables))
        case .some, .all, .none, .one:
            push("quantification", ["quantifier": .string(quantifier.rawValue), "variables": .array(variables)])
        }
    }

    /// `forall` has its last condition apart from the declarations.
    private static func forall(_ variables: [JSONValue]) -> [String: JSONValue] {
        guard var last = variables.last?.object, let condition = last.removeValue(forKey: "where") else {
            return ["variables": .array(variables)]
        }
        return ["variables": .array(variables.dropLast() + [.object(last)]), "condition": condition]
    }

    private mutating func aggregate(
        _ aggregate: PQLAggregate,
        _ value: PQLExpression?,
        _ declarations: [PQLDeclaration]
    ) {
        var members: [String: JSONValue] = ["variables": .array(variables(declarations))]
        if value != nil { members["aggExpr"] = pop() }
        push(aggregate.rawValue, members)
    }

    private mutating func variables(_ declarations: [PQLDeclaration]) -> [JSONValue] {
        var parts = pop(declarations.reduce(0) { $0 + ($1.condition == nil ? 1 : 2) })[...]
        return declarations.map { declaration in
            var members: [String: JSONValue] = ["nodeType": "varDecl", "varName": .string(declaration.name)]
            members["from"] = parts.popFirst()
            if declaration.condition != nil { members["where"] = parts.popFirst() }
            return .object(members)
        }
    }
}
