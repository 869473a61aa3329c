internal import Crypto

/// A short digest of one field's value: 36 bits of SHA-256 as six characters of the URL alphabet of Base64.
///
/// It only has to tell the value that was last applied from one other, so two that meet by chance hide one edit in
/// 69 thousand million.
package struct FieldDigest: Hashable, Sendable {
    package static let length = 6

    package let text: String

    /// The digest of a value in its canonical text.
    package init(of value: String) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let bits = SHA256.hash(data: Array(value.utf8)).prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 4
        text = String(
            (0..<Self.length).map { index in alphabet[Int(bits >> UInt64(6 * (Self.length - 1 - index)) & 63)] }
        )
    }

    /// A digest as it stands in a stamp; nil where it is none.
    package init?(text: some StringProtocol) {
        guard text.utf8.count == Self.length,
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            })
        else { return nil }
        self.text = String(text)
    }
}
