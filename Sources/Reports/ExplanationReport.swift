package import PQLSemantics

/// Segments explained for people: what JSON shows, and what the text is made from. Version 1 of its shape.
package struct ExplanationReport: Hashable, Sendable, Codable {
    package struct Segment: Hashable, Sendable, Codable {
        package let key: String
        package let name: String?
        /// The file of its manifest.
        package let file: String
        /// One for all sandboxes whose rules say the same of the same fields, the tenant aside.
        package let rules: [Rule]
        package let uses: Links
        package let usedBy: Links
        /// In the order of `segsync.yaml`.
        package let sandboxes: [Sandbox]

        package init(
            key: String,
            name: String?,
            file: String,
            rules: [Rule],
            uses: Links,
            usedBy: Links,
            sandboxes: [Sandbox]
        ) {
            self.key = key
            self.name = name
            self.file = file
            self.rules = rules
            self.uses = uses
            self.usedBy = usedBy
            self.sandboxes = sandboxes
        }
    }

    /// Segments that stand in some relation to this one.
    package struct Links: Hashable, Sendable, Codable {
        /// Their keys, and `id:` with the id of a definition that no manifest makes.
        package let direct: [String]
        /// How many there are with those that are reached through others, as far as these were counted.
        package let all: Int
        /// Whether `all` were counted; if not, there are at least so many.
        package let isWhole: Bool

        package init(direct: [String], all: Int, isWhole: Bool) {
            self.direct = direct
            self.all = all
            self.isWhole = isWhole
        }
    }

    /// What a segment is in one sandbox, apart from its rule.
    package struct Sandbox: Hashable, Sendable, Codable {
        package struct Fact: Hashable, Sendable, Codable {
            package let name: String
            package let value: String

            package init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        package let name: String
        /// In reading order; what the manifest does not name is left out.
        package let facts: [Fact]
        /// One for each method; empty for a rule that cannot be read.
        package let evaluation: [Evaluation]

        package init(name: String, facts: [Fact], evaluation: [Evaluation]) {
            self.name = name
            self.facts = facts
            self.evaluation = evaluation
        }
    }

    package let version: Int
    package let segments: [Segment]
    /// What is to be said about their manifests.
    package let diagnostics: DiagnosticsReport

    package init(_ segments: [Segment], diagnostics: DiagnosticsReport) {
        version = 1
        self.segments = segments
        self.diagnostics = diagnostics
    }
}

extension ExplanationReport {
    /// A rule in plain English.
    package struct Rule: Hashable, Sendable, Codable {
        package struct Sentence: Hashable, Sendable, Codable {
            /// How deep it stands in the list, from 0.
            package let level: Int
            package let text: String
        }

        package struct Field: Hashable, Sendable, Codable {
            /// What the sentences call it.
            package let label: String
            package let path: String
            /// Whose field it is: "profile", "event", the title of another schema.
            package let entity: String
            package let schema: String?
            package let title: String?
            package let type: String?
            package let values: [String]
        }

        package let sandboxes: [String]
        /// The rule on one line of PQL, with `${tenant}`.
        package let expression: String
        package let sentences: [Sentence]
        package let fields: [Field]

        package init(sandboxes: [String], expression: String, _ explanation: Explanation) {
            self.sandboxes = sandboxes
            self.expression = expression
            sentences = explanation.lines.map { Sentence(level: $0.level, text: $0.text) }
            fields = explanation.fields.map { field in
                Field(
                    label: field.label,
                    path: field.path,
                    entity: field.entity,
                    schema: field.schema,
                    title: field.title,
                    type: field.type,
                    values: field.values
                )
            }
        }
    }

    /// Whether one method is open to a rule that is made or edited now.
    package struct Evaluation: Hashable, Sendable, Codable {
        package struct Reason: Hashable, Sendable, Codable {
            package let text: String
            /// The page, or the pages, that say so; of a mistake in the manifests its code.
            package let source: String
        }

        package let method: EvaluationMethod
        package let answer: EligibilityVerdict.Answer
        package let reasons: [Reason]

        /// The verdicts under the rules for new and edited definitions; none for a rule that cannot be read. Where
        /// something stands in the way of every method, none is open.
        package static func all(
            of report: EligibilityReport,
            obstacle: (text: String, rule: String)? = nil
        ) -> [Evaluation] {
            guard report.isReadable else { return [] }
            let obstacles = obstacle.map { [Reason(text: $0.text, source: $0.rule)] } ?? []
            return EvaluationMethod.allCases.map { method in
                let verdict = report.verdict(method, .sinceMay2025)
                let isHindered = !obstacles.isEmpty && verdict.answer != .ineligible
                return Evaluation(
                    method: method,
                    answer: isHindered ? .ineligible : verdict.answer,
                    reasons: (isHindered ? [] : verdict.reasons).reduce(into: obstacles) { reasons, found in
                        // One that holds of several events is told once.
                        let reason = Reason(text: found.text, source: found.source)
                        if !reasons.contains(reason) { reasons.append(reason) }
                    }
                )
            }
        }
    }
}
