internal import Crypto

/// A short digest of what a definition says, to tell later whether it still says the same.
///
/// The first 16 hexadecimal digits of SHA-256 over the managed fields in canonical form and the stamp: server-owned
/// fields, spacing and the form of the expression do not change it.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(text: String) {
        self.text = text
    }

    package init(_ segment: ObservedSegment) {
        var hash = SHA256()
        let fields = ManagedField.ofContent.map { segment.content.canonicalText(of: $0) }
        for field in fields + [segment.stamp?.line ?? ""] {
            // The length keeps two neighbours from running into each other.
            hash.update(data: Array("\(field.utf8.count):".utf8))
            hash.update(data: Array(field.utf8))
        }
        text = hash.finalize().prefix(8).hexadecimal
    }

    package var description: String { text }
}
