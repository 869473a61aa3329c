import JSONTree

/// The walk of printer and layout: what has been written, and which names are bound at this place.
///
/// A node is taken apart into pieces, tokens and nodes again, which wait on a stack of the writer's own: a tree of any
/// depth is written without recursion.
struct TreeWriter {
    typealias Level = ExpressionParser.Level

    private enum Piece {
        case token(LayoutToken)
        /// A node, in parentheses if it holds together less tightly than the level.
        case node(PQLExpression, Level)
        case bind(String)
        case unbind(String)
    }

    /// Whether a literal `${` is written so that it reads back as text where templates are read.
    private let escapesTemplates: Bool
    /// Whether scopes, and places where lines may end, are marked; otherwise everything is text.
    let marksLines: Bool
    private(set) var bound: [String: Int] = [:]
    /// The pieces of the node at hand, in order.
    private var pieces: [Piece] = []

    private init(escapesTemplates: Bool, marksLines: Bool) {
        self.escapesTemplates = escapesTemplates
        self.marksLines = marksLines
    }

    /// The tree on one line.
    static func text(of tree: PQLExpression, escapesTemplates: Bool) -> String {
        var writer = TreeWriter(escapesTemplates: escapesTemplates, marksLines: false)
        var output = ""
        writer.walk(tree) { token in
            if case .text(let text) = token { output += text }
        }
        return output
    }

    /// The same text with the places where its lines may end.
    static func tokens(of tree: PQLExpression, escapesTemplates: Bool) -> [LayoutToken] {
        var writer = TreeWriter(escapesTemplates: escapesTemplates, marksLines: true)
        var tokens: [LayoutToken] = []
        writer.walk(tree) { tokens.append($0) }
        return tokens
    }

    private mutating func walk(_ tree: PQLExpression, _ take: (LayoutToken) -> Void) {
        var pending = [Piece.node(tree, .lowest)]
        while let piece = pending.popLast() {
            switch piece {
            case .token(let token): take(token)
            case .node(let node, let level):
                takeApart(node, level)
                pending += pieces.reversed()
                pieces.removeAll(keepingCapacity: true)
            case .bind(let name): bound[name, default: 0] += 1
            case .unbind(let name): bound[name] = bound[name].flatMap { $0 > 1 ? $0 - 1 : nil }
            }
        }
    }

    mutating func put(_ token: LayoutToken) { pieces.append(.token(token)) }

    mutating func say(_ text: String) { put(.text(text)) }

    mutating func write(_ node: PQLExpression, _ level: Level) { pieces.append(.node(node, level)) }

    mutating func bind(_ name: String) { pieces.append(.bind(name)) }

    mutating func unbind(_ name: String) { pieces.append(.unbind(name)) }

    mutating func unbind(_ declarations: [PQLDeclaration]) {
        for declaration in declarations { unbind(declaration.name) }
    }

    private mutating func takeApart(_ node: PQLExpression, _ level: Level) {
        if !node.extraMembers.isEmpty {
            inBrackets(ExpressionParser.membersMarker + "(", ")") { writer in
                writer.body(node)
                writer.comma()
                writer.say(writer.json(.object(node.extraMembers)))
            }
        } else if Self.level(of: node) >= level {
            body(node)
        } else {
            inBrackets("(", ")") { $0.body(node) }
        }
    }

    static func level(of node: PQLExpression) -> Level {
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
        case .list(let items): list(items)
        case .object(let members): object(members)
        case .field(let base, let name): field(of: base, name)
        case .filter(let base, let condition):
            write(base, .postfix)
            // A bare key or position would be taken for an access by it.
            let (opening, closing) = condition.isKeyOrPosition ? ("[(", ")]") : ("[", "]")
            inBrackets(opening, closing) { $0.write(condition, .lowest) }
        case .call(let function, let arguments): call(function.name, arguments)
        case .lambda(let names, let body): lambda(names, body)
        case .query(let quantifier, let declarations): query(quantifier, declarations)
        case .aggregate(let aggregate, let value, let declarations): self.aggregate(aggregate, value, declarations)
        case .binding(let name, let value, let body): binding(name, value, body)
        case .occurs(let time, let occurrence):
            write(time, .sum)
            say("occurs ", after: .apart(.relation, blank: true))
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
        case .double(let value): say(PQLPrinter.literal(value))
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

    func literal(_ string: PQLString) -> String {
        PQLPrinter.literal(string, escapesTemplates: escapesTemplates)
    }

    /// A string literal that holds the JSON.
    func json(_ value: JSONValue) -> String { literal(PQLString(JSONText.encode(value))) }
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
