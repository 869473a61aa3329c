internal import Diagnostics
package import PQLSemantics
package import PQLSyntax

/// One expression checked by itself: what JSON shows, and what the text is made from. Version 1 of its shape.
package struct ExpressionReport: Hashable, Sendable, Codable {
    package let version: Int
    /// `pql/text` or `pql/json`, as it was read.
    package let form: String
    /// The whole expression on one line of text.
    package let expression: String
    /// What it gives, in words.
    package let type: String
    /// Class → the dotted paths of the fields it reads, sorted.
    package let fields: [String: [String]]
    /// The audiences it asks about, by id or as `${segment:KEY}`, each once.
    package let segments: [String]
    package let diagnostics: DiagnosticsReport

    package init(_ checked: CheckedExpression, form: PQLForm, diagnostics: DiagnosticsReport) {
        version = 1
        self.form = form.rawValue
        expression = PQLPrinter.print(checked.tree)
        type = checked.type.words
        fields = checked.fieldPaths.mapValues { $0.sorted() }
        segments = checked.segmentReferences.reduce(into: []) { names, reference in
            let name =
                switch reference.target {
                case .id(let id): id
                case .key(let key): "${segment:\(key)}"
                }
            if !names.contains(name) { names.append(name) }
        }
        self.diagnostics = diagnostics
    }
}
