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
        for name in names { planEntering(.variable(name)) }
        plan(members, required: "body")
        planLeaving(names.count)
        let extra = extra(members, known: ["varNames", "body"])
        planFinish { $0.push(.lambda(names, $0.pop()), extra: extra) }
    }

    func binding(_ members: [String: JSONValue]) {
        guard let name = members["varName"]?.string, !name.isEmpty else {
            return refuse(members, "varName", expected: "the name of a variable")
        }
        plan(members, required: "value")
        planEntering(.variable(name))
        plan(members, required: "body")
        planLeaving()
        let extra = extra(members, known: ["varName", "value", "body"])
        planFinish { decoder in
            let parts = decoder.pop(2)
            decoder.push(.binding(name: name, value: parts[0], body: parts[1]), extra: extra)
        }
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
        guard variables.allSatisfy(Self.isPlain) else { return keep(members, "declaration") }
        planDeclarations(variables)
        let hasCondition = members["condition"] != nil && quantifier != .select
        if hasCondition { plan(members, required: "condition") }
        planLeaving(variables.count)
        let known: Set<String> = quantifier == .select ? ["variables"] : ["variables", "condition", "quantifier"]
        let extra = extra(members, known: known)
        planFinish { decoder in
            let condition = hasCondition ? decoder.pop() : nil
            let declarations = decoder.popDeclarations(variables)
            decoder.push(.query(quantifier, Self.joined(declarations, condition, quantifier)), extra: extra)
        }
    }

    func aggregate(_ aggregate: PQLAggregate, _ members: [String: JSONValue]) {
        guard let variables = members["variables"]?.array, !variables.isEmpty else {
            return refuse(members, "variables", expected: "an array of varDecl nodes")
        }
        guard variables.allSatisfy(Self.isPlain) else { return keep(members, "declaration") }
        planDeclarations(variables)
        let hasValue = members["aggExpr"] != nil
        if hasValue { plan(members, required: "aggExpr") }
        planLeaving(variables.count)
        let extra = extra(members, known: ["variables", "aggExpr"])
        planFinish { decoder in
            let value = hasValue ? decoder.pop() : nil
            decoder.push(.aggregate(aggregate, of: value, over: decoder.popDeclarations(variables)), extra: extra)
        }
    }

    /// Plans the reading of sources and conditions; the names stay bound.
    private func planDeclarations(_ variables: [JSONValue]) {
        for index in variables.indices {
            let variable = variables[index]
            if let source = variable["from"] ?? variable["range"] { plan(source, member: "variables/\(index)/from") }
            planEntering(.variable(variable["varName"]?.string ?? ""))
            if let condition = variable["where"] { plan(condition, member: "variables/\(index)/where") }
        }
    }

    /// A declaration without members that are not known.
    private static func isPlain(_ variable: JSONValue) -> Bool {
        guard let members = variable.object, members["nodeType"]?.string == "varDecl",
            let name = members["varName"]?.string, !name.isEmpty
        else { return false }
        let sources = members.keys.filter { $0 == "from" || $0 == "range" }.count
        return sources == 1 && members.count == 3 + (members["where"] == nil ? 0 : 1)
    }

    /// Takes what `planDeclarations` left on the stack.
    private func popDeclarations(_ variables: [JSONValue]) -> [PQLDeclaration] {
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
