package import XDM

extension XDMType {
    /// What kinds of values can be compared with each other.
    enum Family {
        case text, number, boolean, time, object, array, map, any
    }

    var family: Family {
        switch self {
        case .string: .text
        case .integer, .number: .number
        case .boolean: .boolean
        case .date, .dateTime: .time
        case .object: .object
        case .array: .array
        case .map: .map
        case .any: .any
        }
    }

    /// The item of an array, or the type itself.
    var element: XDMType {
        if case .array(let item) = self { item } else { self }
    }

    /// In words, for messages.
    package var words: String {
        switch self {
        case .string: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "a Boolean"
        case .date: "a date"
        case .dateTime: "a time"
        case .object: "an object"
        case .map: "a map"
        case .any: "a value"
        case .array(let item): "a list of \(item.pluralWords)"
        }
    }

    private var pluralWords: String {
        switch self {
        case .string: "texts"
        case .integer: "whole numbers"
        case .number: "numbers"
        case .boolean: "Booleans"
        case .date: "dates"
        case .dateTime: "times"
        case .object: "objects"
        case .map: "maps"
        case .any: "values"
        case .array(let item): "lists of \(item.pluralWords)"
        }
    }

    /// The type that both values have; nil when they have none in common.
    func common(with other: XDMType) -> XDMType? {
        switch (self, other) {
        case (.any, _), (_, .any): .any
        case (.integer, .integer): .integer
        case (.date, .date): .date
        case (.array(let left), .array(let right)): left.common(with: right).map(XDMType.array)
        case (.map(let left), .map(let right)): left.common(with: right).map(XDMType.map)
        case (.object, .object): self
        case (.boolean, .boolean): .boolean
        default:
            switch (family, other.family) {
            case (.text, .text): .string(nil)
            case (.number, .number): .number
            case (.time, .time): .dateTime
            default: nil
            }
        }
    }
}
