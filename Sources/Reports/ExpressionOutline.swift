package import Diagnostics
package import PQLSyntax

/// The tree of an expression, a node with its place and its parts: what JSON shows, and what the text is made from.
package struct ExpressionOutline: Hashable, Sendable, Codable {
    package struct Place: Hashable, Sendable, Codable {
        /// Lines and columns count from 1; `end` is just behind the last character.
        package let start: SourcePosition
        package let end: SourcePosition

        /// Nil for an empty span: what was not read from text has no place.
        init?(_ span: ByteSpan, in source: SourceFile) {
            guard span.length > 0 else { return nil }
            start = source.position(at: span.start)
            end = source.position(at: span.end)
        }

        /// In few characters: `1:5–12`, or `1:5–2:3` over several lines.
        var range: String {
            start.line == end.line
                ? "\(start.line):\(start.column)–\(end.column)"
                : "\(start.line):\(start.column)–\(end.line):\(end.column)"
        }
    }

    /// The kind of the node and what it holds besides its parts: `call and`, `string "x"`, `field level`.
    package let node: String
    /// nil for a node without a place of its own, such as a part of pql/json.
    package let place: Place?
    package let parts: [ExpressionOutline]

    /// Outlines a tree that was read from `source`.
    package init(_ tree: PQLExpression, in source: SourceFile) {
        let maker = OutlineMaker(source: source)
        self = maker.outline(tree)
    }

    fileprivate init(_ node: String, _ place: Place? = nil, _ parts: [ExpressionOutline]) {
        self.node = node
        self.place = place
        self.parts = parts
    }
}

private struct OutlineMaker {
    let source: SourceFile

    func outline(_ tree: PQLExpression) -> ExpressionOutline {
        ExpressionOutline(label(tree), ExpressionOutline.Place(tree.span, in: source), parts(tree))
    }

    private func label(_ tree: PQLExpression) -> String {
        switch tree.kind {
        case .string: "string \(PQLPrinter.print(tree))"
        case .boolean, .integer, .long, .double: "literal \(PQLPrinter.print(tree))"
        case .null: "null"
        case .moment(let moment): "moment \(moment.rawValue)"
        case .list: "list"
        case .object: "object"
        case .template: "template \(PQLPrinter.print(tree))"
        case .subject(let up): up == 0 ? "subject" : "subject \(String(repeating: "^", count: up))"
        case .parameter(let position): "parameter $\(position)"
        case .variable(let name): "variable \(name)"
        case .field(_, let name): "field \(word(name))"
        case .filter: "filter"
        case .call(let function, _): "call \(function.name)"
        case .lambda(let names, _): "lambda (\(names.joined(separator: ", ")))"
        case .query(let quantifier, _): quantifier.rawValue
        case .aggregate(let aggregate, _, _): "aggregate \(aggregate.rawValue)"
        case .binding(let name, _, _): "let \(name)"
        case .occurs(_, let occurrence): "occurs \(words(occurrence))"
        case .chain(let chain): "CHAIN by \(word(chain.order))"
        case .schemaReference(let id, _): "schema reference \(id)"
        case .unknown: "unknown node"
        case .error: "unreadable"
        }
    }

    private func parts(_ tree: PQLExpression) -> [ExpressionOutline] {
        let members = tree.extraMembers.keys.sorted().map { ExpressionOutline("unknown member \($0)", nil, []) }
        switch tree.kind {
        case .object(let entries):
            return entries.map { ExpressionOutline("key \($0.key)", nil, [outline($0.value)]) } + members
        case .query(_, let declarations): return declarations.map(declaration) + members
        case .aggregate(_, let value, let declarations):
            return [value].compactMap { $0 }.map(outline) + declarations.map(declaration) + members
        case .chain(let chain): return [outline(chain.array)] + chain.steps.map(step) + members
        default: return tree.children.map { outline($0.expression) } + members
        }
    }

    private func declaration(_ declaration: PQLDeclaration) -> ExpressionOutline {
        let condition = declaration.condition.map { ExpressionOutline("where", nil, [outline($0)]) }
        return ExpressionOutline(
            "\(declaration.name) from",
            nil,
            [outline(declaration.source)] + [condition].compactMap { $0 }
        )
    }

    private func step(_ step: PQLChain.Step) -> ExpressionOutline {
        var parts = [ExpressionOutline("WHAT", nil, [outline(step.what)])]
        if let condition = step.condition { parts.append(ExpressionOutline("WHERE", nil, [outline(condition)])) }
        if let when = step.when {
            parts.append(ExpressionOutline("WHEN \(words(when))", nil, when.expressions.map(outline)))
        }
        if let count = step.count { parts.append(ExpressionOutline("COUNT", nil, [outline(count)])) }
        return ExpressionOutline("step \(step.name)\(step.negated ? ", negated" : "")", nil, parts)
    }

    private func word(_ name: PQLName) -> String {
        switch name.kind {
        case .plain(let text): text
        case .template(let template): PQLPrinter.print(PQLExpression(.template(template)))
        }
    }

    /// The shape of an occurrence, with `…` for each expression that follows as a part.
    private func words(_ occurrence: PQLOccurrence) -> String {
        switch occurrence {
        case .distance(let comparison, _, let unit, let direction, let time):
            "\(comparison.rawValue) … \(unit.plural) \(direction.rawValue) \(words(time))"
        case .between(let start, let end): "between \(words(start)) and \(words(end))"
        case .relative(let direction, let time): "\(direction.rawValue) \(words(time))"
        case .within(let time): "on \(words(time))"
        }
    }

    private func words(_ time: PQLTime) -> String {
        switch time {
        case .interval(let relation, let unit): "\(relation.rawValue) \(unit.rawValue)"
        case .expression: "…"
        }
    }
}
