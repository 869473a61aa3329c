/// One thing to tell the user about their text.
///
/// Wording: lower case, no full stop, what was expected and what was found, the user's text in single quotes.
package struct Diagnostic: Hashable, Sendable {
    /// A second place that explains the first, for example where a duplicate key stood before.
    package struct Note: Hashable, Sendable {
        package let message: String
        package let file: FileID
        package let span: ByteSpan

        package init(_ message: String, file: FileID, span: ByteSpan) {
            self.message = message
            self.file = file
            self.span = span
        }
    }

    package let rule: DiagnosticRule
    package let message: String
    package let file: FileID
    package let span: ByteSpan
    /// Up to three texts that could stand there instead, the best first.
    package let suggestions: [String]
    /// One sentence on what to do, where a suggestion does not fit.
    package let hint: String?
    package let notes: [Note]

    package init(
        _ rule: DiagnosticRule,
        _ message: String,
        file: FileID = .expression,
        span: ByteSpan,
        suggestions: [String] = [],
        hint: String? = nil,
        notes: [Note] = []
    ) {
        self.rule = rule
        self.message = message
        self.file = file
        self.span = span
        self.suggestions = Array(suggestions.prefix(3))
        self.hint = hint
        self.notes = notes
    }

    package var severity: Severity { rule.severity }

    /// The same diagnostic in other words.
    package func withMessage(_ newMessage: String) -> Diagnostic {
        Diagnostic(
            rule,
            newMessage,
            file: file,
            span: span,
            suggestions: suggestions,
            hint: hint,
            notes: notes
        )
    }

    /// The same diagnostic where the text it speaks of really stands; notes that speak of the same text move along.
    package func relocated(to newFile: FileID, by map: OffsetMap) -> Diagnostic {
        Diagnostic(
            rule,
            message,
            file: newFile,
            span: map.original(of: span),
            suggestions: suggestions,
            hint: hint,
            notes: notes.map { note in
                note.file == file ? Note(note.message, file: newFile, span: map.original(of: note.span)) : note
            }
        )
    }
}

extension FileID {
    /// The name of a text that has no file of its own yet: an expression before it is placed in its manifest.
    package static let expression = FileID("<expression>")
}
