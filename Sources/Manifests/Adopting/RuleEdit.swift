internal import Diagnostics
internal import JSONTree
internal import PQLSyntax
internal import YAMLSyntax

/// Writes another rule in place of a manifest's expression, in the form that it has.
struct RuleEdit {
    let document: ManifestDocument
    /// The expressions of the file, by where they begin.
    let places: [Int: ExpressionPlace]
    let value: StandingValue

    /// The file that holds the rule, as the manifest names it; nil where the rule stands in the manifest.
    var file: String? {
        value.entry.value.mapping?.first { $0.key.string == "file" }?.value.string
    }

    /// The edits, and the place where the rule stands then.
    func change(
        to rule: PQLExpression,
        templates: RuleTemplates
    ) throws(AdoptionRefusal) -> (edits: [TextEdit], path: [String], meaning: AdoptedMeaning) {
        if value.entry.value.scalar != nil { return try text(value, templates.restored(in: rule)) }
        let form = value.entry.value
        guard let inner = try document.child("value", of: form, value.path, isInFlow: value.isInFlow) else {
            throw AdoptionRefusal("the manifest's expression has no value")
        }
        switch form.mapping?.first(where: { $0.key.string == "format" })?.value.string.flatMap(PQLForm.init) {
        case .text: return try text(inner, templates.restored(in: rule))
        case .json: return try tree(inner, templates.namingTenant(in: rule))
        case nil: throw AdoptionRefusal("the form of the manifest's expression is not known")
        }
    }

    private func text(
        _ value: StandingValue,
        _ tree: PQLExpression
    ) throws(AdoptionRefusal) -> (edits: [TextEdit], path: [String], meaning: AdoptedMeaning) {
        guard tree.isText else {
            throw AdoptionRefusal("pql/text has no words for the sandbox's rule; write it with 'format: pql/json'")
        }
        guard let place = places[value.entry.value.span.start], let scalar = value.entry.value.scalar, place.isSound
        else { throw AdoptionRefusal("the manifest's expression cannot be read") }
        guard !place.isShared, !place.isAlias else {
            throw AdoptionRefusal("an alias repeats the expression, so that its text counts elsewhere too")
        }
        let shape = ExpressionShape(place.saying(tree), scalar, in: document.bytes, width: PQLLayout.defaultWidth)
        switch shape.change {
        case .none: return ([], value.path, .rule(tree))
        case .edit(let edit): return ([edit], value.path, .rule(tree))
        case .impossible: throw AdoptionRefusal("YAML has no words for the rule here")
        }
    }

    /// A tree, in YAML or as a JSON text.
    private func tree(
        _ value: StandingValue,
        _ tree: PQLExpression
    ) throws(AdoptionRefusal) -> (edits: [TextEdit], path: [String], meaning: AdoptedMeaning) {
        let json: JSONValue
        do throws(PQLEncodingError) {
            json = try PQLJSONCodec.encode(tree.writingTemplates)
        } catch {
            throw AdoptionRefusal("pql/json has no words for the sandbox's rule")
        }
        let meaning = AdoptedMeaning.tree(PQLJSONCodec.decode(json, templates: true).tree)
        guard let scalar = value.entry.value.scalar else {
            let edit = JSONTreeEdit(document: document, isInFlow: value.isInFlow)
            return (try edit.edits(of: value.entry.value, to: json, key: value.entry.key.span), value.path, meaning)
        }
        let edit = ScalarEdit(
            document: document,
            key: value.entry.key.span,
            node: value.entry.value,
            scalar: scalar,
            isInFlow: value.isInFlow,
            dropsLineEnd: true
        )
        return ([try edit.edit(to: JSONText.encode(json))], value.path, meaning)
    }

    /// A file that holds a rule and nothing else, with another rule; white space around it stays.
    static func file(_ bytes: [UInt8], saying tree: PQLExpression) throws(AdoptionRefusal) -> [UInt8] {
        guard tree.isText else {
            throw AdoptionRefusal("pql/text has no words for the sandbox's rule, and a file of a rule holds pql/text")
        }
        guard let breaks = LineBreaks(bytes) else { throw AdoptionRefusal("the lines of the file end in several ways") }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0A].contains(byte) }
        let text = breaks.unified
        let head = text.starts(with: mark) ? 3 : 0
        let start = text[head...].firstIndex { !isBlank($0) } ?? text.count
        let end = (text.lastIndex { !isBlank($0) } ?? text.count - 1) + 1
        let new = text[..<start] + Array(PQLLayout.text(of: tree).utf8) + text[max(start, end)...]
        let parsed = PQLParser.parse(utf8: Array(new))
        guard !parsed.hasErrors, parsed.tree == tree else {
            throw AdoptionRefusal("the file would not say the sandbox's rule")
        }
        return breaks.restored(Array(new))
    }
}

extension ExpressionPlace {
    /// The same place with another rule in it.
    fileprivate func saying(_ tree: PQLExpression) -> ExpressionPlace {
        ExpressionPlace(
            node: node,
            text: text,
            key: key,
            isInFlow: isInFlow,
            isAlias: isAlias,
            isShared: isShared,
            parsed: ParsedExpression(tree: tree, diagnostics: [])
        )
    }
}

extension PQLExpression {
    /// The tree with each template as the text that pql/json in a manifest has for it.
    var writingTemplates: PQLExpression {
        rewriting(
            names: { name in
                if case .template(let token) = name.kind { PQLName(token.text) } else { nil }
            },
            { node in
                switch node.kind {
                case .template(let token): PQLExpression(.string(PQLString(token.text)))
                case .string(let string):
                    PQLExpression(
                        .string(
                            PQLString(
                                string.parts.map { part in
                                    switch part {
                                    case .text(let text): TextTemplates.escaped(text)
                                    case .template(let token): token.text
                                    }
                                }.joined()
                            )
                        ),
                        extraMembers: node.extraMembers
                    )
                case .boolean, .integer, .long, .double, .null, .moment, .list, .object, .subject, .parameter,
                    .variable, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain,
                    .schemaReference, .unknown, .error:
                    nil
                }
            }
        )
    }
}

extension PQLTemplate {
    fileprivate var text: String {
        switch kind {
        case .variable(let name): "${\(name)}"
        case .segment(let key): "${segment:\(key)}"
        }
    }
}
