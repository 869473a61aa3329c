import Diagnostics
import JSONTree

// What binds names.

extension NodeDecoder {
    func lambda(_ members: [String: JSONValue]) {
        guard let values = members["varNames"]?.array, !values.isEmpty else {
            return refuse(members, "varNames", expected: "names of variables")
        }
        let names = values.compactMap(\.string)
        guard names.count == values.count, Set(names).count == names.count else {
            return refuse(members, "varNames", expected: "different names of variables")
        }
        for name in names { enter(.variable(name)) }
        required(members, "body")
        leave(names.count)
        let body = pop()
        push(.lambda(names, body), extra: extra(members, known: ["varNames", "body"]))
    }

    func binding(_ members: [String: JSONValue]) {
        guard let name = members["varName"]?.string, !name.isEmpty else {
            return refuse(members, "varName", expected: "the name of a variable")
        }
        required(members, "value")
        enter(.variable(name))
        required(members, "body")
        leave()
        let parts = pop(2)
        push(
            .binding(name: name, value: parts[0], body: parts[1]),
            extra: extra(members, known: ["varName", "value", "body"])
        )
    }

    func quantification(_ members: [String: JSONValue]) {
        switch members["quantifier"]?.string.flatMap(PQLQuantifier.init(rawValue:)) {
        case .select?, nil: keep(members, "quantifier")
        case let quantifier?: query(quantifier, members)
        }
    }

    /// `select`, `exists`, `forall`, and the offer dialect's quantifiers.
    func query(_ quantifier: PQLQuantifier, _ members: [String: JSONValue]) {
        guard let variables = members["variables"]?.array, !variables.isEmpty else {
            return refuse(members, "variables", expected: "an array of varDecl nodes")
        }
        guard declare(variables) else { return keep(members, "declaration") }
        let hasCondition = members["condition"] != nil && quantifier != .select
        if hasCondition { required(members, "condition") }
        let condition = hasCondition ? pop() : nil
        leave(variables.count)
        let declarations = declarations(variables)
        let known: Set<String> = quantifier == .select ? ["variables"] : ["variables", "condition", "quantifier"]
        let extra = extra(members, known: known)
        push(.query(quantifier, Self.joined(declarations, condition, quantifier)), extra: extra)
    }

    func aggregate(_ aggregate: PQLAggregate, _ members: [String: JSONValue]) {
        guard let variables = members["variables"]?.array, !variables.isEmpty else {
            return refuse(members, "variables", expected: "an array of varDecl nodes")
        }
        guard declare(variables) else { return keep(members, "declaration") }
        let hasValue = members["aggExpr"] != nil
        if hasValue { required(members, "aggExpr") }
        let value = hasValue ? pop() : nil
        leave(variables.count)
        let declarations = declarations(variables)
        push(
            .aggregate(aggregate, of: value, over: declarations),
            extra: extra(members, known: ["variables", "aggExpr"])
        )
    }

    /// Reads sources and conditions onto the stack and leaves the names bound; false, with nothing done, if a
    /// declaration has members that are not known.
    private func declare(_ variables: [JSONValue]) -> Bool {
        guard variables.allSatisfy(Self.isPlain) else { return false }
        for index in variables.indices { declare(variables[index], index) }
        return true
    }

    private func declare(_ variable: JSONValue, _ index: Int) {
        if let source = variable["from"] ?? variable["range"] { node(source, member: "variables/\(index)/from") }
        enter(.variable(variable["varName"]?.string ?? ""))
        if let condition = variable["where"] { node(condition, member: "variables/\(index)/where") }
    }

    private static func isPlain(_ variable: JSONValue) -> Bool {
        guard let members = variable.object, members["nodeType"]?.string == "varDecl",
            let name = members["varName"]?.string, !name.isEmpty
        else { return false }
        let sources = members.keys.filter { $0 == "from" || $0 == "range" }.count
        return sources == 1 && members.count == 3 + (members["where"] == nil ? 0 : 1)
    }

    /// Takes what `declare` left on the stack.
    private func declarations(_ variables: [JSONValue]) -> [PQLDeclaration] {
        let count = variables.reduce(0) { $0 + ($1["where"] == nil ? 1 : 2) }
        var trees = pop(count)[...]
        return variables.map { variable in
            PQLDeclaration(
                name: variable["varName"]?.string ?? "",
                source: trees.removeFirst(),
                condition: variable["where"] == nil ? nil : trees.removeFirst()
            )
        }
    }

    /// A condition apart from the declarations' own: both must hold for `exists`, and for `forall` those declared
    /// only pick the items of which it must hold.
    private static func joined(
        _ declarations: [PQLDeclaration],
        _ condition: PQLExpression?,
        _ quantifier: PQLQuantifier
    ) -> [PQLDeclaration] {
        guard let condition, let last = declarations.last else { return declarations }
        var source = last.source
        var joined = condition
        if let own = last.condition {
            if quantifier == .forall || quantifier == .all {
                source = PQLExpression(.query(.select, [last]))
            } else {
                joined = PQLExpression(.call("and", [own, condition]))
            }
        }
        return declarations.dropLast() + [PQLDeclaration(name: last.name, source: source, condition: joined)]
    }
}
