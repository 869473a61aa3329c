import Diagnostics
import PQLSyntax
import XDM

// `loyalty-level`: to the language a difference, to many people a name.

extension ExpressionInference {
    /// Whether a path and a name that the schema does not have are joined by a minus without blanks.
    @inline(never)
    func isHyphenated(_ function: PQLFunction, _ arguments: [PQLExpression]) -> Bool {
        guard function.name == "-", arguments.count == 2, function.span.length == 1,
            arguments[0].span.end == function.span.start, function.span.end == arguments[1].span.start,
            arguments[0].plainName != nil, let name = arguments[1].plainName, arguments[1].isBareName,
            let subject = scope.subject(up: 0), case .object(let object) = subject.type, !object.isOpen
        else { return false }
        return object[name] == nil && scope.steps.finished[name] == nil
    }

    /// Tells one thing about what `isHyphenated` found.
    @inline(never)
    mutating func hyphenated(_ function: PQLFunction, _ arguments: [PQLExpression], node: PQLExpression) -> Operand {
        guard case .field(let base, let first) = arguments[0].kind, case .field(_, let last) = arguments[1].kind,
            let start = arguments[0].plainName, let end = arguments[1].plainName
        else { preconditionFailure("both sides of a hyphenated name are fields") }
        let name = "\(start)-\(end)"
        let told = mistakeCount
        let holder = infer(base)
        guard mistakeCount == told else { return .unknown }
        if case .object(let object) = holder.type.element, object[start] == nil, !object.isOpen {
            let near = object[name] == nil ? NearestName.suggestions(for: name, among: object.fields.keys) : [name]
            report(
                PQLSemanticsDiagnostics.hyphenatedName(
                    name,
                    in: place(of: holder),
                    span: first.span.union(last.span),
                    suggestions: near.map { FieldAdvisor.spelling(of: [$0]) }
                )
            )
            return .unknown
        }
        let left = field(first, of: holder, node: arguments[0], isBare: base.kind.isSubject)
        record(left)
        guard mistakeCount == told else { return .unknown }
        report(
            PQLSemanticsDiagnostics.subtractedName(
                name,
                from: describe(left),
                span: node.span,
                suggestion: left.hasField(end) ? Self.path(arguments[0], to: end) : nil
            )
        )
        return .unknown
    }

    private static func path(_ base: PQLExpression, to name: String) -> String? {
        base.isShort ? PQLPrinter.print(PQLExpression(.field(of: base, PQLName(name)))) : nil
    }
}

extension PQLExpression {
    /// The name behind the last dot of a path.
    fileprivate var plainName: String? {
        guard case .field(_, let name) = kind, case .plain(let text) = name.kind else { return nil }
        return text
    }

    fileprivate var isBareName: Bool {
        if case .field(let base, _) = kind { base.kind == .subject(up: 0) } else { false }
    }
}
