internal import PQLSyntax
internal import Segments

extension SegmentExpression {
    /// The rule without what is a sandbox's own: `${tenant}` for the tenant, in paths and inside strings, and
    /// `${segment:LABEL}` for each id that has a label. A rule that cannot be read stays as it is.
    func neutral(tenant: String, label: (SegmentID) -> String?) -> SegmentExpression {
        guard let tree = labellingSegments(label).tree else { return self }
        return SegmentExpression(
            tree.namingTenant(tenant).rewriting { node in
                guard case .string(let string) = node.kind, let named = string.namingTenant(tenant) else { return nil }
                return PQLExpression(.string(named), span: node.span, extraMembers: node.extraMembers)
            }
        )
    }
}

extension PQLString {
    /// The string with `${tenant}` wherever the tenant stands in its text; nil where it stands nowhere.
    fileprivate func namingTenant(_ tenant: String) -> PQLString? {
        let named = parts.flatMap { part -> [Part] in
            guard case .text(let text) = part else { return [part] }
            let pieces = TenantText(text, tenant: tenant).pieces.map { [Part.text($0)] }
            return Array(pieces.joined(separator: [.template(PQLTemplate(.variable("tenant")))]))
        }
        return named.count == parts.count ? nil : PQLString(parts: named)
    }
}
