import PQLSyntax
import XDM

/// One walk over a rule that puts it into words.
///
/// `condition` tells what has to hold, `value` what something is. Both go down the tree once.
struct ExplanationWriter {
    /// Far above what people write, and little enough for a thread's stack. What lies deeper is told as PQL.
    private static let maximumDepth = 100

    let catalog: SchemaCatalog
    var labels: FieldLabels
    var scope: ExplanationScope
    private var depth = 0

    init(catalog: SchemaCatalog, labels: FieldLabels, scope: ExplanationScope) {
        self.catalog = catalog
        self.labels = labels
        self.scope = scope
    }

    /// A node in a place where something has to hold.
    mutating func condition(_ node: PQLExpression) -> Statement {
        guard isReadable(node) else { return Statement(pql(node)) }
        depth += 1
        defer { depth -= 1 }
        switch node.kind {
        case .boolean(let value): return Statement(value ? "always" : "never")
        case .call(let function, let arguments):
            return conditionalCall(function.name, arguments) ?? truth(of: value(node))
        case .lambda(let names, let body): return rule(names) { $0.condition(body) }
        case .query(let quantifier, let declarations): return query(quantifier, declarations)
        case .binding(let name, let value, let body): return binding(name, value) { $0.condition(body) }
        case .occurs(let time, let occurrence): return occurs(time, occurrence)
        case .chain(let chain): return self.chain(chain, whole: node)
        case .string, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject, .parameter,
            .variable, .field, .filter, .aggregate, .schemaReference, .unknown, .error:
            return truth(of: value(node))
        }
    }

    /// A node in a place where a value is expected; a literal is told as one of the values that `other` may have.
    mutating func value(_ node: PQLExpression, like other: Operand = .unknown) -> Phrase {
        guard isReadable(node) else { return Phrase(pql(node)) }
        depth += 1
        defer { depth -= 1 }
        switch node.kind {
        case .string(let string): return text(string, like: other)
        case .boolean(let value): return Phrase(value ? "true" : "false").of(.boolean, compound: false)
        case .integer(let value), .long(let value): return Phrase(String(value)).of(Operand(.integer), compound: false)
        case .double(let value): return Phrase(PQLPrinter.literal(value)).of(Operand(.number), compound: false)
        case .null: return "null (no value)"
        case .moment(let moment): return self.moment(moment)
        case .list(let items): return list(items, like: other)
        case .object(let members): return object(members)
        case .template(let template): return Phrase(token(template))
        case .subject, .parameter, .variable, .field: return path(node)
        case .filter(let base, let condition): return filter(base, condition)
        case .call(let function, let arguments): return call(function.name, arguments)
        case .lambda(let names, let body): return rule(names) { $0.value(body) }
        case .query(let quantifier, let declarations): return queried(quantifier, declarations)
        case .aggregate(let aggregate, let value, let declarations):
            return self.aggregate(aggregate, value, declarations)
        case .binding(let name, let value, let body): return binding(name, value) { $0.value(body) }
        case .occurs, .chain: return whether(condition(node))
        case .schemaReference, .unknown: return Phrase(pql(node))
        case .error: return "(a part that cannot be read)"
        }
    }

    /// Whether there are words for the node: not below all depth, nor where it has members that nobody knows.
    private func isReadable(_ node: PQLExpression) -> Bool {
        node.extraMembers.isEmpty && depth < Self.maximumDepth
    }

    func pql(_ node: PQLExpression) -> String {
        Explanation.quoted(PQLPrinter.print(node))
    }

    /// A condition where a value is expected.
    func whether(_ statement: Statement) -> Phrase {
        Phrase("whether (\(statement.inline))").of(.boolean, compound: false)
    }

    /// What has to hold where a value stands for a condition: what is absent and `false` do not count, a list does when
    /// it has items, everything else does.
    func truth(of value: Phrase) -> Statement {
        let isSome = value.list != nil && value.operand.isArray
        let subject = isSome ? some(value) : value
        switch value.operand.type {
        case .boolean: return ("\(subject) is true" as Phrase).statement
        case .array(.boolean): return ("\(subject) is true" as Phrase).statement
        // One of them may be false.
        case .array(.any) where value.list?.noun.singular == ListWords.Noun.value.singular:
            return ("\(subject) counts as true" as Phrase).statement
        case .array:
            guard let list = value.list else { return ("\(value) has at least one item" as Phrase).statement }
            return ("there is at least one \(list.singular)" as Phrase).statement
        case .string, .integer, .number, .date, .dateTime, .object, .map:
            return ("\(value) has a value" as Phrase).statement
        case .any: return ("\(value.grouped) counts as true" as Phrase).statement
        }
    }

    /// Whether a list stands for a condition when it has items, and the items have words of their own.
    func isToldByItems(_ value: Phrase) -> Bool {
        switch value.operand.type {
        case .array(.boolean): false
        case .array(.any): value.list.map { $0.noun.singular != ListWords.Noun.value.singular } ?? false
        case .array: value.list != nil
        case .string, .integer, .number, .date, .dateTime, .object, .map, .boolean, .any: false
        }
    }

    /// The words of a value that a test is about: for a path through a list, one of its values is enough.
    func some(_ value: Phrase) -> Phrase {
        guard value.operand.isArray else { return value }
        let words: Phrase = value.list.map { "at least one \($0.singular)" } ?? "at least one of \(value)"
        return words.of(value.operand.item)
    }
}

// MARK: - Simple nodes

extension ExplanationWriter {
    private func text(_ string: PQLString, like other: Operand) -> Phrase {
        if string.parts.count == 1, case .template(let template)? = string.parts.first {
            return Phrase(token(template)).of(Operand(.string(nil)), compound: false)
        }
        let literal = PQLPrinter.literal(string)
        let title = string.text.flatMap { text in labels.titles(of: other)?.values[text].map { (text, $0) } }
        let addition = title.flatMap { Self.says($0.1, moreThan: $0.0) ? " (\($0.1))" : nil } ?? ""
        return Phrase(literal + addition).of(Operand(.string(nil)), compound: false)
    }

    /// Whether the title of a value is more than the value in other letters, and no words that could mislead.
    private static func says(_ title: String, moreThan value: String) -> Bool {
        func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        return letters(title) != letters(value)
            && title.allSatisfy { $0.isLetter || $0.isNumber || " -_/&".contains($0) }
    }

    private func token(_ template: PQLTemplate) -> String {
        switch template.kind {
        case .variable(let name): Explanation.quoted("${\(name)}")
        case .segment(let key): "the id of segment '\(key)'"
        }
    }

    private func moment(_ moment: PQLMoment) -> Phrase {
        let words: Phrase =
            switch moment {
            case .now: "now"
            case .today, .yesterday, .tomorrow: "the start of \(moment.rawValue)"
            }
        return words.of(Operand(.dateTime), compound: false)
    }

    private mutating func list(_ items: [PQLExpression], like other: Operand) -> Phrase {
        var words: Phrase = "["
        var type = XDMType.any
        for (index, item) in items.enumerated() {
            let phrase = value(item, like: other)
            words = index == 0 ? "\(words)\(phrase)" : "\(words), \(phrase)"
            type = index == 0 ? phrase.operand.type : type.common(with: phrase.operand.type) ?? .any
        }
        return ("\(words)]" as Phrase).of(Operand(.array(type)), compound: false)
    }

    private mutating func object(_ members: [PQLMember]) -> Phrase {
        var words: Phrase = "an object of "
        for (index, member) in members.enumerated() {
            let key = PQLPrinter.literal(PQLString(member.key))
            let phrase = value(member.value).grouped
            words = "\(words)\(index == 0 ? "" : ", ")\(key): \(phrase)"
        }
        return (members.isEmpty ? "an empty object" : words).of(.unknown)
    }

    /// A lambda that stands alone: its first name is the root's.
    mutating func rule<Result>(_ names: [String], _ body: (inout Self) -> Result) -> Result {
        let outer = scope
        defer { scope = outer }
        for (index, name) in names.enumerated() {
            if index == 0 { scope.bindRoot(name) } else { _ = scope.bind(name, toValue: .unknown) }
        }
        return body(&self)
    }

    mutating func binding(
        _ name: String,
        _ value: PQLExpression,
        _ body: (inout Self) -> Statement
    ) -> Statement {
        let outer = scope
        defer { scope = outer }
        let words = named(name, value)
        return body(&self).prefixed("with \(words), ")
    }

    private mutating func binding(_ name: String, _ value: PQLExpression, _ body: (inout Self) -> Phrase) -> Phrase {
        let outer = scope
        defer { scope = outer }
        let words = named(name, value)
        let told = body(&self)
        return ("(with \(words), \(told))" as Phrase).of(told.operand, compound: false)
    }

    /// Binds the name for what follows.
    private mutating func named(_ name: String, _ value: PQLExpression) -> String {
        let phrase = self.value(value)
        return "\(scope.bind(name, toValue: phrase.operand)) standing for \(phrase.grouped.inline)"
    }
}
