internal import Diagnostics
package import JSONTree

/// pql/json, the form in which the platform stores rules.
///
/// Decoding reads every node type that is known of the platform, of its older dialects, and of the row filters of
/// source connectors; nodes and members that are not known are kept as they were, in the smallest part that can hold
/// them. The item of a filter, an item method or a chain step is a lambda in JSON and the subject in the tree.
///
/// Text → tree → JSON → tree gives the tree again, but for these normal forms:
///
/// - `$1` becomes the subject of the top;
/// - `xs.filter(c)` becomes `xs[c]`, and a lambda with one name as an item method's argument becomes its body;
/// - `WHERE(c)` of a chain's step becomes part of its `WHAT`, and so does a `WHEN` that names a field of the event;
/// - in a list of literals `1L` and, once the JSON was text, `1.0` become `1`.
///
/// JSON → tree → JSON gives the JSON again, but for these:
///
/// - the root `XDMObject` "profile" and an `object` that is left out become `parameterReference` 1;
/// - literal types are spelt `String`, `Boolean`, `Integer`, `Long`, `Double`, `List`, `Timestamp`, `Null` and stand
///   there, numbers written as strings are numbers, a `Timestamp` of a day is `date(y, m, d)`;
/// - `==`, `<>`, `!` and logical words in any case become `=`, `!=`, `not`, …; `function` becomes `fnName`, `range` of
///   a declaration `from`, `exist` `exists`, `fnCreate` `lambda`; units are plural;
/// - the names of items are `v0`, `v1`, … by depth, unless JSON that is kept as it is speaks of them;
/// - `and` or `or` of one condition becomes the condition; a `condition` apart joins that of the last declaration;
/// - `negated` is always there, and members that are null are not.
///
/// What has no public JSON form is written in a form of our own: lists of other things than literals
/// (`nodeType` `list`), objects (`object`), schema references (`schemaReference`), `COUNT` (member `count`).
///
/// The API of the source connectors may carry a tree as base64. That is its way of putting a text into an address and
/// no part of pql/json: whoever speaks that API decodes it first; `decode(text:)` says so where it meets one.
package enum PQLJSONCodec {
    /// Reads a tree: never throws, never traps. Diagnostics have no span and name the place by a JSON pointer.
    ///
    /// With `templates`, `${…}` in names and strings are template tokens, as in a manifest; without, as in what the
    /// platform answers, they are text.
    package static func decode(
        _ value: JSONValue,
        limits: PQLLimits = PQLLimits(),
        templates: Bool = false
    ) -> ParsedExpression {
        NodeDecoder.decode(value, limits: limits, readsTemplates: templates).parsed
    }

    /// Reads a tree from JSON text of any content: never throws, never traps. Diagnostics also have the place of the
    /// node in the text as their span.
    package static func decode(
        text: String,
        limits: PQLLimits = PQLLimits(),
        templates: Bool = false
    ) -> ParsedExpression {
        let bytes = text.utf8.count
        guard bytes <= limits.maxJSONBytes else {
            return refused(PQLDiagnostics.tooLong(bytes: bytes, limit: limits.maxJSONBytes))
        }
        let value: JSONValue
        do throws(JSONTextError) {
            value = try JSONText.decode(text, maxDepth: bracketsPerLevel * limits.maxDepth)
        } catch {
            let span = ByteSpan(min(error.offset, bytes), min(error.offset + 1, bytes))
            if error.isTooDeep { return refused(PQLDiagnostics.textTooDeep(limit: limits.maxDepth, span: span)) }
            return refused(PQLDiagnostics.notJSON(error.reason, hint: hint(on: text, limits), span: span))
        }
        let (parsed, pointers) = NodeDecoder.decode(value, limits: limits, readsTemplates: templates)
        let placed = zip(parsed.diagnostics, pointers).map { diagnostic, pointer in
            let place = JSONText.place(of: pointer.split(separator: "/"), in: text)
            return Diagnostic(
                diagnostic.rule,
                diagnostic.message,
                span: ByteSpan(place.lowerBound, place.upperBound),
                suggestions: diagnostic.suggestions,
                hint: diagnostic.hint
            )
        }
        return ParsedExpression(tree: parsed.tree, diagnostics: placed)
    }

    /// Writes a tree; throws for what JSON cannot say.
    package static func encode(_ tree: PQLExpression) throws(PQLEncodingError) -> JSONValue {
        try NodeEncoder.value(of: tree)
    }

    /// How many brackets one level of a tree takes at most: that of a `between` in a `when`.
    private static let bracketsPerLevel = 6

    private static func refused(_ diagnostic: Diagnostic) -> ParsedExpression {
        ParsedExpression(tree: PQLExpression(.error), diagnostics: [diagnostic])
    }

    /// What a text that is no JSON seems to be.
    private static func hint(on text: String, _ limits: PQLLimits) -> String? {
        // "{" and a quote, a blank or a line break begin with these letters in base64.
        let isBase64 =
            text.utf8.count > 8 && (text.hasPrefix("ey") || text.hasPrefix("ew"))
            && text.utf8.allSatisfy { $0.isNamePart || "+/-=".utf8.contains($0) }
        if isBase64 { return "this looks like base64, as in the 'filters' of a source connector; decode it first" }
        guard !PQLParser.parse(text, limits: limits).hasErrors else { return nil }
        return "this is PQL text; its format is pql/text"
    }
}

/// Why a tree has no pql/json form.
package enum PQLEncodingError: Error, Hashable, Sendable {
    /// A template token is still in the tree.
    case template(PQLTemplate)
    /// The tree has an `error` node.
    case unreadable
    /// `^` climbs higher than the profile.
    case climbsPastRoot
}

extension PQLEncodingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .template(let template): "the template \(PQLPrinter.template(template)) is not filled in"
        case .unreadable: "a part of it could not be read"
        case .climbsPastRoot: "'^' climbs higher than the profile"
        }
    }
}
