internal import PQLSyntax

extension SegmentExpression {
    /// The rule with `${tenant}` for each path segment that is the tenant's name; what cannot be read stays as it is.
    package func namingTenant(_ tenant: String) -> SegmentExpression {
        tree.map { SegmentExpression($0.namingTenant(tenant)) } ?? self
    }
}
