internal import PQLSyntax

/// A name or description that means the same for two tenants: the pieces between the places where the tenant stands as a
/// word.
///
/// Equal are texts whose pieces are the same characters; `isSame` tells whether they are the same to the byte.
struct TenantText: Hashable, Sendable {
    let pieces: [String]

    init(_ text: String, tenant: String) {
        pieces = text.pieces(aroundWord: tenant)
    }

    /// Whether the pieces are the same byte by byte, as the service compares them: it does not normalise Unicode.
    func isSame(as other: TenantText) -> Bool {
        pieces.elementsEqual(other.pieces) { $0.utf8.elementsEqual($1.utf8) }
    }

    /// For people, with `${tenant}` for the tenant.
    var shown: String { pieces.joined(separator: "${tenant}") }
}
