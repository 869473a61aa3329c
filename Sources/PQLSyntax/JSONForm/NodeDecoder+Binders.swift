import Diagnostics
import JSONTree

// What binds names.

extension NodeDecoder {
    func lambda(_ members: [String: JSONValue]) {
        guard let values = members["varNames"]?.array, !values.isEmpty else {
            return refuse(members, "varNames", expected: "names of variables")
        }
        let names = values.compactMap(\.string)
        guard names.count == values.count, Set(names).count == names.count, !names.contains("") else {
            return refuse(members, "varNames", expected: "different names of variables")
        }
        for name in names { planEntering(.variable(name)) }
        plan(members, required: "body")
        planLeaving(names.count)
        let extra = extra(members, known: ["varNames", "body"])
        planFinish { $0.push(.lambda(names, $0.pop()), extra: extra) }
    }

    /// `fnCreate`, the lambda of 2018.
    func inlineFunction() {
        guard let function = InlineFunction(current), !function.names.isEmpty,
            Set(function.names).count == function.names.count
        else { return keep("node type 'fnCreate'") }
        for name in function.names { planEntering(.variable(name)) }
        plan(function.body, member: "body")
        planLeaving(function.names.count)
        planFinish { $0.push(.lambda(function.names, $0.pop())) }
    }

    func binding(_ members: [String: JSONValue]) {
        guard let name = members["varName"]?.string, !name.isEmpty else {
            return refuse(members, "varName", expected: "the name of a variable")
        }
        // The schema of 2019 does not say what the member is called in which the name holds.
        guard members["body"] != nil || members["value"] == nil else { return keep("let without a 'body'") }
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
        switch members["quantifier"]?.string.flatMap({ PQLQuantifier(rawValue: $0.lowercased()) }) {
        case .select?, nil:
            let name = members["quantifier"]?.string
            keep(name.map { "quantifier '\(PQLDiagnostics.excerpt($0))'" } ?? "quantifier")
        case let quantifier?: query(quantifier, members)
        }
    }

    /// `select`, `exists`, `forall`, and the offer dialect's quantifiers.
    func query(_ quantifier: PQLQuantifier, _ members: [String: JSONValue]) {
        guard let variables = variables(members) else { return }
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
        guard let variables = variables(members) else { return }
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

    /// What a `varDecl` says.
    private struct Variable {
        let name: String
        let source: JSONValue
        let sourceMember: String
        let condition: JSONValue?
    }

    /// The node's declarations; nil after leaving it as it is, or refusing it.
    private func variables(_ members: [String: JSONValue]) -> [Variable]? {
        guard let values = members["variables"]?.array, !values.isEmpty else {
            refuse(members, "variables", expected: "an array of varDecl nodes")
            return nil
        }
        var variables: [Variable] = []
        var names: Set<String> = []
        for (index, value) in values.enumerated() {
            guard let declared = value.object.map(Self.withoutNulls) else {
                refuse(declaration: index, "", expected: "a varDecl node", found: Self.describe(value))
                return nil
            }
            let known: Set<String> = ["nodeType", "varName", "from", "range", "where"]
            guard declared["nodeType"] ?? "varDecl" == "varDecl", declared.keys.allSatisfy(known.contains),
                declared["from"] == nil || declared["range"] == nil
            else {
                let place = pointer(to: "variables/\(index)")
                let member = declared.keys.sorted().first { !known.contains($0) }
                report(
                    member.map { PQLDiagnostics.unknownMember($0, at: place) }
                        ?? PQLDiagnostics.unknownNode("declaration", at: place)
                )
                pushCurrent()
                return nil
            }
            guard let name = declared["varName"]?.string, !name.isEmpty else {
                let found = declared["varName"].map(Self.describe) ?? "nothing"
                refuse(declaration: index, "/varName", expected: "the name of a variable", found: found)
                return nil
            }
            // `range` is what it was called in 2018.
            let member = declared["range"] == nil ? "from" : "range"
            guard let source = declared[member] else {
                refuse(declaration: index, "/from", expected: "a node", found: "nothing")
                return nil
            }
            if !names.insert(name).inserted {
                let place = pointer(to: "variables/\(index)/varName")
                report(PQLDiagnostics.repeated("the variable '\(PQLDiagnostics.excerpt(name))'", at: place))
            }
            variables.append(
                Variable(name: name, source: source, sourceMember: member, condition: declared["where"])
            )
        }
        return variables
    }

    private func refuse(declaration index: Int, _ member: String, expected: String, found: String) {
        let place = pointer(to: "variables/\(index)") + member
        report(PQLDiagnostics.badMember(expected, found: found, at: place))
        push(.error)
    }

    /// Plans the reading of sources and conditions; the names stay bound.
    private func planDeclarations(_ variables: [Variable]) {
        for (index, variable) in variables.enumerated() {
            plan(variable.source, member: "variables/\(index)/\(variable.sourceMember)")
            planEntering(.variable(variable.name))
            if let condition = variable.condition { plan(condition, member: "variables/\(index)/where") }
        }
    }

    /// Takes what `planDeclarations` left on the stack.
    private func popDeclarations(_ variables: [Variable]) -> [PQLDeclaration] {
        let count = variables.reduce(0) { $0 + ($1.condition == nil ? 1 : 2) }
        var trees = pop(count)[...]
        return variables.map { variable in
            PQLDeclaration(
                name: variable.name,
                source: trees.removeFirst(),
                condition: variable.condition == nil ? nil : trees.removeFirst()
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

/// A function that is written where it is used: `lambda`, or `fnCreate` of 2018.
struct InlineFunction {
    let names: [String]
    let body: JSONValue

    /// Nil for other values, and for those with members that are not known.
    init?(_ value: JSONValue) {
        guard let members = value.object, members.count == 3, let body = members["body"] else { return nil }
        let values: [JSONValue]?
        switch members["nodeType"]?.string {
        case "lambda": values = members["varNames"]?.array
        case "fnCreate":
            values = members["params"]?.array?.map { $0.object?.count == 1 ? $0["varName"] ?? .null : .null }
        default: values = nil
        }
        guard let values else { return nil }
        names = values.compactMap(\.string)
        self.body = body
        guard names.count == values.count, names.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    static func isOne(_ value: JSONValue) -> Bool {
        value["nodeType"]?.string == "lambda" || value["nodeType"]?.string == "fnCreate"
    }
}
