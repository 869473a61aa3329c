import PQLSyntax
import XDM

/// A literal that is compared with something.
enum Literal {
    case text(String)
    case number(String, isWhole: Bool)
    case boolean(Bool)

    /// Nil for all that is no literal, and for a text with unresolved templates.
    init?(_ node: PQLExpression) {
        switch node.kind {
        case .string(let string):
            guard let text = string.text else { return nil }
            self = .text(text)
        case .integer(let value), .long(let value): self = .number(String(value), isWhole: true)
        case .double(let value): self = .number(PQLPrinter.literal(value), isWhole: false)
        case .boolean(let value): self = .boolean(value)
        case .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter, .call,
            .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return nil
        }
    }

    /// What happens when it is compared with a value of some type.
    enum Fit {
        case fits
        case outside(XDMEnumeration)
        /// A text that reads as the type; the literal that says so better, where there is one.
        case converted(String?)
        /// With the literal that was probably meant.
        case mismatch(String?)
    }

    var text: String {
        switch self {
        case .text(let text), .number(let text, _): text
        case .boolean(let value): String(value)
        }
    }

    var words: String {
        switch self {
        case .text(let text): "the text '\(text)'"
        case .number(let text, _): "the number \(text)"
        case .boolean(let value): "\(value)"
        }
    }

    func fit(into type: XDMType, isCaseSensitive: Bool) -> Fit {
        switch (self, type) {
        case (_, .any): .fits
        case (.text(let text), .string(let enumeration)):
            enumeration.map { Self.fit(text, in: $0, isCaseSensitive: isCaseSensitive) } ?? .fits
        case (.text(let text), .integer): Int64(text) == nil ? .mismatch(nil) : .converted(text)
        case (.text(let text), .number): Self.isNumber(text) ? .converted(text) : .mismatch(nil)
        case (.text(let text), .boolean): ["true", "false"].contains(text) ? .converted(text) : .mismatch(nil)
        case (.text(let text), .date), (.text(let text), .dateTime):
            TimeText(text).map { .converted($0.literal) } ?? .mismatch(TimeText.literal(ofDayFirst: text))
        case (.number, .integer), (.number, .number), (.boolean, .boolean): .fits
        case (.number, .string), (.boolean, .string): .mismatch(PQLSemanticsDiagnostics.quoted(text))
        case (_, .object), (_, .array), (_, .map), (.number, .boolean), (.number, .date), (.number, .dateTime),
            (.boolean, .integer), (.boolean, .number), (.boolean, .date), (.boolean, .dateTime):
            .mismatch(nil)
        }
    }

    private static func fit(_ text: String, in enumeration: XDMEnumeration, isCaseSensitive: Bool) -> Fit {
        if enumeration.contains(text) { return .fits }
        if !isCaseSensitive {
            let folded = text.lowercased()
            if enumeration.values.contains(where: { $0.lowercased() == folded }) { return .fits }
        }
        return .outside(enumeration)
    }

    /// Digits with an optional sign, fraction and exponent; not the words and hexadecimal forms that Swift also reads.
    private static func isNumber(_ text: String) -> Bool {
        Double(text) != nil && text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    }
}

/// An ISO 8601 date or time: `2020-03-14`, `2020-03-14T15:09:26.5Z`, `2020-03-14T15:09+01:00`.
private struct TimeText {
    let literal: String?

    init?(_ text: String) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, date[0].utf8.count == 4, date[1].utf8.count == 2, date[2].utf8.count == 2,
            let year = Self.digits(date[0]), let month = Self.digits(date[1]), (1...12).contains(month),
            let day = Self.digits(date[2]), (1...31).contains(day)
        else { return nil }
        if parts.count == 1 {
            literal = "date(\(year), \(month), \(day))"
        } else {
            guard Self.isTime(parts[1]) else { return nil }
            literal = nil
        }
    }

    /// The literal of a day that is written with points, the year last: `14.03.2020`.
    static func literal(ofDayFirst text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].utf8.count == 4, let day = digits(parts[0]), (1...31).contains(day),
            let month = digits(parts[1]), (1...12).contains(month), let year = digits(parts[2])
        else { return nil }
        return "date(\(year), \(month), \(day))"
    }

    private static func isTime(_ text: Substring) -> Bool {
        var clock = text
        if clock.hasSuffix("Z") {
            clock = clock.dropLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let offset = clock[clock.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
            guard offset.count == 2, offset.allSatisfy({ $0.utf8.count == 2 && digits($0) != nil }) else {
                return false
            }
            clock = clock[..<sign]
        }
        let fields = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3 else { return false }
        guard fields.prefix(2).allSatisfy({ $0.utf8.count == 2 }), let hour = digits(fields[0]), hour < 24,
            let minute = digits(fields[1]), minute < 60
        else { return false }
        guard fields.count == 3 else { return true }
        let second = fields[2].split(separator: ".", omittingEmptySubsequences: false)
        return second.count <= 2 && second[0].utf8.count == 2 && second.allSatisfy { digits($0) != nil }
    }

    private static func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
}
