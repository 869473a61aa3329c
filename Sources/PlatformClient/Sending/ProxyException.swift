/// One entry of `no_proxy`.
///
/// `*` is every host; `example.com` and `.example.com` are the host and all below it; `:port` at the end restricts an
/// entry to that port. Address ranges are not understood, and cover nothing.
struct ProxyException: Hashable, Sendable {
    private let host: String
    private let port: Int?

    /// Reads the variable: entries parted by commas or blanks.
    static func list(_ text: String) -> [ProxyException] {
        text.split { $0 == "," || $0 == " " || $0 == "\t" }.compactMap { ProxyException(String($0)) }
    }

    private init?(_ entry: String) {
        var name = entry.lowercased()[...]
        if name.first == "[", let close = name.firstIndex(of: "]") {
            let tail = name[name.index(after: close)...]
            port = tail.first == ":" ? Int(tail.dropFirst()) : nil
            name = name[..<close].dropFirst()
        } else if name.count(where: { $0 == ":" }) == 1, let colon = name.firstIndex(of: ":") {
            port = Int(name[name.index(after: colon)...])
            // An entry whose port is no number covers nothing.
            if port == nil { return nil }
            name = name[..<colon]
        } else {
            port = nil
        }
        if name.hasPrefix("*.") { name = name.dropFirst(2) }
        while name.first == "." { name = name.dropFirst() }
        guard !name.isEmpty else { return nil }
        host = String(name)
    }

    func covers(host other: String, port otherPort: Int) -> Bool {
        guard port == nil || port == otherPort else { return false }
        return host == "*" || other == host || other.hasSuffix("." + host)
    }
}
