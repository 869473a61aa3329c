/// A JSON value whose members are all kept, whether we know their meaning or not.
///
/// Objects are unordered, as JSON says; writing sorts the keys, so equal values give equal bytes. Whole numbers that
/// fit are `integer` where they are read, all others `number`; `3` and `3.0` are equal. Comparing and hashing need no more stack for a deep value.
package enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The value as a whole number, also where it was written as `3.0`.
    package var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .null, .boolean, .string, .array, .object: nil
        }
    }

    package var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var object: [String: JSONValue]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// Whether arrays and objects stand deeper than `limit` inside one another. Needs no more stack for a deep value.
    package func nests(deeperThan limit: Int) -> Bool {
        var pending = [(value: self, depth: 1)]
        while let (value, depth) = pending.popLast() {
            switch value {
            case .null, .boolean, .integer, .number, .string: continue
            case .array(let items): for item in items { pending.append((item, depth + 1)) }
            case .object(let members): for item in members.values { pending.append((item, depth + 1)) }
            }
            if depth > limit { return true }
        }
        return false
    }

    /// The member of an object; nil where there is none or this is no object.
    package subscript(key: String) -> JSONValue? {
        object?[key]
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
