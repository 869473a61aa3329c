package import JSONTree

/// pql/json, the form in which the platform stores rules.
///
/// Decoding reads every node type that is known of the platform, of its older dialects, and of the row filters of
/// source connectors; nodes and members that are not known are kept as they were. The item of a filter, an item
/// method or a chain step is a lambda in JSON and the subject in the tree.
///
/// Text → tree → JSON → tree gives the tree again, but for these normal forms:
///
/// - `$1` becomes the subject of the top;
/// - `xs.filter(c)` becomes `xs[c]`, and a lambda with one name as an item method's argument becomes its body;
/// - `WHERE(c)` of a chain's step becomes part of its `WHAT`;
/// - in a list of literals `1L` and, once the JSON was text, `1.0` become `1`.
///
/// What has no public JSON form is written in a form of our own: lists of other things than literals
/// (`nodeType` `list`), objects (`object`), schema references (`schemaReference`), `COUNT` (member `count`).
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
        NodeDecoder.decode(value, limits: limits, readsTemplates: templates)
    }

    /// Writes a tree; throws for what JSON cannot say.
    package static func encode(_ tree: PQLExpression) throws(PQLEncodingError) -> JSONValue {
        try NodeEncoder.value(of: tree)
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
    /// `WHEN` names a field of the event; in JSON it only has the event's time.
    case eventFieldInWhen
}

extension PQLEncodingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .template(let template): "the template \(PQLPrinter.template(template)) is not filled in"
        case .unreadable: "a part of it could not be read"
        case .climbsPastRoot: "'^' climbs higher than the profile"
        case .eventFieldInWhen: "WHEN names a field of the event, and JSON only has the event's time there"
        }
    }
}
