import PQLSyntax
import XDM

/// What is known about the value of one node.
struct Operand {
    let type: XDMType
    /// The schema that a scalar, or each scalar of an array, names an entity of.
    let destination: String?
    /// Nil for what is computed.
    let origin: FieldOrigin?
    /// The list whose items a path maps over; for a condition, the list of which one item is enough. Nil for lists
    /// that were computed as sets, and for everything else.
    let list: PQLExpression.Kind?

    init(
        _ type: XDMType,
        destination: String? = nil,
        origin: FieldOrigin? = nil,
        list: PQLExpression.Kind? = nil
    ) {
        self.type = type
        self.destination = destination
        self.origin = origin
        self.list = list
    }

    init(_ entity: XDMEntity) {
        self.init(.object(entity.object), origin: FieldOrigin(classAltID: entity.classAltID, path: ""))
    }

    /// What nothing is known about: a template, a node of a newer version, or what was reported already.
    static let unknown = Operand(.any)
    static let boolean = Operand(.boolean)

    func with(_ type: XDMType) -> Operand {
        Operand(type, destination: destination, origin: origin, list: list)
    }

    func over(_ list: PQLExpression.Kind?) -> Operand {
        Operand(type, destination: destination, origin: origin, list: list)
    }

    /// One item of an array, or the value itself.
    var item: Operand {
        guard case .array(let item) = type else { return self }
        return Operand(item, destination: destination, origin: origin)
    }

    var isArray: Bool {
        if case .array = type { true } else { false }
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

    /// Whether it is known to be an object, or a list of objects, with a field of that name.
    func hasField(_ name: String) -> Bool {
        if case .object(let object) = type.element { object[name] != nil } else { false }
    }

    /// How messages name it: its path.
    var name: String? {
        origin.flatMap { $0.path.isEmpty ? nil : $0.path }
    }
}
