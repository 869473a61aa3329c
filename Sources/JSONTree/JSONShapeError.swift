internal import FoundationEssentials

/// Where a JSON value is not of the shape that was expected.
package struct JSONShapeError: Error, Hashable, Sendable {
    /// Member names and positions from 0, such as `actions[3].kind`; empty for the whole value.
    package let path: String
    package let expected: String
    package let found: String
}

extension JSONValue {
    /// The value as one of our own types; members that the type does not have are left out.
    package func decoded<Value: Decodable>(as type: Value.Type) throws(JSONShapeError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(JSONText.encode(self).utf8))
        } catch DecodingError.typeMismatch(let type, let context) {
            throw error(at: context.codingPath, expected: Self.words(for: type))
        } catch DecodingError.valueNotFound(let type, let context) {
            throw error(at: context.codingPath, expected: Self.words(for: type))
        } catch DecodingError.keyNotFound(let key, let context) {
            throw error(at: context.codingPath + [key], expected: "a value")
        } catch DecodingError.dataCorrupted(let context) {
            throw error(at: context.codingPath, expected: "one of the values that it can have")
        } catch {
            throw self.error(at: [], expected: "\(type)")
        }
    }

    private func error(at path: [any CodingKey], expected: String) -> JSONShapeError {
        var text = ""
        var value: JSONValue? = self
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
                value = value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
                value = value?[key.stringValue]
            }
        }
        return JSONShapeError(path: text, expected: expected, found: value?.words ?? "nothing")
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }

    /// What it is, and for a short value also which, in words.
    package var words: String {
        switch self {
        case .null, .boolean, .integer, .number: JSONText.encode(self)
        case .string(let text): "'\(text.count > 60 ? text.prefix(60) + "…" : text[...])'"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
