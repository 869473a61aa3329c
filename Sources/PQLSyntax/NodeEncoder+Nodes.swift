import JSONTree

extension NodeEncoder {
    mutating func list(_ items: [PQLExpression]) throws(PQLEncodingError) {
        if let scalars = try scalars(items) { return push(literal("List", .array(scalars))) }
        for item in items { try node(item) }
        let values = pop(items.count)
        push("list", ["items": .array(values)])
    }

    /// The bare values of a list of literals; nil for any other list.
    private func scalars(_ items: [PQLExpression]) throws(PQLEncodingError) -> [JSONValue]? {
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

    mutating func object(_ members: [PQLMember]) throws(PQLEncodingError) {
        for member in members { try node(member.value) }
        let values = pop(members.count)
        let entries = zip(members, values).map { JSONValue.object(["key": .string($0.key), "value": $1]) }
        push("object", ["members": .array(entries)])
    }

    func name(_ name: PQLName) throws(PQLEncodingError) -> JSONValue {
        switch name.kind {
        case .plain(let text): .string(text)
        case .template(let template): throw .template(template)
        }
    }

    mutating func field(of base: PQLExpression, _ name: PQLName) throws(PQLEncodingError) {
        try node(base)
        let object = pop()
        push("fieldLookup", ["fieldName": try self.name(name), "object": object])
    }

    mutating func filter(_ base: PQLExpression, _ condition: PQLExpression) throws(PQLEncodingError) {
        try node(base)
        try item(condition)
        let params = pop(2)
        push("fnApply", ["fnName": "filter", "params": .array(params)])
    }

    mutating func call(_ function: PQLFunction, _ arguments: [PQLExpression]) throws(PQLEncodingError) {
        let itemArgument = arguments.count > 1 ? function.itemArgument : nil
        for index in arguments.indices {
            if index == itemArgument, !arguments[index].isLambda {
                try item(arguments[index])
            } else {
                try node(arguments[index])
            }
        }
        let params = pop(arguments.count)
        push("fnApply", ["fnName": .string(function.name), "params": .array(params)])
    }

    mutating func lambda(_ names: [String], _ body: PQLExpression) throws(PQLEncodingError) {
        try node(body)
        let value = pop()
        push("lambda", ["varNames": .array(names.map(JSONValue.string)), "body": value])
    }

    mutating func binding(
        _ name: String,
        _ value: PQLExpression,
        _ body: PQLExpression
    ) throws(PQLEncodingError) {
        try node(value)
        try node(body)
        let parts = pop(2)
        push("let", ["varName": .string(name), "value": parts[0], "body": parts[1]])
    }

    mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) throws(PQLEncodingError) {
        let variables = try self.declarations(declarations)
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

    mutating func aggregate(
        _ aggregate: PQLAggregate,
        _ value: PQLExpression?,
        _ declarations: [PQLDeclaration]
    ) throws(PQLEncodingError) {
        var members: [String: JSONValue] = ["variables": .array(try self.declarations(declarations))]
        if let value {
            try node(value)
            members["aggExpr"] = pop()
        }
        push(aggregate.rawValue, members)
    }

    private mutating func declarations(
        _ declarations: [PQLDeclaration]
    ) throws(PQLEncodingError) -> [JSONValue] {
        for declaration in declarations { try self.declaration(declaration) }
        return pop(declarations.count)
    }

    private mutating func declaration(_ declaration: PQLDeclaration) throws(PQLEncodingError) {
        try node(declaration.source)
        guard let condition = declaration.condition else {
            let source = pop()
            return push("varDecl", ["varName": .string(declaration.name), "from": source])
        }
        try node(condition)
        let parts = pop(2)
        push("varDecl", ["varName": .string(declaration.name), "from": parts[0], "where": parts[1]])
    }
}
