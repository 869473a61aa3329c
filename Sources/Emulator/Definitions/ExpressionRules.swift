internal import Diagnostics
internal import PQLSemantics
internal import PQLSyntax
internal import PlatformAPI
internal import XDM

/// What the service finds in the expression of a definition.
struct ExpressionFindings: Hashable, Sendable {
    /// Why the expression is refused; none when it is accepted.
    let problems: [String]
    /// Class → the dotted paths of the fields it reads, sorted.
    let fieldPaths: [String: [String]]
    /// The ids of the audiences it asks about, each once, in the order of the text.
    let references: [String]
}

/// Holds expressions against the language and a sandbox's schemas.
struct ExpressionRules: Sendable {
    /// A refusal names so many mistakes at most.
    private static let problemLimit = 20

    private let catalog: SchemaCatalog
    private let checker: ExpressionChecker

    init(catalog: SchemaCatalog) {
        self.catalog = catalog
        checker = ExpressionChecker(catalog: catalog)
    }

    /// Whether expressions can be written for this class, such as `_xdm.context.profile`.
    func describes(_ schema: String) -> Bool {
        catalog.root(class: schema) != nil
    }

    /// The `$id` of the union of a class that is described.
    func unionID(of schema: String) -> String {
        catalog.root(class: schema)?.id ?? schema
    }

    func check(_ expression: ExpressionBody, schema: String) -> ExpressionFindings {
        guard let form = PQLForm(rawValue: expression.format) else {
            return ExpressionFindings(
                problems: [Self.unknownFormat(expression.format)],
                fieldPaths: [:],
                references: []
            )
        }
        let parsed = form.read(expression.value.utf8)
        if let problem = Self.markedForm(parsed, form) {
            return ExpressionFindings(problems: [problem], fieldPaths: [:], references: [])
        }
        let checked = checker.check(parsed, schema: schema)
        var references: [String] = []
        for case .id(let id) in checked.segmentReferences.map(\.target) where !references.contains(id) {
            references.append(id)
        }
        return ExpressionFindings(
            problems: Self.problems(checked.diagnostics, in: expression.value, form),
            fieldPaths: checked.fieldPaths.mapValues { $0.sorted() },
            references: references
        )
    }

    /// How an accepted expression can be evaluated, given what is known of the audiences that it names by their ids.
    ///
    /// Nil for a format that does not exist.
    func eligibility(
        of expression: ExpressionBody,
        schema: String,
        audiences: [String: ReferencedAudience]
    ) -> EligibilityReport? {
        guard let form = PQLForm(rawValue: expression.format) else { return nil }
        let checked = checker.check(form.read(expression.value.utf8), schema: schema)
        let eligibility = EligibilityChecker { target in
            switch target {
            case .id(let id): audiences[id]
            // Keys are segsync's own and stand in no accepted expression.
            case .key: nil
            }
        }
        return eligibility.report(of: checked.tree, relationshipSteps: checked.relationshipSteps)
    }

    /// The same rule in the other form; throws why there is none.
    func convert(_ expression: ExpressionBody) throws(EmulatorProblem) -> ExpressionBody {
        guard let form = PQLForm(rawValue: expression.format) else {
            throw .invalid([Self.unknownFormat(expression.format)])
        }
        let parsed = form.read(expression.value.utf8)
        let problems =
            Self.problems(parsed.diagnostics, in: expression.value, form)
            + [Self.markedForm(parsed, form)].compactMap { $0 }
        guard problems.isEmpty else { throw .invalid(problems) }
        let other: PQLForm = form == .text ? .json : .text
        guard other == .json || parsed.tree.isText else {
            throw .invalid(["the tree holds what pql/text has no words for"])
        }
        do throws(PQLEncodingError) {
            return ExpressionBody(format: other.rawValue, value: try other.write(parsed.tree))
        } catch {
            throw .invalid(["the rule has no pql/json form: \(error)"])
        }
    }

    /// What segsync alone can read is no pql/text.
    private static func markedForm(_ parsed: ParsedExpression, _ form: PQLForm) -> String? {
        guard form == .text, !parsed.hasErrors, !parsed.tree.isText else { return nil }
        return "the text holds forms that are no PQL, such as __json(…); send the rule as pql/json"
    }

    private static func unknownFormat(_ found: String) -> String {
        let known = PQLForm.allCases.map(\.rawValue).joined(separator: " or ")
        return "expected the expression's format to be \(known), found '\(found)'"
    }

    /// The errors in words, with their places where the form has any.
    private static func problems(_ diagnostics: [Diagnostic], in value: String, _ form: PQLForm) -> [String] {
        let source = SourceFile(id: .expression, bytes: Array(value.utf8))
        return diagnostics.filter { $0.severity == .error }.prefix(problemLimit).map { diagnostic in
            let message = message(of: diagnostic)
            guard diagnostic.span.length > 0 || form == .text else { return message }
            let position = source.position(at: diagnostic.span.start)
            return "line \(position.line), column \(position.column): " + message
        }
    }

    private static func message(of diagnostic: Diagnostic) -> String {
        var message = "\(diagnostic.message) (\(diagnostic.rule.code))"
        if let suggestion = diagnostic.suggestions.first { message += ", did you mean '\(suggestion)'?" }
        return message
    }
}
