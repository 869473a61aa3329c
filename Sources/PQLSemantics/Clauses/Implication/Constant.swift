import PQLSyntax

/// A literal whose value is known and that every evaluator reads alike.
enum Constant: Hashable {
    case text(String)
    /// At most 2^53 in size, so that whole numbers and fractions compare exactly.
    case number(Double)
    case boolean(Bool)

    enum ValueType: Hashable {
        case text, number, boolean
    }

    var type: ValueType {
        switch self {
        case .text: .text
        case .number: .number
        case .boolean: .boolean
        }
    }

    /// Whether no value can equal both, whatever type the field has.
    ///
    /// A text is converted to the type of the field it is compared with, so `"1"` and `"01"` may be one value: texts
    /// are told apart if one of them reads as nothing but text, or if both are numbers and differ.
    func differs(from other: Constant) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left != right
        case (.boolean(let left), .boolean(let right)): left != right
        case (.text(let left), .text(let right)):
            if left == right {
                false
            } else if Self.isWord(left) || Self.isWord(right) {
                true
            } else if let left = Self.number(left), let right = Self.number(right) {
                left != right
            } else {
                false
            }
        case (.text, _), (.number, _), (.boolean, _): false
        }
    }

    /// Whether a text can be read as nothing but text: neither a number, nor a date, nor true or false.
    static func isWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
        return !["true", "false", "null", "nan", "inf", "infinity"].contains(text.lowercased())
    }

    private static func number(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        guard isPlain, text.utf8.count <= 15 else { return nil }
        return Double(text)
    }
}

extension TermTable {
    private static let largest = 9_007_199_254_740_992.0

    /// The value of a literal; nil for all else, for texts with template tokens, and for numbers beyond 2^53.
    func constant(_ term: Term) -> Constant? {
        guard shape(of: term).extraMembers.isEmpty else { return nil }
        switch kind(of: term) {
        case .string(let string): return string.text.map(Constant.text)
        case .boolean(let value): return .boolean(value)
        case .integer(let value), .long(let value):
            return abs(Double(value)) < Self.largest ? .number(Double(value)) : nil
        case .double(let value): return abs(value) < Self.largest ? .number(value) : nil
        case .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter, .call,
            .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return nil
        }
    }

    /// A number that grows with the day of `date(y, m, d)`; nil unless all three are literals and the day exists.
    func day(_ term: Term) -> Int? {
        guard let (name, arguments) = call(term), name == "date", arguments.count == 3 else { return nil }
        let numbers = arguments.compactMap { argument in
            if case .number(let value)? = constant(argument) { Int(exactly: value) } else { nil }
        }
        guard numbers.count == 3 else { return nil }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        return (year * 12 + month) * 32 + day
    }
}
