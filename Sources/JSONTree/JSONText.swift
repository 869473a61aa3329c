internal import FoundationEssentials

/// JSON text to values and back.
package enum JSONText {
    /// How deep brackets may stand inside one another where nothing else is asked for.
    ///
    /// A value within it is read, written, compared and let go on a thread with a stack of 512 KiB. pql/json needs at
    /// most six brackets for a level of its tree.
    package static let maxDepth = 1_600

    /// Reads one JSON value from UTF-8; throws what is wrong in words and where, never traps, whatever the bytes or
    /// the depth.
    package static func decode(
        _ bytes: some Sequence<UInt8>,
        maxDepth: Int = JSONText.maxDepth
    ) throws(JSONTextError) -> JSONValue {
        try JSONTextReader.read(Array(bytes), maxDepth: maxDepth)
    }

    package static func decode(
        _ text: String,
        maxDepth: Int = JSONText.maxDepth
    ) throws(JSONTextError) -> JSONValue {
        try decode(text.utf8, maxDepth: maxDepth)
    }

    /// The bytes of the value that a path of member names and positions leads to, or of the nearest value on the way
    /// to it, in a text that has been decoded.
    package static func place(of path: some Sequence<some StringProtocol>, in text: String) -> Range<Int> {
        var reader = JSONTextReader(Array(text.utf8), maxDepth: 0)
        return reader.place(of: path)
    }

    /// One line, keys sorted, slashes unescaped: equal values give equal text.
    package static func encode(_ value: JSONValue) -> String {
        JSONTextWriter.text(of: value)
    }

    /// Every member and item on a line of its own, two spaces a level, keys sorted, with a line break at the end: equal
    /// values give equal text, whatever their depth, and a difference shows the members that differ alone.
    package static func encodeIndented(_ value: JSONValue) -> String {
        JSONTextWriter.text(of: value, isIndented: true) + "\n"
    }

    /// One line, keys sorted, slashes unescaped: equal values give equal text.
    package static func encode(_ value: some Encodable) -> String {
        encode(value, formatting: [.sortedKeys, .withoutEscapingSlashes])
    }

    /// Indented for people and for `git diff`, keys sorted, with a line break at the end.
    package static func encodePretty(_ value: some Encodable) -> String {
        encode(value, formatting: [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + "\n"
    }

    private static func encode(_ value: some Encodable, formatting: JSONEncoder.OutputFormatting) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            // Only a NaN or an infinity cannot be written, and no value of ours holds one.
            preconditionFailure("a value of ours is always JSON: \(error)")
        }
    }
}
