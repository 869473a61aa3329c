import Diagnostics

extension PQLDiagnostics {
    static func unreadable(_ text: String, hint: String? = nil, span: ByteSpan) -> Diagnostic {
        var text = text
        if let scalar = text.unicodeScalars.first, scalar.value < 0x20 || scalar.value == 0x7F {
            text = "U+" + String(scalar.value, radix: 16, uppercase: true)
        }
        return Diagnostic(unreadable, "unexpected character '\(text)'", span: span, hint: hint)
    }

    static func badUTF8(span: ByteSpan) -> Diagnostic {
        Diagnostic(unreadable, "expected UTF-8, found other bytes", span: span)
    }

    static func openString(hasTypographicQuote: Bool, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            openString,
            "expected a closing '\"', found the end of the line",
            span: span,
            hint: hasTypographicQuote
                ? "a typographic quote ends no string; write \""
                : "a line break inside a string is written \\n"
        )
    }

    static func wrongQuotes(_ found: String, suggestion: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            wrongQuotes,
            "expected double quotes around a string, found \(found)",
            span: span,
            suggestions: suggestion.map { [$0] } ?? [],
            hint: suggestion == nil ? "use double quotes: \"…\"" : nil
        )
    }

    static func badEscape(_ escape: String, span: ByteSpan) -> Diagnostic {
        var hint = "a backslash itself is written \\\\"
        if escape == "\\$" { hint = "a literal ${ is written $${" }
        if escape == "\\'" { hint = "a single quote needs no backslash" }
        if escape.hasPrefix("\\u") { hint = "\\u takes four hexadecimal digits, two of them for a surrogate pair" }
        let isDoubled = hint.hasPrefix("a backslash") && escape.count > 1
        return Diagnostic(
            badEscape,
            "unknown escape '\(escape)'",
            span: span,
            suggestions: isDoubled ? ["\\" + escape] : [],
            hint: hint
        )
    }

    static func comment(_ opening: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            comment,
            "PQL has no comments, found '\(opening)'",
            span: span,
            hint: opening == "--" ? "for a double minus put a blank between" : "put comments into the manifest's YAML"
        )
    }

    static func address(_ found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            address,
            "expected an address in double quotes, found '\(excerpt(found))'",
            span: span,
            suggestions: [PQLPrinter.literal(PQLString(found))]
        )
    }

    /// `;` and other signs that people know from elsewhere.
    static func foreignSign(_ text: String, span: ByteSpan) -> Diagnostic {
        let hint: String? =
            switch text {
            case ";": "an expression ends without ';'"
            case "?": "a choice is written if(condition, value, otherValue)"
            case "~": "a pattern is compared with like or .matches(\"…\")"
            case "#", "@": "a name with such a sign is written in back-quotes"
            case "\\": "a backslash only stands in strings"
            default: nil
            }
        return unreadable(text, hint: hint, span: span)
    }

    static func foreignOperator(_ found: String, suggestion: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            foreignOperator,
            "expected '\(suggestion)', found '\(found)'",
            span: span,
            suggestions: [suggestion]
        )
    }

    static func badNumber(_ text: String, span: ByteSpan) -> Diagnostic {
        let isWhole = text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "L") }
        return Diagnostic(
            badNumber,
            "number '\(excerpt(text))' is out of range",
            span: span,
            hint: isWhole ? "whole numbers reach up to 9223372036854775807" : nil
        )
    }

    static func openNumber(_ text: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            badNumber,
            "expected digits behind the point, found '\(excerpt(text))'",
            span: span,
            suggestions: [text + "0"]
        )
    }

    static func badTemplate(_ problem: String, hint: String? = nil, span: ByteSpan) -> Diagnostic {
        Diagnostic(badTemplate, problem, span: span, hint: hint)
    }

    static func openQuotedName(span: ByteSpan) -> Diagnostic {
        Diagnostic(badQuotedName, "expected a closing back-quote, found the end of the line", span: span)
    }

    static func emptyQuotedName(span: ByteSpan) -> Diagnostic {
        Diagnostic(badQuotedName, "expected a name between back-quotes, found nothing", span: span)
    }

    static func badParameter(_ text: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(badReference, "expected a parameter from '$1' on, found '\(excerpt(text))'", span: span)
    }

    static func badSchemaReference(_ text: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            badReference,
            "expected a reference like '@{schema;version=1}', found '\(excerpt(text))'",
            span: span
        )
    }

    /// A text short enough for a message.
    static func excerpt(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(39) + "…"
    }
}
