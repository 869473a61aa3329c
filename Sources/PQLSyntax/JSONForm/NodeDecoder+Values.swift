import Diagnostics
import JSONTree

// Calls, paths, literals, references.

extension NodeDecoder {
    func call(_ members: [String: JSONValue]) {
        let name = functionName(members)
        if name == nil, members["fnName"] == nil, members["function"] != nil {
            return keepOutdated("the call of an inline function of 2018")
        }
        guard let name, !name.isEmpty else { return refuse(members, "fnName", expected: "the name of a function") }
        guard let params = (members["params"] ?? .array([])).array else {
            return refuse(members, "params", expected: "an array of nodes")
        }
        let function = PQLFunction(Self.canonicalName(name))
        let itemArgument = params.count > 1 ? function.itemArgument : nil
        for index in params.indices {
            if index == itemArgument {
                item(params[index], index)
            } else {
                plan(params[index], member: "params/\(index)")
            }
        }
        let nameMember = members["fnName"] == nil ? "function" : "fnName"
        let extra = extra(members, known: [nameMember, "params"])
        planFinish { $0.finish(function, params.count, extra) }
    }

    /// The name in `fnName`, or in 2018 in `function`, by itself or in a literal.
    private func functionName(_ members: [String: JSONValue]) -> String? {
        if let name = members["fnName"] { return name.string }
        guard let function = members["function"], function["literalType"]?.string?.lowercased() == "function",
            let literal = function.object, literal.count == 3
        else { return members["function"]?.string }
        return (literal["fnName"] ?? literal["value"])?.string
    }

    /// The argument that is about each item: a lambda with one name is its body with the item as the subject.
    private func item(_ value: JSONValue, _ index: Int) {
        guard InlineFunction.isOne(value) else {
            planEntering(.item(nil))
            plan(value, member: "params/\(index)")
            return planLeaving()
        }
        // A lambda with more names, or in a lambda, names what it is about itself; and one whose name is spoken of in
        // what is kept as it is must keep the name.
        guard let function = InlineFunction(value), function.names.count == 1, !InlineFunction.isOne(function.body),
            !fixedNames.contains(function.names[0])
        else { return plan(value, member: "params/\(index)") }
        planEntering(.item(function.names[0]))
        plan(function.body, member: "params/\(index)/body")
        planLeaving()
    }

    private func finish(_ function: PQLFunction, _ count: Int, _ extra: [String: JSONValue]) {
        let arguments = pop(count)
        if function == "filter", count == 2, !arguments[1].isLambda {
            return push(.filter(arguments[0], where: arguments[1]), extra: extra)
        }
        // In a row filter of a source, 'and' may have one operand.
        if function == "and" || function == "or", count == 1, extra.isEmpty, arguments[0].isCondition {
            return push(arguments[0])
        }
        push(.call(function, arguments), extra: extra)
    }

    /// Operators of the older dialects and spellings by their one name.
    static func canonicalName(_ name: String) -> String {
        switch name {
        case "==": return "="
        case "!": return "not"
        case "<>": return "!="
        default: break
        }
        switch PQLKeyword(word: name.utf8) {
        case .and: return "and"
        case .or: return "or"
        case .not: return "not"
        case .in: return "in"
        case .notIn: return "notIn"
        case .like: return "like"
        default: return name
        }
    }

    func field(_ members: [String: JSONValue]) {
        guard let text = members["fieldName"]?.string, !text.isEmpty else {
            return refuse(members, "fieldName", expected: "the name of a field")
        }
        if let object = members["object"] { plan(object, member: "object") } else { push(.subject(up: level)) }
        let name = name(text)
        let extra = extra(members, known: ["fieldName", "object"])
        planFinish { $0.push(.field(of: $0.pop(), name), extra: extra) }
    }

    private func name(_ text: String) -> PQLName {
        guard readsTemplates, text.contains("${") else { return PQLName(text) }
        let string = string(text)
        if string.parts.count == 1, case .template(let template) = string.parts[0] {
            return PQLName(.template(template))
        }
        if let text = string.text { return PQLName(text) }
        report(PQLDiagnostics.badMember("a name or one template", found: "both", at: pointer(to: "fieldName")))
        return PQLName(text)
    }

    func parameter(_ members: [String: JSONValue]) {
        guard let position = members["position"]?.integer.flatMap({ Int(exactly: $0) }), position > 0 else {
            return refuse(members, "position", expected: "a number from 1 on")
        }
        let extra = extra(members, known: ["position"])
        push(position == 1 ? .subject(up: level) : .parameter(position), extra: extra)
    }

    func reference(_ members: [String: JSONValue]) {
        guard let name = members["varName"]?.string else {
            return refuse(members, "varName", expected: "the name of a variable")
        }
        guard let kind = resolve(name) else {
            report(PQLDiagnostics.unboundVariable(name, among: boundNames, at: pointer))
            return push(.unknown(.object(members)))
        }
        push(kind, extra: extra(members, known: ["varName"]))
    }

    func schemaReference(_ members: [String: JSONValue]) {
        guard let id = members["schema"]?.string, PQLTokens.SchemaReference.isID(id) else {
            return refuse(members, "schema", expected: "the name of a schema")
        }
        let version = members["version"]?.integer.flatMap { Int(exactly: $0) }
        guard members["version"] == nil || version ?? -1 >= 0 else {
            return refuse(members, "version", expected: "the number of a version")
        }
        let extra = extra(members, known: ["schema", "version"])
        push(.schemaReference(id: id, version: version), extra: extra)
    }

    func list(_ members: [String: JSONValue]) {
        guard let items = members["items"]?.array else { return refuse(members, "items", expected: "an array") }
        if items.isEmpty { report(PQLDiagnostics.emptyList(at: pointer)) }
        for index in items.indices { plan(items[index], member: "items/\(index)") }
        let extra = extra(members, known: ["items"])
        planFinish { $0.push(.list($0.pop(items.count)), extra: extra) }
    }

    func object(_ members: [String: JSONValue]) {
        guard let entries = members["members"]?.array, !entries.isEmpty else {
            return refuse(members, "members", expected: "an array of members")
        }
        let keys = entries.compactMap { $0["key"]?.string }
        guard keys.count == entries.count, Set(keys).count == keys.count else {
            return refuse(members, "members", expected: "members with keys of their own")
        }
        guard entries.allSatisfy({ $0["value"] != nil }) else {
            return refuse(members, "members", expected: "members with values")
        }
        guard entries.allSatisfy({ $0.object?.count == 2 }) else { return keep("member of an object") }
        for index in entries.indices {
            if let value = entries[index]["value"] { plan(value, member: "members/\(index)/value") }
        }
        let extra = extra(members, known: ["members"])
        planFinish { decoder in
            let trees = decoder.pop(keys.count)
            decoder.push(.object(zip(keys, trees).map { PQLMember(key: $0, value: $1) }), extra: extra)
        }
    }
}

extension PQLExpression {
    /// Whether the value can only be true or false, so that a condition of it alone is the value itself.
    var isCondition: Bool {
        switch kind {
        case .boolean, .occurs, .chain: true
        case .query(let quantifier, _): quantifier != .select
        case .call(let function, _): Self.conditions.contains(function.name)
        case .string, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject, .parameter,
            .variable, .field, .filter, .lambda, .aggregate, .binding, .schemaReference, .unknown, .error:
            false
        }
    }

    /// The operators and functions with a Boolean result, which is never null.
    private static let conditions: Set<String> = [
        "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "in", "notIn", "like", "matches", "isNull", "isNotNull",
        "startsWith", "doesNotStartWith", "endsWith", "doesNotEndWith", "contains", "doesNotContain", "equals",
        "notEqualTo", "stringCompare", "intersects", "subsetOf", "supersetOf", "includes", "exists", "inSegment",
    ]
}
