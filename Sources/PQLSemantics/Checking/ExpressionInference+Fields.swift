import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    /// A name that stands alone or behind carets: a field of a subject, an earlier step of the chain around, or `this`.
    mutating func bareField(_ base: PQLExpression, _ name: PQLName, node: PQLExpression) -> Operand {
        if let operand = pastRoot(base, name, span: node.span) { return operand }
        let subject = infer(base)
        if base.kind == .subject(up: 0), case .plain(let text) = name.kind, !subject.hasField(text) {
            if let event = scope.steps.finished[text] {
                if remarks.isFirstStepReference() {
                    report(PQLSemanticsDiagnostics.earlierStep(text, span: name.span))
                }
                return event
            }
            if scope.steps.outOfReach.contains(text) {
                let isItself = scope.steps.current == text
                report(PQLSemanticsDiagnostics.stepOutOfReach(text, isItself: isItself, span: name.span))
                return .unknown
            }
            if text == "this", scope.subjects.count > 1 { return subject }
        }
        return field(name, of: subject, node: node, isBare: true)
    }

    /// Tells a name behind too many carets; nil for every other.
    @inline(never)
    private mutating func pastRoot(_ base: PQLExpression, _ name: PQLName, span: ByteSpan) -> Operand? {
        let levels = scope.subjects.count - 1
        guard case .subject(let up) = base.kind, up > levels, !scope.isBlind, case .plain(let text) = name.kind else {
            return nil
        }
        let field = PQLExpression(.field(of: PQLExpression(.subject(up: levels)), PQLName(text)))
        let suggestion = levels <= 8 ? PQLPrinter.print(field) : nil
        report(PQLSemanticsDiagnostics.pastRoot(climbs: up, levels: levels, span: span, suggestion: suggestion))
        return .unknown
    }

    /// The value of a field, with the list that its path maps over.
    mutating func field(
        _ name: PQLName,
        of base: Operand,
        node: PQLExpression,
        isBare: Bool = false
    ) -> Operand {
        let value = step(base, to: name, isBare: isBare)
        guard value.isArray else { return value }
        return value.over(base.isArray ? base.list : node.kind)
    }

    /// The value of a field: maps over the items of an array, flattening one level, and follows a relationship from
    /// a scalar to the fields of the entity that it names.
    ///
    /// `isBare`: the name stands alone or after `^`, so what is searched for it is a subject.
    mutating func step(_ base: Operand, to name: PQLName, isBare: Bool) -> Operand {
        guard case .plain(let text) = name.kind else {
            if case .template(let template) = name.kind { _ = self.template(template) }
            record(base)
            if base.leadsOn { crossRelationship(at: name.span) }
            return .unknown
        }
        // How the service writes a relationship into a stored tree.
        guard !text.hasPrefix("@{") else {
            record(base)
            crossRelationship(at: name.span)
            return .unknown
        }
        switch base.type {
        case .any:
            return Operand(.any, origin: base.origin?.appending(text))
        case .array(let item):
            let inner = step(base.with(item), to: name, isBare: isBare)
            switch inner.type {
            case .any, .array: return inner
            case .object, .map, .string, .integer, .number, .boolean, .date, .dateTime:
                return inner.with(.array(inner.type))
            }
        case .object(let object):
            if let field = object[text] { return self.field(field, named: text, of: base) }
            if object.isOpen { return Operand(.any, origin: base.origin?.appending(text)) }
            reportUnknownField(text, in: object, of: base, isBare: isBare, span: name.span)
            return .unknown
        case .map:
            reportNoFields(text, of: base, span: name.span)
            return .unknown
        case .string, .integer, .number, .boolean, .date, .dateTime:
            guard let destination = base.destination else {
                reportNoFields(text, of: base, span: name.span)
                return .unknown
            }
            record(base)
            crossRelationship(at: name.span)
            return catalog.entity(id: destination).map { step(Operand($0), to: name, isBare: false) } ?? .unknown
        }
    }

    private func field(_ field: XDMField, named name: String, of base: Operand) -> Operand {
        let isEvents =
            name == "xEvent" && base.origin == FieldOrigin(classAltID: catalog.profile.classAltID, path: "")
        return Operand(
            field.type,
            destination: field.destination,
            origin: isEvents
                ? FieldOrigin(classAltID: catalog.event.classAltID, path: "") : base.origin?.appending(name)
        )
    }

    private mutating func reportNoFields(_ name: String, of base: Operand, span: ByteSpan) {
        record(base)
        var suggestions: [String] = []
        if case .map = base.type {
            suggestions = ["get(\(PQLSemanticsDiagnostics.quoted(name)))"]
        } else if FunctionCatalogue.signature(name)?.accepts(count: 1) == true,
            FunctionCatalogue.function(name)?.isMethod == true
        {
            suggestions = [name + "()"]
        }
        report(
            PQLSemanticsDiagnostics.noFields(name, in: describe(base), span: span, suggestions: suggestions)
        )
    }

    private mutating func reportUnknownField(
        _ name: String,
        in object: XDMObject,
        of base: Operand,
        isBare: Bool,
        span: ByteSpan
    ) {
        if let tenant = catalog.tenantNamespace, isForeignTenant(name, tenant: tenant, in: object, of: base) {
            report(PQLSemanticsDiagnostics.wrongTenant(name, tenant: tenant, span: span))
            return
        }
        report(
            PQLSemanticsDiagnostics.unknownField(
                name,
                in: place(of: base),
                span: span,
                advice: advice(on: name, in: object, of: base, isBare: isBare)
            )
        )
    }

    /// Namespaces of Adobe itself, which look like a tenant's.
    private static let adobeNamespaces: Set<String> = [
        "_experience", "_repo", "_id", "_xdm", "_channels", "_schema", "_dc", "_iptc", "_adcloud", "_adobe",
    ]

    /// Whether a name stands where the tenant's own fields hang and looks like another tenant's namespace.
    private func isForeignTenant(_ name: String, tenant: String, in object: XDMObject, of base: Operand) -> Bool {
        base.origin?.path.isEmpty == true && object[tenant] != nil && name.hasPrefix("_")
            && !Self.adobeNamespaces.contains(name)
    }

    func place(of base: Operand) -> String {
        guard let origin = base.origin else { return "the object" }
        if !origin.path.isEmpty { return "'\(origin.path)'" }
        switch origin.classAltID {
        case SchemaName.profileClass: return "the profile"
        case SchemaName.eventClass: return "an event"
        case _ where origin == scope.root.origin: return "the root"
        default: return "the related entity"
        }
    }

    /// Roots of paths in the language's other homes.
    private static let rootHints = [
        "profile": "the profile is implicit: leave out 'profile.'",
        "offer": "'offer' belongs to offer decisioning, not to segments",
        "boosted": "'boosted' belongs to offer decisioning, not to segments",
        "contextData": "'contextData' belongs to offer decisioning, not to segments",
    ]

    private mutating func advice(
        on name: String,
        in object: XDMObject,
        of base: Operand,
        isBare: Bool
    ) -> FieldAdvice {
        var advice = FieldAdvice()
        if isBare {
            for (index, outer) in scope.subjects.dropLast().reversed().enumerated() {
                guard case .object(let fields) = outer.type, fields[name] != nil else { continue }
                let field = PQLExpression(.field(of: PQLExpression(.subject(up: index + 1)), PQLName(name)))
                advice.suggestions = [PQLPrinter.print(field)]
                return advice
            }
            if scope.pastSteps.contains(name) {
                advice.hint = "'\(name)' is a step of a chain, and only the later steps of that chain can name it"
                return advice
            }
            if base.origin == scope.root.origin {
                advice.hint = Self.rootHints[name]
                if advice.hint != nil { return advice }
            }
            let variables = scope.variableNames
            advice.suggestions = NearestName.suggestions(for: name, among: variables)
            if name.count == 1 { advice.suggestions = variables }
            if advice.suggestions.isEmpty, scope.steps.finished.count <= 64 {
                advice.suggestions = NearestName.suggestions(for: name, among: scope.steps.finished.keys)
            }
        }
        if let origin = base.origin, let path = advisor.path(to: name, in: object, at: origin) {
            advice.suggestions.append(path)
        }
        advice.suggestions += NearestName.suggestions(for: name, among: object.fields.keys)
            .map { FieldAdvisor.spelling(of: [$0]) }
        return advice
    }
}
