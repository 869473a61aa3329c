package import JSONTree
package import PQLSyntax

extension ReferenceEvaluator {
    /// What an expression can be for a profile.
    ///
    /// Null and absent are one; arrays hold no nulls and objects no null members. A number that is whole and fits is
    /// `integer`, however it was written, so that `1` and `1.0` are one value.
    package indirect enum Value: Sendable {
        case null
        case boolean(Bool)
        case integer(Int64)
        case double(Double)
        case string(String)
        /// `now`, `today` and the like, before it is known whether a point or a day is meant.
        case moment(PQLMoment)
        /// A whole UTC day, counted from 1 January 1970: the value of `date(…)`.
        case day(Int64)
        case array([Value])
        case object([String: Value])
        /// The result of `groupBy`, and of `map` with `mapEntry`: entries in order of first appearance.
        case map([Entry])
        case entry(Entry)
        /// One row of a `select` with several variables.
        case tuple([Value])
    }

    package struct Entry: Hashable, Sendable {
        package let key: Value
        package let value: Value

        init(_ key: Value, _ value: Value) {
            self.key = key
            self.value = value
        }
    }
}

extension ReferenceEvaluator.Value {
    package init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .array(let items): self = .items(items.map { Self($0) })
        case .object(let members): self = .members(members.map { ($0, Self($1)) })
        }
    }

    static func number(_ value: Double) -> Self {
        if let whole = Int64(exactly: value) { .integer(whole) } else { .double(value) }
    }

    static func items(_ items: [Self]) -> Self {
        .array(items.filter { !$0.isNull })
    }

    /// The last of two members with one key counts.
    static func members(_ members: [(String, Self)]) -> Self {
        .object(Dictionary(members) { _, last in last }.filter { !$0.value.isNull })
    }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .double: true
        case .null, .boolean, .string, .moment, .day, .array, .object, .map, .entry, .tuple: false
        }
    }

    /// Name of its kind for messages.
    var noun: String {
        switch self {
        case .null: "null"
        case .boolean: "a Boolean"
        case .integer, .double: "a number"
        case .string: "a string"
        case .moment, .day: "a time"
        case .array: "an array"
        case .object: "an object"
        case .map: "a map"
        case .entry: "a map entry"
        case .tuple: "a tuple"
        }
    }
}

extension ReferenceEvaluator.Value: Hashable {
    /// Deep equality; numbers by what they count, strings scalar by scalar.
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.unicodeScalars.elementsEqual(right.unicodeScalars)
        case (.moment(let left), .moment(let right)): left == right
        case (.day(let left), .day(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.map(let left), .map(let right)): Set(left) == Set(right)
        case (.entry(let left), .entry(let right)): left == right
        case (.tuple(let left), .tuple(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null, .map: break
        case .boolean(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value)
        case .string(let value): for scalar in value.unicodeScalars { hasher.combine(scalar) }
        case .moment(let value): hasher.combine(value)
        case .day(let value): hasher.combine(value)
        case .array(let items), .tuple(let items): hasher.combine(items)
        case .object(let members): hasher.combine(members)
        case .entry(let entry): hasher.combine(entry)
        }
    }
}
