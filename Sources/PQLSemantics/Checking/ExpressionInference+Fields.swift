import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
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
        if case .map = base.type { suggestions = ["get(\(PQLSemanticsDiagnostics.quoted(name)))"] }
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

    private func place(of base: Operand) -> String {
        guard let origin = base.origin else { return "the object" }
        if !origin.path.isEmpty { return "'\(origin.path)'" }
        switch origin.classAltID {
        case SchemaName.profileClass: return "the profile"
        case SchemaName.eventClass: return "an event"
        case _ where origin == scope.root.origin: return "the root"
        default: return "the related entity"
        }
    }

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
                advice.suggestions = [String(repeating: "^", count: index + 1) + FieldAdvisor.spelling(of: [name])]
                return advice
            }
            if scope.chainSteps.contains(name) {
                advice.hint = "a chain step cannot refer to another step; compare two events with select"
                return advice
            }
            if name == "profile", base.origin == scope.root.origin {
                advice.hint = "the profile is implicit: leave out 'profile.'"
                return advice
            }
        }
        if let origin = base.origin, let path = advisor.path(to: name, in: object, at: origin) {
            advice.suggestions = [path]
        }
        advice.suggestions += NearestName.suggestions(for: name, among: object.fields.keys)
            .map { FieldAdvisor.spelling(of: [$0]) }
        return advice
    }
}
