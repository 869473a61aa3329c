import Diagnostics

extension YAMLDiagnostics {
    /// The rarer problems, told apart by what libyaml was reading; what is left keeps libyaml's words.
    func rareFailure(
        _ failure: YAMLFailure,
        in source: YAMLSourceText,
        found: String,
        span: ByteSpan
    ) -> Diagnostic {
        let context = failure.context?.text.lowercased() ?? ""
        let words = failure.problem.lowercased()
        if context.hasSuffix("quoted scalar") { return badEscape(failure, in: source) }
        if context.contains("directive") || words.contains("directive") || words.contains("yaml document") {
            return badDirective(failure, in: source)
        }
        if context.hasSuffix("block scalar") {
            return make(
                Self.badBlockHeader,
                "expected the end of the line behind the block header, found \(found)",
                span,
                hint: "the text of the block begins on the next line; quote the value if it begins with '|' or '>'"
            )
        }
        if ["tag", "anchor", "alias", "node"].contains(where: { context.hasSuffix($0) }) {
            return badProperty(failure, in: source)
        }
        return make(Self.otherSyntax, context.isEmpty ? words : "\(context): \(words)", span)
    }

    private func badDirective(_ failure: YAMLFailure, in source: YAMLSourceText) -> Diagnostic {
        let start = source.startOfLine(of: failure.context?.offset ?? failure.offset)
        let directive = source.wordSpan(at: start)
        let message =
            switch failure.problem {
            case "found unknown directive name": "the directive \(source.described(at: start)) is not known"
            case "found incompatible YAML document": "only the versions 1.1 and 1.2 of YAML are read"
            default: failure.problem.lowercased()
            }
        return make(Self.badDirective, message, directive, hint: "known are '%YAML 1.2' and '%TAG'")
    }

    private func badProperty(_ failure: YAMLFailure, in source: YAMLSourceText) -> Diagnostic {
        let start = failure.context?.offset ?? failure.offset
        let found = source.described(at: start)
        let message =
            switch failure.problem {
            case "did not find expected alphabetic or numeric character":
                "expected a name of letters and digits behind its first character, found \(found)"
            case "found undefined tag handle": "no %TAG directive declares the handle of the tag \(found)"
            default: "expected a tag, found \(found): \(failure.problem.lowercased())"
            }
        return make(Self.badProperty, message, source.wordSpan(at: start), hint: "quote the value if it is a text")
    }

    /// libyaml points at the backslash of an unknown escape, and behind `\x`, `\u` or `\U` if digits are wrong.
    private func badEscape(_ failure: YAMLFailure, in source: YAMLSourceText) -> Diagnostic {
        let isLetterUnknown = source.byte(at: failure.offset) == UInt8(ascii: "\\")
        let start = isLetterUnknown ? failure.offset : max(0, failure.offset - 2)
        var end = source.characterSpan(at: start + 1).end
        if !isLetterUnknown {
            while end < start + 10, let byte = source.byte(at: end), Character(Unicode.Scalar(byte)).isHexDigit {
                end += 1
            }
        }
        let escape = Self.quoted(String(decoding: source.bytes[start..<end], as: UTF8.self))
        return make(
            Self.badEscape,
            isLetterUnknown ? "the escape \(escape) is not known" : "the escape \(escape) names no character",
            ByteSpan(start, end),
            hint: isLetterUnknown
                ? "write \\\\ for a backslash, or use single quotes, in which it needs no escape"
                : "write the character itself; \\x takes 2 hexadecimal digits, \\u 4 and \\U 8"
        )
    }
}
