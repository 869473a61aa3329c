package import Diagnostics
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
    /// How the service can evaluate it; empty where it could not be read.
    package let evaluation: [Verdict]
    package let diagnostics: DiagnosticsReport

    /// Whether one method is open to the expression, under one set of rules.
    package struct Verdict: Hashable, Sendable, Codable {
        package struct Reason: Hashable, Sendable, Codable {
            package let text: String
            /// The page, or the pages, that say so.
            package let source: String
            /// The part that decides it; nil in pql/json, where no part has a place.
            package let place: ExpressionOutline.Place?
        }

        package let method: EvaluationMethod
        package let rules: EligibilityRules
        package let answer: EligibilityVerdict.Answer
        package let reasons: [Reason]
    }

    package init(
        _ checked: CheckedExpression,
        eligibility: EligibilityReport,
        form: PQLForm,
        source: SourceFile,
        diagnostics: DiagnosticsReport
    ) {
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
        evaluation = eligibility.isReadable ? eligibility.verdicts.map { Verdict($0, in: source) } : []
        self.diagnostics = diagnostics
    }
}

extension ExpressionReport.Verdict {
    init(_ verdict: EligibilityVerdict, in source: SourceFile) {
        self.init(
            method: verdict.method,
            rules: verdict.rules,
            answer: verdict.answer,
            reasons: verdict.reasons.map { reason in
                Reason(
                    text: reason.text,
                    source: reason.source,
                    place: ExpressionOutline.Place(reason.span, in: source)
                )
            }
        )
    }
}
