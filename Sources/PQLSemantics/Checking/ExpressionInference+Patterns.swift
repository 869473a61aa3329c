import Diagnostics
import PQLSyntax

extension ExpressionInference {
    /// A pattern without a wildcard is a comparison.
    mutating func judgeLike(_ call: Call) {
        guard case .string(let string) = call.arguments[1].kind, let pattern = string.text,
            !Self.hasWildcard(pattern)
        else { return }
        report(PQLSemanticsDiagnostics.noWildcard(span: call.arguments[1].span))
    }

    private static func hasWildcard(_ pattern: String) -> Bool {
        var isEscaped = false
        for byte in pattern.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "_") {
                return true
            }
        }
        return false
    }

    /// A regular expression that is written out must be one, and should not take for ever.
    mutating func judgePattern(_ call: Call) {
        guard case .string(let string) = call.arguments[1].kind, let pattern = string.text else { return }
        let span = call.arguments[1].span
        let shape = RegularExpressionShape(pattern)
        if let fault = shape.fault {
            report(PQLSemanticsDiagnostics.badPattern(fault.words, span: span))
            return
        }
        if let part = shape.slowPart { report(PQLSemanticsDiagnostics.slowPattern(part, span: span)) }
        guard call.name == "regexGroup", let group = call.arguments[2].wholeNumber,
            group > Int64(shape.groupCount)
        else { return }
        report(
            PQLSemanticsDiagnostics.outOfRange(
                of: call.name,
                as: "group",
                expected: 0...Int64(shape.groupCount),
                found: group,
                span: call.arguments[2].span
            )
        )
    }
}
