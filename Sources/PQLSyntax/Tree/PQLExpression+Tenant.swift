extension PQLExpression {
    /// The expression with `${tenant}` for each path segment that is the tenant's name, such as `_wwfovlab011`.
    package func namingTenant(_ tenant: String) -> PQLExpression {
        rewriting(names: { name in
            name.kind == .plain(tenant) ? PQLName(.template(PQLTemplate(.variable("tenant")))) : nil
        }) { _ in nil }
    }
}
