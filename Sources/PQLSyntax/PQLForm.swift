internal import JSONTree

/// The two forms that a rule is written in, by their names on the wire.
package enum PQLForm: String, Hashable, Sendable, CaseIterable {
    case text = "pql/text"
    case json = "pql/json"

    /// What some editors write before a text in UTF-8.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The form that a text looks to be in: pql/json is an object, and no rule in text begins with a brace.
    package init(guessedFrom bytes: some Sequence<UInt8>) {
        let skipped = Set<UInt8>([0x20, 0x09, 0x0A, 0x0D] + Self.byteOrderMark)
        self = bytes.first { !skipped.contains($0) } == UInt8(ascii: "{") ? .json : .text
    }

    /// Reads a rule in this form: never throws, never traps.
    ///
    /// Diagnostics of pql/json also name the place by a JSON pointer.
    package func read(
        _ bytes: some Collection<UInt8>,
        limits: PQLLimits = PQLLimits(),
        templates: Bool = false
    ) -> ParsedExpression {
        switch self {
        case .text: return PQLParser.parse(utf8: Array(bytes), limits: limits, templates: templates)
        case .json:
            return PQLJSONCodec.decode(
                text: String(decoding: bytes, as: UTF8.self),
                limits: limits,
                templates: templates
            )
        }
    }

    /// Writes a rule in this form, on one line.
    ///
    /// What text has no words for stands in it in a marked form that only segsync reads (see `PQLExpression.isText`);
    /// what JSON cannot say is thrown.
    package func write(_ tree: PQLExpression, templates: Bool = false) throws(PQLEncodingError) -> String {
        switch self {
        case .text: PQLPrinter.print(tree, templates: templates)
        case .json: JSONText.encode(try PQLJSONCodec.encode(tree))
        }
    }
}
