internal import PQLSyntax
internal import Segments

/// A rule as plans and journals keep it.
package struct ExpressionRecord: Hashable, Sendable, Codable {
    /// `pql/text` or `pql/json`.
    package let format: String
    package let value: String

    /// A rule to the letter as the service answered it.
    init(answered expression: SegmentExpression) {
        let sent = expression.sent
        format = sent.format
        value = sent.value
    }

    /// A rule that a manifest wants, as text on one line in which references still stand by key.
    init(wanted expression: SegmentExpression) {
        guard let tree = expression.tree else { preconditionFailure("a rule of a manifest could be read") }
        format = PQLForm.text.rawValue
        value = PQLPrinter.print(tree, templates: true)
    }

    var answered: SegmentExpression { SegmentExpression(format: format, value: value) }

    func wanted() throws(RecordFailure) -> SegmentExpression {
        guard let parsed = PQLForm(rawValue: format)?.read(value.utf8, templates: true), !parsed.hasErrors else {
            throw RecordFailure("the rule '\(value)' cannot be read as '\(format)'")
        }
        return SegmentExpression(parsed.tree)
    }
}
