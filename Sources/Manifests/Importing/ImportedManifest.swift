internal import JSONTree
internal import PQLSyntax
internal import Segments

/// A manifest that says what a definition of a sandbox has, but for what the service does by itself.
///
/// It has the layout of `segsync fmt`. What no manifest can say is left to the service, with a comment that tells so.
struct ImportedManifest {
    let text: String
    /// What is left to the service or to the letter, in words.
    let notes: [String]

    /// `keys` are those of the sandbox's manifests, this one among them.
    init(
        of segment: ObservedSegment,
        key: SegmentKey,
        in sandbox: SandboxConfiguration,
        names: SandboxNames,
        keys: Set<SegmentKey>
    ) throws(AdoptionRefusal) {
        var comments: [String] = []
        var namingTenant: [ManagedField] = []
        var lines = [try NewField(key: "key", value: .text(key.text, dropsLineEnd: false)).block()]
        for field in Self.order where segment.content.fieldsToName(names).contains(field) {
            let value: AdoptedValue
            do throws(AdoptionRefusal) {
                value = try AdoptedValue(of: field, in: segment.content, names: names, keys: keys)
            } catch {
                guard field != .expression else { throw error }
                comments.append("'\(field.rawValue)' is left to the service: \(error.reason)")
                continue
            }
            if case .rule(let rule) = value {
                let rule = rule.namingTenant(sandbox.tenant).namingTenantInStrings(sandbox.tenant)
                if SegmentExpression(rule).text.holds(word: sandbox.tenant) { namingTenant.append(field) }
                if !rule.isText { comments.append("pql/text has no words for the rule, so it stands here as pql/json") }
                lines.append(try Self.expression(rule))
            } else {
                if value.holds(word: sandbox.tenant) { namingTenant.append(field) }
                lines.append(try Self.field(field, value, tenant: sandbox.tenant).block())
            }
        }
        if segment.stamp?.protect == true { lines.append("protect: true") }
        text = (comments.map { "# " + Self.comment($0) } + lines).joined(separator: "\n") + "\n"
        notes =
            comments + Self.ids(in: segment.content.expression, names: names, keys: keys)
            + namingTenant.map {
                "its '\($0.rawValue)' names the tenant '\(sandbox.tenant)', where no ${tenant} can stand"
            }
    }

    /// As Manifests.md lists them.
    private static let order: [ManagedField] = [
        .name, .description, .expression, .evaluation, .schema, .mergePolicy, .ttlInDays, .labels, .tags, .lifecycle,
    ]

    private static func field(_ field: ManagedField, _ value: AdoptedValue, tenant: String) -> NewField {
        let written: NewField.Value
        switch value {
        case .word(let word): written = .text(word, dropsLineEnd: false)
        case .text(let text):
            written = .text(TextTemplates.namingTenant(tenant, in: text), dropsLineEnd: field == .description)
        case .template(let text): written = .text(text.source, dropsLineEnd: field == .description)
        case .integer(let number): written = .integer(number)
        case .list(let list): written = .list(list.wanted.values.sorted())
        case .rule(let tree): written = .rule(tree)
        }
        return NewField(key: field.rawValue, value: written)
    }

    /// The rule as text, or as JSON in a block where text has no words for it.
    private static func expression(_ rule: PQLExpression) throws(AdoptionRefusal) -> String {
        if rule.isText { return try NewField(key: "expression", value: .rule(rule)).block() }
        let json: JSONValue
        do throws(PQLEncodingError) {
            json = try PQLJSONCodec.encode(rule.writingTemplates)
        } catch {
            throw AdoptionRefusal("pql/json has no words for the sandbox's rule")
        }
        let text = JSONText.encode(json)
        // Foundation indents no more than this, and nobody reads it.
        let isDeep = depth(of: text) > 100
        let lines = isDeep ? text : String(JSONText.encodePretty(json).dropLast())
        return "expression:\n  format: pql/json\n  value: " + ScalarEdit.block(lines, header: "|", column: 4)
    }

    /// How deep brackets stand inside one another at most, those in texts counted too.
    private static func depth(of json: String) -> Int {
        var (depth, deepest) = (0, 0)
        for byte in json.utf8 {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            deepest = max(deepest, depth)
        }
        return deepest
    }

    /// The definitions that the rule goes on naming by their ids, which mean nothing in another sandbox.
    private static func ids(in rule: SegmentExpression, names: SandboxNames, keys: Set<SegmentKey>) -> [String] {
        let ids = rule.referencedIDs.filter { id in !(names.key(of: id).map(keys.contains) ?? false) }
        return ids.sorted().map { "its rule names definition '\($0)' by its id, since no manifest has it" }
    }

    /// A text that came from a sandbox as part of a comment of one line.
    private static func comment(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }
            )
        )
    }
}

extension AdoptedValue {
    /// Whether a value that can hold no `${tenant}` names the tenant.
    fileprivate func holds(word: String) -> Bool {
        switch self {
        case .word(let text): text.holds(word: word)
        case .list(let list): list.wanted.values.contains { $0.holds(word: word) }
        case .text, .template, .integer, .rule: false
        }
    }
}
