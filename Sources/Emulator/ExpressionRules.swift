internal import Diagnostics
internal import JSONTree
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
        switch expression.format {
        case ExpressionBody.text:
            return check(PQLParser.parse(expression.value, templates: false), of: expression, schema: schema)
        case ExpressionBody.tree:
            do throws(JSONTextError) {
                let json = try JSONText.decode(expression.value)
                return check(PQLJSONCodec.decode(json), of: expression, schema: schema)
            } catch {
                return refusal(["the expression's value is no JSON: \(error.reason)"])
            }
        default:
            return refusal([
                "expected the expression's format to be pql/text or pql/json, found '\(expression.format)'"
            ])
        }
    }

    private func check(_ parsed: ParsedExpression, of expression: ExpressionBody, schema: String) -> ExpressionFindings
    {
        let checked = checker.check(parsed.tree, schema: schema)
        let source = SourceFile(id: .expression, bytes: Array(expression.value.utf8))
        let mistakes = (parsed.diagnostics + checked.diagnostics).filter { $0.severity == .error }
        let problems = mistakes.prefix(Self.problemLimit).map { diagnostic in
            let message = Self.message(of: diagnostic)
            guard expression.format == ExpressionBody.text else { return message }
            let position = source.position(at: diagnostic.span.start)
            return "line \(position.line), column \(position.column): " + message
        }
        var references: [String] = []
        for case .id(let id) in checked.segmentReferences.map(\.target) where !references.contains(id) {
            references.append(id)
        }
        return ExpressionFindings(
            problems: problems,
            fieldPaths: checked.fieldPaths.mapValues { $0.sorted() },
            references: references
        )
    }

    private func refusal(_ problems: [String]) -> ExpressionFindings {
        ExpressionFindings(problems: problems, fieldPaths: [:], references: [])
    }

    private static func message(of diagnostic: Diagnostic) -> String {
        var message = "\(diagnostic.message) (\(diagnostic.rule.code))"
        if let suggestion = diagnostic.suggestions.first { message += ", did you mean '\(suggestion)'?" }
        return message
    }
}
