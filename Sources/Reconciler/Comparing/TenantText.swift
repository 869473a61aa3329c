/// A name or description that means the same for two tenants: the pieces between the places where the tenant stands.
///
/// Equal are texts with the same pieces.
struct TenantText: Hashable, Sendable {
    let pieces: [String]

    init(_ text: String, tenant: String) {
        pieces = text.split(separator: tenant, omittingEmptySubsequences: false).map(String.init)
    }

    /// For people, with `${tenant}` for the tenant.
    var shown: String { pieces.joined(separator: "${tenant}") }
}
