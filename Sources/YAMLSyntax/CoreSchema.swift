/// The core schema of YAML 1.2 (chapter 10.3): what a scalar without quotes means.
///
/// Unlike YAML 1.1, `yes`, `no`, `on` and `off` are strings, `0777` is decimal and octal is written `0o777`.
enum CoreSchema {
    struct Resolution {
        let value: YAMLScalarValue
        /// False for a number that has no place in 64 bits; the value is then only near it.
        let isInRange: Bool
    }

    /// The meaning of a scalar without quotes and without a tag.
    static func resolve(plain text: String) -> Resolution {
        if isNull(text) { return Resolution(value: .null, isInRange: true) }
        if let boolean = boolean(text) { return Resolution(value: .boolean(boolean), isInRange: true) }
        return integer(text) ?? float(text) ?? Resolution(value: .string(text), isInRange: true)
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`; out of range the nearest double.
    static func integer(_ text: String) -> Resolution? {
        let isNegative = text.hasPrefix("-")
        let (digits, radix): (Substring.UTF8View, Int64) =
            if text.hasPrefix("0o") {
                (text.utf8.dropFirst(2), 8)
            } else if text.hasPrefix("0x") {
                (text.utf8.dropFirst(2), 16)
            } else {
                (text.utf8.dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0), 10)
            }
        guard !digits.isEmpty else { return nil }
        var exact: Int64? = 0
        var near = 0.0
        for byte in digits {
            guard let digit = digit(byte), digit < radix else { return nil }
            near = near * Double(radix) + Double(digit)
            let (product, overflow) = (exact ?? 0).multipliedReportingOverflow(by: radix)
            let (sum, overflowToo) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || overflowToo { exact = nil }
            exact = exact.map { _ in sum }
        }
        if let exact { return Resolution(value: .integer(exact), isInRange: true) }
        // A decimal must be rounded once only, not digit by digit.
        return Resolution(value: .double(radix == 10 ? Double(text) ?? near : near), isInRange: false)
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int64(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int64(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, infinities and `.nan`.
    static func float(_ text: String) -> Resolution? {
        switch text {
        case ".nan", ".NaN", ".NAN": return Resolution(value: .double(.nan), isInRange: true)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
            return Resolution(value: .double(.infinity), isInRange: true)
        case "-.inf", "-.Inf", "-.INF": return Resolution(value: .double(-.infinity), isInRange: true)
        default: break
        }
        guard hasFloatForm(text.utf8), let value = Double(text) else { return nil }
        return Resolution(value: .double(value), isInRange: value.isFinite)
    }

    private static func hasFloatForm(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
        func dropDigits() -> Int {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
            rest = rest.dropFirst(digits)
            return digits
        }
        if let first = rest.first, isSign(first) { rest = rest.dropFirst() }
        let whole = dropDigits()
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = dropDigits()
        }
        guard whole + fraction > 0 else { return false }
        if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let first = rest.first, isSign(first) { rest = rest.dropFirst() }
            guard dropDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
