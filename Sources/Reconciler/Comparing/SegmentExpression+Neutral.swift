internal import PQLSyntax
internal import Segments

extension SegmentExpression {
    /// The rule without what is a sandbox's own: `${tenant}` for the tenant, in paths and as a word inside strings, and
    /// `${segment:LABEL}` for each id that has a label. A rule that cannot be read stays as it is.
    func neutral(tenant: String, label: (SegmentID) -> String?) -> SegmentExpression {
        guard let tree = labellingSegments(label).tree else { return self }
        return SegmentExpression(tree.namingTenant(tenant).namingTenantInStrings(tenant))
    }
}
