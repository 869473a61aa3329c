internal import Crypto

/// Ids that every start of the service makes anew and that must come out the same.
enum StableID {
    /// A UUID (version 8, RFC 9562) made from the parts alone.
    static func uuid(_ parts: String...) -> String {
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{0}").utf8))
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = hexadecimal(bytes)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(digits[digits.index(digits.startIndex, offsetBy: range.lowerBound)...].prefix(range.count))
        }
        return groups.joined(separator: "-")
    }

    /// The digest by which a token is known without being kept.
    static func digest(of token: String) -> String {
        hexadecimal(Array(SHA256.hash(data: Array(token.utf8))))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
