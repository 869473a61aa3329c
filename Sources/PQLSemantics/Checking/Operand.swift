package import XDM

/// What is known about the value of one node.
struct Operand {
    let type: XDMType
    /// The schema that a scalar, or each scalar of an array, names an entity of.
    let destination: String?
    /// Nil for what is computed.
    let origin: FieldOrigin?

    init(_ type: XDMType, destination: String? = nil, origin: FieldOrigin? = nil) {
        self.type = type
        self.destination = destination
        self.origin = origin
    }

    init(_ entity: XDMEntity) {
        self.init(.object(entity.object), origin: FieldOrigin(classAltID: entity.classAltID, path: ""))
    }

    /// What nothing is known about: a template, a node of a newer version, or what was reported already.
    static let unknown = Operand(.any)
    static let boolean = Operand(.boolean)

    func with(_ type: XDMType) -> Operand {
        Operand(type, destination: destination, origin: origin)
    }

    /// One item of an array, or the value itself.
    var item: Operand {
        if case .array(let item) = type { with(item) } else { self }
    }

    /// Whether nothing can be said about it.
    var isUnknown: Bool {
        if case .any = type { true } else { false }
    }

    /// Whether it is, or holds, a scalar from which a relationship leads to the fields of another entity.
    var leadsOn: Bool {
        switch type.element {
        case .string, .integer, .number, .boolean, .date, .dateTime: destination != nil
        case .object, .array, .map, .any: false
        }
    }

    /// How messages name it: its path.
    var name: String? {
        origin.flatMap { $0.path.isEmpty ? nil : $0.path }
    }
}

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
}
