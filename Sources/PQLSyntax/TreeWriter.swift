import JSONTree

/// The printer's walk: what has been written, and which names are bound at this place.
struct TreeWriter {
    typealias Level = ExpressionParser.Level

    var output = ""
    private var bound: [String: Int] = [:]

    /// Writes a node, in parentheses if it holds together less tightly than `level`.
    mutating func write(_ node: PQLExpression, _ level: Level) {
        if !node.extraMembers.isEmpty { return writeMarked(node) }
        if Self.level(of: node) >= level { return body(node) }
        output += "("
        body(node)
        output += ")"
    }

    private mutating func writeMarked(_ node: PQLExpression) {
        output += ExpressionParser.membersMarker + "("
        body(node)
        output += ", " + PQLPrinter.literal(PQLString(JSONText.encode(JSONValue.object(node.extraMembers)))) + ")"
    }

    private static func level(of node: PQLExpression) -> Level {
        switch node.kind {
        case .lambda, .binding, .query, .aggregate: .lowest
        case .occurs: .relation
        case .call(let function, let arguments): PQLOperator(function.name, arity: arguments.count)?.level ?? .postfix
        case .integer(let value), .long(let value): value < 0 ? .unary : .postfix
        case .double(let value): value.sign == .minus ? .unary : .postfix
        case .string, .boolean, .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field,
            .filter, .chain, .schemaReference, .unknown, .error:
            .postfix
        }
    }

    private mutating func body(_ node: PQLExpression) {
        switch node.kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference, .unknown, .error:
            leaf(node)
        case .list(let items):
            output += "["
            separated(items[...])
            output += "]"
        case .object(let members): object(members)
        case .field(let base, let name): field(of: base, name)
        case .filter(let base, let condition):
            write(base, .postfix)
            output += "["
            write(condition, .lowest)
            output += "]"
        case .call(let function, let arguments): call(function.name, arguments)
        case .lambda(let names, let body): lambda(names, body)
        case .query(let quantifier, let declarations):
            output += quantifier.rawValue + " "
            self.declarations(declarations)
            unbind(declarations)
        case .aggregate(let aggregate, let value, let declarations): self.aggregate(aggregate, value, declarations)
        case .binding(let name, let value, let body): binding(name, value, body)
        case .occurs(let time, let occurrence):
            write(time, .sum)
            output += " occurs "
            self.occurrence(occurrence)
        case .chain(let chain): self.chain(chain)
        }
    }

    private mutating func leaf(_ node: PQLExpression) {
        switch node.kind {
        case .string(let value): output += PQLPrinter.literal(value)
        case .boolean(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .long(let value): output += String(value) + "L"
        case .double(let value): output += value.description
        case .null: output += "null"
        case .moment(let moment): output += moment.rawValue
        case .template(let template): output += PQLPrinter.template(template)
        case .subject(let up): output += up == 0 ? "this" : String(repeating: "^", count: up)
        case .parameter(let position): output += "$\(position)"
        case .variable(let name): output += Self.rootName(name)
        case .schemaReference(let id, let version):
            output += "@{" + id + (version.map { ";version=\($0)" } ?? "") + "}"
        case .unknown(let value):
            output += ExpressionParser.jsonMarker + "(" + PQLPrinter.literal(PQLString(JSONText.encode(value))) + ")"
        case .error: output += "__error()"
        case .list, .object, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain: break
        }
    }

    mutating func separated(_ nodes: ArraySlice<PQLExpression>) {
        for (index, node) in nodes.enumerated() {
            if index > 0 { output += ", " }
            write(node, .lowest)
        }
    }

    private mutating func object(_ members: [PQLMember]) {
        output += "{"
        for (index, member) in members.enumerated() {
            if index > 0 { output += ", " }
            output += PQLPrinter.literal(PQLString(member.key)) + ": "
            write(member.value, .lowest)
        }
        output += "}"
    }
}

// MARK: - Names

extension TreeWriter {
    static func rootName(_ name: String) -> String { PQLPrinter.name(name, isReserved: PQLKeyword.isReserved) }

    mutating func bind(_ name: String) { bound[name, default: 0] += 1 }

    mutating func unbind(_ declarations: [PQLDeclaration]) { unbind(declarations.map(\.name)) }

    mutating func unbind(_ names: [String]) {
        for name in names { bound[name] = bound[name].flatMap { $0 > 1 ? $0 - 1 : nil } }
    }

    private func segment(_ name: PQLName) -> String {
        switch name.kind {
        case .plain(let text): PQLPrinter.name(text, isReserved: PQLKeyword.isReservedBehindDot)
        case .template(let template): PQLPrinter.template(template)
        }
    }

    private mutating func field(of base: PQLExpression, _ name: PQLName) {
        if case .subject(up: 0) = base.kind, base.extraMembers.isEmpty { return root(name, beforeField: false) }
        switch base.kind {
        case .field(let inner, let first) where base.extraMembers.isEmpty && inner.kind.isInnermostSubject(inner):
            root(first, beforeField: true)
        case .template:
            // Bare, the token would be the path's first segment.
            output += "("
            write(base, .lowest)
            output += ")"
        default: write(base, .postfix)
        }
        output += "." + segment(name)
    }

    /// The first segment of a path below the innermost subject.
    private mutating func root(_ name: PQLName, beforeField: Bool) {
        switch name.kind {
        case .plain(let text):
            // A variable of the same name hides the field.
            if bound[text] != nil { output += "this." + segment(name) } else { output += Self.rootName(text) }
        case .template(let template):
            if !template.isSegment(beforeField: beforeField) { output += "this." }
            output += PQLPrinter.template(template)
        }
    }

    mutating func write(order name: PQLName) {
        switch name.kind {
        case .plain(let text): output += Self.rootName(text)
        case .template(let template): output += PQLPrinter.template(template)
        }
    }
}

extension PQLExpression.Kind {
    fileprivate func isInnermostSubject(_ node: PQLExpression) -> Bool {
        if case .subject(up: 0) = self { node.extraMembers.isEmpty } else { false }
    }
}
