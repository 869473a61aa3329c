package import Diagnostics
import PQLSyntax

/// What is legal in an expression but decides nothing, and how we say it.
package enum ClauseDiagnostics {
    package static let contradiction = DiagnosticRule(
        "PQL240",
        .warning,
        "conditions exclude each other",
        explanation: """
            Both conditions must hold and never do together, so that the rule, or this part of it, picks nothing. \
            Usually 'or' was meant, or one of the values is from an older version of the rule.
            """
    )
    package static let tautology = DiagnosticRule(
        "PQL241",
        .warning,
        "conditions leave nothing out",
        explanation: """
            One of the conditions always holds, so that the row of 'or' decides nothing. A field without a value \
            counts too: 'x = 1 or x != 1' is false for it, 'x = 1 or not (x = 1)' is true.
            """
    )
    package static let duplicate = DiagnosticRule(
        "PQL242",
        .warning,
        "condition stands twice",
        explanation: "The same condition stands twice in a row of 'and' or 'or'; the second one decides nothing."
    )
    package static let subsumed = DiagnosticRule(
        "PQL243",
        .note,
        "condition decides nothing beside another",
        explanation: """
            In a row of 'and' a condition can go if it holds whenever another does; in a row of 'or', if another holds \
            whenever it does.
            """
    )
    package static let repeatedValue = DiagnosticRule(
        "PQL244",
        .warning,
        "value stands twice in a list",
        explanation:
            "A list is searched for a value; one that stands in it twice is found as well as one that does once."
    )

    package static let rules: [DiagnosticRule] = [contradiction, tautology, duplicate, subsumed, repeatedValue]

    static func contradiction(_ later: PQLExpression, _ earlier: PQLExpression) -> Diagnostic {
        Diagnostic(
            contradiction,
            "\(quoted(later)) never holds together with \(quoted(earlier))",
            span: later.span,
            notes: [note("the other condition stands here", earlier)]
        )
    }

    static func tautology(_ later: PQLExpression, _ earlier: PQLExpression) -> Diagnostic {
        Diagnostic(
            tautology,
            "one of \(quoted(earlier)) and \(quoted(later)) always holds",
            span: later.span,
            notes: [note("the other condition stands here", earlier)]
        )
    }

    static func duplicate(_ later: PQLExpression, _ earlier: PQLExpression) -> Diagnostic {
        Diagnostic(
            duplicate,
            "\(quoted(later)) stands twice in one row",
            span: later.span,
            notes: [note("it stands here before", earlier)]
        )
    }

    static func subsumed(_ needless: PQLExpression, by other: PQLExpression, in row: String) -> Diagnostic {
        Diagnostic(
            subsumed,
            "\(quoted(needless)) decides nothing: \(quoted(other)) is the \(row == "and" ? "stricter" : "wider") condition",
            span: needless.span,
            notes: [note("the other condition stands here", other)]
        )
    }

    static func repeatedValue(_ later: PQLExpression, _ earlier: PQLExpression) -> Diagnostic {
        Diagnostic(
            repeatedValue,
            "\(quoted(later)) stands twice in the list",
            span: later.span,
            notes: [note("it stands here before", earlier)]
        )
    }

    private static func note(_ message: String, _ node: PQLExpression) -> Diagnostic.Note {
        Diagnostic.Note(message, file: .expression, span: node.span)
    }

    /// The beginning of a condition, in quotes.
    private static func quoted(_ node: PQLExpression) -> String {
        let text = PQLPrinter.print(node)
        return text.count <= 60 ? "'\(text)'" : "'\(text.prefix(59))…'"
    }
}
