internal import Diagnostics
internal import PQLSyntax

/// Fills in the template tokens of an expression for one sandbox, reporting every one that does not fit its place.
///
/// `${tenant}` stands for a path segment and may stand inside a string; a variable stands for a value; inside a string
/// everything but a list fits. `${segment:KEY}` is left for the reconciler, which knows the ids.
struct TemplateResolver {
    struct Resolved {
        let tree: PQLExpression
        /// About `FileID.expression`, as the parser's own.
        let diagnostics: [Diagnostic]
        let usedVariables: Set<String>
        /// The keys that `${segment:KEY}` names, with their spans in the expression's text.
        let references: [(key: String, span: ByteSpan)]
    }

    private let tenant: String
    private let variables: [String: PQLTemplateValue]

    init(sandbox: SandboxConfiguration) {
        tenant = sandbox.tenant
        variables = Dictionary(sandbox.variables.map { ($0.name.value, $0.value) }) { first, _ in first }
    }

    func value(of name: String) -> PQLTemplateValue? { variables[name] }

    func undefined(_ name: String, file: FileID, span: ByteSpan) -> Diagnostic {
        let known = (variables.keys + ["tenant"]).sorted()
        return ManifestDiagnostics.undefinedVariable(name, known: known, file: file, span: span)
    }

    func listInText(_ name: String, file: FileID, span: ByteSpan) -> Diagnostic {
        let message = "variable '\(name)' is a list and cannot stand inside a text"
        return ManifestDiagnostics.variableDoesNotFit(message, file: file, span: span)
    }

    func resolve(_ tree: PQLExpression) -> Resolved {
        var found: [Diagnostic] = []
        var used: Set<String> = []
        var references: [(key: String, span: ByteSpan)] = []
        tree.visit { node in
            switch node.kind {
            case .template(let template):
                note(template, as: .value, &found, &used, &references)
            case .string(let string):
                for case .template(let template) in string.parts {
                    note(template, as: .text, &found, &used, &references)
                }
            default:
                break
            }
        }
        tree.visitNames { name in
            guard case .template(let template) = name.kind else { return }
            note(template, as: .segment, &found, &used, &references)
        }
        return Resolved(
            tree: tree.resolvingTemplates(replacement),
            diagnostics: found,
            usedVariables: used,
            references: references
        )
    }

    private enum Place {
        case value, text, segment
    }

    private func note(
        _ template: PQLTemplate,
        as place: Place,
        _ found: inout [Diagnostic],
        _ used: inout Set<String>,
        _ references: inout [(key: String, span: ByteSpan)]
    ) {
        func doesNotFit(_ message: String) {
            found.append(
                ManifestDiagnostics.variableDoesNotFit(message, file: .expression, span: template.span)
            )
        }
        switch (template.kind, place) {
        case (.segment, .segment):
            doesNotFit("a segment's id cannot be a path segment")
        case (.segment(let key), .value), (.segment(let key), .text):
            references.append((key, template.span))
        case (.variable("tenant"), .value):
            doesNotFit("'${tenant}' stands for a path segment, not for a value")
        case (.variable("tenant"), .text), (.variable("tenant"), .segment):
            break
        case (.variable(let name), _):
            used.insert(name)
            guard let value = variables[name] else {
                found.append(undefined(name, file: .expression, span: template.span))
                return
            }
            switch place {
            case .segment: doesNotFit("variable '\(name)' stands for a value and cannot be a path segment")
            case .text where value.text == nil:
                found.append(listInText(name, file: .expression, span: template.span))
            case .text, .value: break
            }
        }
    }

    private func replacement(_ template: PQLTemplate) -> PQLTemplateValue? {
        switch template.kind {
        case .segment: nil
        case .variable("tenant"): .string(tenant)
        case .variable(let name): variables[name]
        }
    }
}
