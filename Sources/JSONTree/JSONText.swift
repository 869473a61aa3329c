internal import FoundationEssentials

/// JSON text to values and back, by the standard library's own codec.
package enum JSONText {
    /// Reads one JSON value from UTF-8; throws what is wrong in words, never traps, whatever the bytes or the depth.
    package static func decode(_ bytes: some Sequence<UInt8>) throws(JSONTextError) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch let DecodingError.dataCorrupted(context) {
            throw JSONTextError(reason: context.debugDescription)
        } catch {
            throw JSONTextError(reason: "not a JSON value")
        }
    }

    package static func decode(_ text: String) throws(JSONTextError) -> JSONValue {
        try decode(text.utf8)
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
