import JSONTree

/// The printer's walk: what has been written, and which names are bound at this place.
///
/// A node is taken apart into pieces, texts and nodes again, which wait on a stack of the writer's own: a tree of any
/// depth is written without recursion.
struct TreeWriter {
    typealias Level = ExpressionParser.Level

    private enum Piece {
        case text(String)
        /// A node, in parentheses if it holds together less tightly than the level.
        case node(PQLExpression, Level)
        case bind(String)
        case unbind(String)
    }

    /// Whether a literal `${` is written so that it reads back as text where templates are read.
    private let escapesTemplates: Bool
    private var output = ""
    private var bound: [String: Int] = [:]
    /// The pieces of the node at hand, in order.
    private var pieces: [Piece] = []

    private init(escapesTemplates: Bool) {
        self.escapesTemplates = escapesTemplates
    }

    static func text(of tree: PQLExpression, escapesTemplates: Bool) -> String {
        var writer = TreeWriter(escapesTemplates: escapesTemplates)
        var pending = [Piece.node(tree, .lowest)]
        while let piece = pending.popLast() {
            switch piece {
            case .text(let text): writer.output += text
            case .node(let node, let level):
                writer.takeApart(node, level)
                pending += writer.pieces.reversed()
                writer.pieces.removeAll(keepingCapacity: true)
            case .bind(let name): writer.bound[name, default: 0] += 1
            case .unbind(let name): writer.bound[name] = writer.bound[name].flatMap { $0 > 1 ? $0 - 1 : nil }
            }
        }
        return writer.output
    }

    mutating func say(_ text: String) { pieces.append(.text(text)) }

    mutating func write(_ node: PQLExpression, _ level: Level) { pieces.append(.node(node, level)) }

    mutating func bind(_ name: String) { pieces.append(.bind(name)) }

    mutating func unbind(_ name: String) { pieces.append(.unbind(name)) }

    mutating func unbind(_ declarations: [PQLDeclaration]) {
        for declaration in declarations { unbind(declaration.name) }
    }

    private mutating func takeApart(_ node: PQLExpression, _ level: Level) {
        if !node.extraMembers.isEmpty {
            say(ExpressionParser.membersMarker + "(")
            body(node)
            say(", " + json(.object(node.extraMembers)) + ")")
        } else if Self.level(of: node) >= level {
            body(node)
        } else {
            say("(")
            body(node)
            say(")")
        }
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
            say("[")
            separated(items[...])
            say("]")
        case .object(let members): object(members)
        case .field(let base, let name): field(of: base, name)
        case .filter(let base, let condition):
            write(base, .postfix)
            // A bare key or position would be taken for an access by it.
            let (opening, closing) = condition.isKeyOrPosition ? ("[(", ")]") : ("[", "]")
            say(opening)
            write(condition, .lowest)
            say(closing)
        case .call(let function, let arguments): call(function.name, arguments)
        case .lambda(let names, let body): lambda(names, body)
        case .query(let quantifier, let declarations):
            say(quantifier.rawValue + " ")
            self.declarations(declarations)
            unbind(declarations)
        case .aggregate(let aggregate, let value, let declarations): self.aggregate(aggregate, value, declarations)
        case .binding(let name, let value, let body): binding(name, value, body)
        case .occurs(let time, let occurrence):
            write(time, .sum)
            say(" occurs ")
            self.occurrence(occurrence)
        case .chain(let chain): self.chain(chain)
        }
    }

    private mutating func leaf(_ node: PQLExpression) {
        switch node.kind {
        case .string(let value): say(literal(value))
        case .boolean(let value): say(value ? "true" : "false")
        case .integer(let value): say(String(value))
        case .long(let value): say(String(value) + "L")
        case .double(let value): say(value.description)
        case .null: say("null")
        case .moment(let moment): say(moment.rawValue)
        case .template(let template): say(PQLPrinter.template(template))
        case .subject(let up): say(up == 0 ? "this" : String(repeating: "^", count: up))
        case .parameter(let position): say("$\(position)")
        case .variable(let name): say(Self.rootName(name))
        case .schemaReference(let id, let version):
            say("@{" + id + (version.map { ";version=\($0)" } ?? "") + "}")
        case .unknown(let value):
            say(ExpressionParser.jsonMarker + "(" + json(value) + ")")
        case .error: say("__error()")
        case .list, .object, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain: break
        }
    }

    private func literal(_ string: PQLString) -> String {
        PQLPrinter.literal(string, escapesTemplates: escapesTemplates)
    }

    /// A string literal that holds the JSON.
    func json(_ value: JSONValue) -> String { literal(PQLString(JSONText.encode(value))) }

    mutating func separated(_ nodes: ArraySlice<PQLExpression>) {
        for (index, node) in nodes.enumerated() {
            if index > 0 { say(", ") }
            write(node, .lowest)
        }
    }

    private mutating func object(_ members: [PQLMember]) {
        say("{")
        for (index, member) in members.enumerated() {
            if index > 0 { say(", ") }
            say(literal(PQLString(member.key)) + ": ")
            write(member.value, .lowest)
        }
        say("}")
    }
}

// MARK: - Names

extension TreeWriter {
    static func rootName(_ name: String) -> String { PQLPrinter.name(name, isReserved: PQLKeyword.isReserved) }

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
            say("(")
            write(base, .lowest)
            say(")")
        default: write(base, .postfix)
        }
        say("." + segment(name))
    }

    /// The first segment of a path below the innermost subject.
    private mutating func root(_ name: PQLName, beforeField: Bool) {
        switch name.kind {
        case .plain(let text):
            // A variable of the same name hides the field.
            if bound[text] != nil { say("this." + segment(name)) } else { say(Self.rootName(text)) }
        case .template(let template):
            if !template.isSegment(beforeField: beforeField) { say("this.") }
            say(PQLPrinter.template(template))
        }
    }

    mutating func write(order name: PQLName) {
        switch name.kind {
        case .plain(let text): say(Self.rootName(text))
        case .template(let template): say(PQLPrinter.template(template))
        }
    }
}

extension PQLExpression {
    fileprivate var isKeyOrPosition: Bool {
        guard extraMembers.isEmpty else { return false }
        switch kind {
        case .string: return true
        case .integer(let value), .long(let value): return value >= 0
        case .boolean, .double, .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field,
            .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return false
        }
    }
}

extension PQLExpression.Kind {
    fileprivate func isInnermostSubject(_ node: PQLExpression) -> Bool {
        if case .subject(up: 0) = self { node.extraMembers.isEmpty } else { false }
    }
}
