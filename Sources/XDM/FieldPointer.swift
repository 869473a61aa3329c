/// The place of a field in a schema, as descriptors write it: `/_wwfovlab011/offlinePurchase/productSku`.
///
/// Arrays and maps have no segment of their own: the pointer goes on with their items' fields, and the wildcards `*`
/// and `[*]` that some tools write for them are skipped.
struct FieldPointer: Hashable, Sendable {
    let segments: [String]

    init(_ text: String) {
        segments = text.split(separator: "/")
            .filter { $0 != "*" && $0 != "[*]" }
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    /// The field there, or the first segment that names none with the object that was searched for it.
    func resolve(in object: XDMObject) -> Resolution {
        var current = XDMType.object(object)
        var found: XDMField?
        for segment in segments {
            guard let object = current.itemObject else {
                if case .any = current.item { return .unknowable }
                return .missing(segment: segment, among: [])
            }
            guard let field = object[segment] else {
                return object.isOpen ? .unknowable : .missing(segment: segment, among: object.fields.keys.sorted())
            }
            found = field
            current = field.type
        }
        return found.map(Resolution.found) ?? .missing(segment: "", among: object.fields.keys.sorted())
    }

    enum Resolution {
        case found(XDMField)
        case missing(segment: String, among: [String])
        /// The pointer enters a part of the schema whose fields the snapshot does not list.
        case unknowable
    }
}

extension XDMType {
    /// The type of a single value: arrays and maps entered down to what they hold.
    var item: XDMType {
        switch self {
        case .array(let item), .map(let item): item.item
        case .object, .string, .integer, .number, .boolean, .date, .dateTime, .any: self
        }
    }

    var itemObject: XDMObject? {
        if case .object(let object) = item { object } else { nil }
    }
}

/// The relationships of one schema, arranged by path so that reading its fields meets each where it belongs.
struct RelationshipTree {
    private(set) var destination: String?
    private(set) var children: [String: RelationshipTree] = [:]

    mutating func insert(_ destination: String, at path: ArraySlice<String>) {
        guard let first = path.first else {
            self.destination = destination
            return
        }
        children[first, default: RelationshipTree()].insert(destination, at: path.dropFirst())
    }
}
