/// A web address taken apart: `scheme://[user information@]host[:port][rest]`.
struct WebAddress: Hashable, Sendable {
    let scheme: String
    /// As written, still percent-encoded; it may hold a password.
    let userInformation: String?
    /// In lower case, an IPv6 address without its brackets.
    let host: String
    let port: Int?
    /// Path, query and fragment as written; empty or beginning with `/`, `?` or `#`.
    let rest: String

    /// Reads an absolute address; nil where a part is missing or holds a character that has no place there.
    init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }),
            let schemeEnd = text.firstRange(of: "://")
        else { return nil }
        scheme = text[..<schemeEnd.lowerBound].lowercased()
        let afterScheme = text[schemeEnd.upperBound...]
        let authorityEnd = afterScheme.firstIndex { "/?#".contains($0) } ?? afterScheme.endIndex
        rest = String(afterScheme[authorityEnd...])

        var authority = afterScheme[..<authorityEnd]
        if let at = authority.lastIndex(of: "@") {
            userInformation = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        } else {
            userInformation = nil
        }

        let portText: Substring?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close].lowercased()
            let tail = authority[authority.index(after: close)...]
            guard tail.isEmpty || tail.first == ":", host.contains(":"),
                host.utf8.allSatisfy({ Self.isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { return nil }
            portText = tail.isEmpty ? nil : tail.dropFirst()
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else { return nil }
            host = parts[0].lowercased()
            guard !host.isEmpty, host.utf8.allSatisfy(Self.isNameByte) else { return nil }
            portText = parts.count == 2 ? parts[1] : nil
        }
        if let portText {
            guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(portText),
                (0...65535).contains(number)
            else { return nil }
            port = number
        } else {
            port = nil
        }
        guard !scheme.isEmpty, !host.isEmpty else { return nil }
    }

    init?(scheme: String, host: String, port: Int) {
        self.init("\(scheme)://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)")
    }

    /// Host and, where one is written, port, as they stand in an address.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// Whether the host is this machine by its very text: `localhost`, `::1`, `127.0.0.0/8` in four numbers.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
    }
}

/// An address or a proxy setting that cannot be used.
package struct InvalidAddress: Error, Hashable, Sendable {
    /// Which setting, what was expected and what was found; no password.
    package let message: String
}
