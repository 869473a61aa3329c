import Diagnostics

extension YAMLDiagnostics {
    /// What libyaml could not read, in our words where the problem is a common one.
    func failure(_ failure: YAMLFailure, in source: YAMLSourceText) -> Diagnostic {
        let span = source.characterSpan(at: failure.offset)
        let found = source.described(at: failure.offset)
        switch failure.problem {
        case "found character that cannot start any token":
            return source.byte(at: failure.offset) == UInt8(ascii: "\t") ? tab(span) : forbiddenStart(span, in: source)
        case "found a tab character where an indentation space is expected",
            "found a tab character that violates indentation":
            return tab(span)
        case "mapping values are not allowed in this context":
            return source.indentationTab(inLineOf: failure.offset).map(tab) ?? misplacedColon(span, in: source)
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>":
            return source.indentationTab(inLineOf: failure.offset).map(tab)
                ?? textBehindQuote(failure, in: source, found: found, span: span)
                ?? brokenStructure(failure, in: source, found: found, span: span)
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            return unclosedBracket(failure, in: source, found: found, span: span)
        case "found unexpected end of stream", "found unexpected document indicator":
            return unclosedQuote(failure, in: source, span: span)
        case "could not find expected ':'":
            return missingColon(failure, in: source)
        case "did not find expected node content":
            return make(
                Self.structure,
                "expected a value, found \(found)",
                span,
                hint: source.isDocumentMarker(at: failure.offset)
                    ? "a bracket before it is not closed"
                    : "quote the value if the character belongs to it"
            )
        case "block sequence entries are not allowed in this context":
            return make(
                Self.structure,
                "a list item cannot begin here",
                span,
                hint: "begin the list on a line of its own, or quote the value if the '-' belongs to it"
            )
        case "mapping keys are not allowed in this context":
            return make(
                Self.structure,
                "a key cannot begin here",
                span,
                hint: "quote the value if the '?' belongs to it"
            )
        default:
            return rareFailure(failure, in: source, found: found, span: span)
        }
    }

    private func tab(_ span: ByteSpan) -> Diagnostic {
        make(Self.tab, "expected spaces, found a tab in the indentation", span, hint: "indent with spaces")
    }

    private func forbiddenStart(_ span: ByteSpan, in source: YAMLSourceText) -> Diagnostic {
        let character = String(decoding: source.bytes[span.start..<span.end], as: UTF8.self)
        return make(
            Self.forbiddenStart,
            "a value cannot begin with \(Self.quoted(character))",
            span,
            hint: "quote the value"
        )
    }

    private func misplacedColon(_ span: ByteSpan, in source: YAMLSourceText) -> Diagnostic {
        let line = source.bytes[source.startOfLine(of: span.start)..<span.start]
        let isSecond = zip(line, line.dropFirst()).contains { $0 == UInt8(ascii: ":") && YAMLSourceText.isBlank($1) }
        return make(
            Self.misplacedColon,
            isSecond ? "a second ':' cannot stand on this line" : "a key cannot stand here",
            span,
            hint: isSecond
                ? "quote the value if the ':' belongs to it"
                : "the line continues the text above it: indent it like the keys around it"
        )
    }

    /// The structure breaks where a quoted text has just ended: usually a quote inside it is not escaped.
    private func textBehindQuote(
        _ failure: YAMLFailure,
        in source: YAMLSourceText,
        found: String,
        span: ByteSpan
    ) -> Diagnostic? {
        var end = failure.offset
        while let byte = source.byte(at: end - 1), YAMLSourceText.isBlank(byte) { end -= 1 }
        guard let last = source.byte(at: end - 1), last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") else {
            return nil
        }
        return make(
            Self.structure,
            "expected the end of the line behind the quoted text, found \(found)",
            span,
            hint: "a quote inside the text is written \\\" in double and '' in single quotes; or one is missing above"
        )
    }

    private func brokenStructure(
        _ failure: YAMLFailure,
        in source: YAMLSourceText,
        found: String,
        span: ByteSpan
    ) -> Diagnostic {
        let (wanted, hint, note) =
            switch failure.problem {
            case "did not find expected key":
                (
                    "a key of the mapping",
                    "check the indentation of this line, and the quotes and brackets above it",
                    "the mapping begins here"
                )
            case "did not find expected '-' indicator":
                (
                    "a '-' of the list",
                    "indent the '-' of all items alike, and what belongs to an item further",
                    "the list begins here"
                )
            default:
                (
                    "the end of the document or '---'",
                    "does the line stand further left than the first one, or is a bracket closed too early?",
                    "the document begins here"
                )
            }
        return make(
            Self.structure,
            "expected \(wanted), found \(found)",
            span,
            hint: hint,
            notes: failure.context.map { [(note, source.characterSpan(at: $0.offset))] } ?? []
        )
    }

    private func unclosedBracket(
        _ failure: YAMLFailure,
        in source: YAMLSourceText,
        found: String,
        span: ByteSpan
    ) -> Diagnostic {
        let close = failure.problem.hasSuffix("']'") ? "]" : "}"
        let open = source.characterSpan(at: failure.context?.offset ?? failure.offset)
        let isAtEnd = source.skipBlanksAndComments(from: failure.offset) == source.bytes.count
        if isAtEnd || source.isDocumentMarker(at: failure.offset) {
            return make(
                Self.unclosedBracket,
                "the bracket that opens here is not closed",
                open,
                hint: "expected '\(close)' before the document ends"
            )
        }
        return make(
            Self.unclosedBracket,
            "expected ',' or '\(close)', found \(found)",
            span,
            hint: "is a ',', a '\(close)' or a quote missing before it?",
            notes: [("the bracket opens here", open)]
        )
    }

    private func unclosedQuote(_ failure: YAMLFailure, in source: YAMLSourceText, span: ByteSpan) -> Diagnostic {
        make(
            Self.unclosedQuote,
            "the quote that opens here is not closed",
            source.characterSpan(at: failure.context?.offset ?? failure.offset),
            hint: "close it, or quote the whole text if the quote belongs to it",
            notes: [("the text runs up to here", span)]
        )
    }

    private func missingColon(_ failure: YAMLFailure, in source: YAMLSourceText) -> Diagnostic {
        let key = failure.context?.offset ?? failure.offset
        return make(
            Self.missingColon,
            "expected ':' behind the key \(source.described(at: key))",
            source.wordSpan(at: key),
            hint: "a line that continues a text must be indented further than its key"
        )
    }
}
