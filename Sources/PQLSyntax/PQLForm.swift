internal import Diagnostics
internal import JSONTree

/// The two forms that a rule is written in, by their names on the wire.
package enum PQLForm: String, Hashable, Sendable, CaseIterable {
    case text = "pql/text"
    case json = "pql/json"

    /// How much longer than its text a rule may be as JSON; a path of three names is about ten times as long.
    private static let jsonBytesPerTextByte = 16

    /// The form that a text looks to be in: pql/json is an object, and no rule in text begins with a brace.
    package init(guessedFrom bytes: some Sequence<UInt8>) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        self = bytes.first { !blanks.contains($0) } == UInt8(ascii: "{") ? .json : .text
    }

    /// Reads a rule in this form: never throws, never traps.
    ///
    /// Diagnostics of pql/json have no span and name the place by a JSON pointer.
    package func read(
        _ bytes: some Collection<UInt8>,
        limits: PQLLimits = PQLLimits(),
        templates: Bool = false
    ) -> ParsedExpression {
        switch self {
        case .text: return PQLParser.parse(utf8: Array(bytes), limits: limits, templates: templates)
        case .json:
            let limit = limits.maxBytes.multipliedReportingOverflow(by: Self.jsonBytesPerTextByte)
            guard limit.overflow || bytes.count <= limit.partialValue else {
                let diagnostic = PQLDiagnostics.tooLong(bytes: bytes.count, limit: limit.partialValue)
                return ParsedExpression(tree: PQLExpression(.error), diagnostics: [diagnostic])
            }
            do throws(JSONTextError) {
                return PQLJSONCodec.decode(try JSONText.decode(bytes), limits: limits, templates: templates)
            } catch {
                let diagnostic = PQLDiagnostics.noJSON(reason: error.reason)
                return ParsedExpression(tree: PQLExpression(.error), diagnostics: [diagnostic])
            }
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
