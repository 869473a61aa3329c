internal import PlatformAPI

/// The fields of a query string or of a form body, in order.
struct QueryFields: Sendable {
    struct Field: Sendable {
        let name: String
        let value: String
        /// As it was written, still encoded.
        let written: Substring
    }

    let fields: [Field]

    init(_ text: String) {
        fields = text.split(separator: "&").map { written in
            let separator = written.firstIndex(of: "=")
            let value = separator.map { written[written.index(after: $0)...] } ?? ""
            return Field(
                name: Self.decode(written[..<(separator ?? written.endIndex)]),
                value: Self.decode(value),
                written: written
            )
        }
    }

    /// The value of the first field of this name.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Text that is no valid encoding stands for itself.
    private static func decode(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return PathSegment.decode(spaced) ?? String(spaced)
    }
}
