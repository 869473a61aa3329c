package import Diagnostics

/// The diagnostics of a run with their places worked out: what JSON shows, and what the text is made from.
package struct DiagnosticsReport: Hashable, Sendable, Codable {
    package struct Place: Hashable, Sendable, Codable {
        package let file: String
        /// Lines and columns count from 1, columns in Unicode scalars; `end` is just behind the last one.
        package let start: SourcePosition
        package let end: SourcePosition
        /// The first line of the place, as it stands in the file; of a long line what is around the place.
        package let line: String
        /// The column of the first character of `line`.
        package let lineColumn: Int
        package let isCutBefore: Bool
        package let isCutBehind: Bool
    }

    package struct Entry: Hashable, Sendable, Codable {
        package struct Note: Hashable, Sendable, Codable {
            package let message: String
            package let place: Place
        }

        package let code: String
        package let severity: Severity
        package let message: String
        package let place: Place
        package let suggestions: [String]
        package let hint: String?
        package let notes: [Note]
    }

    package struct Summary: Hashable, Sendable, Codable {
        package let errors: Int
        package let warnings: Int
        /// Segment manifests that were read; nil where something else was.
        package let manifests: Int?
        /// Diagnostics of files that had too many to keep.
        package let notShown: Int
    }

    package let version: Int
    package let diagnostics: [Entry]
    package let summary: Summary

    package init(_ bag: DiagnosticBag, sources: [FileID: SourceFile], manifests: Int? = nil) {
        func place(_ file: FileID, _ span: ByteSpan) -> Place {
            let source = sources[file] ?? SourceFile(id: file, bytes: [])
            let excerpt = source.excerpt(at: span.start)
            return Place(
                file: file.path,
                start: source.position(at: span.start),
                end: source.position(at: span.end),
                line: excerpt.text,
                lineColumn: excerpt.column,
                isCutBefore: excerpt.isCutBefore,
                isCutBehind: excerpt.isCutBehind
            )
        }
        version = 1
        diagnostics = bag.sorted.map { diagnostic in
            Entry(
                code: diagnostic.rule.code,
                severity: diagnostic.severity,
                message: diagnostic.message,
                place: place(diagnostic.file, diagnostic.span),
                suggestions: diagnostic.suggestions,
                hint: diagnostic.hint,
                notes: diagnostic.notes.map { Entry.Note(message: $0.message, place: place($0.file, $0.span)) }
            )
        }
        summary = Summary(
            errors: bag.errorCount,
            warnings: bag.warningCount,
            manifests: manifests,
            notShown: bag.dropped.values.reduce(0, +)
        )
    }
}
