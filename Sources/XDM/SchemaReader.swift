import JSONTree

/// Reads the fields of one full schema (`xed-full`: nothing left to resolve) into types.
struct SchemaReader {
    /// A part refers to another schema, so the document is not in its full form; that part reads as `any`.
    private(set) var hasReferences = false

    mutating func object(_ schema: JSONValue, relationships: RelationshipTree?) -> XDMObject {
        guard let properties = schema["properties"]?.object else {
            noteReferences(schema.object ?? [:])
            return XDMObject([:], isOpen: true)
        }
        var fields: [String: XDMField] = [:]
        fields.reserveCapacity(properties.count)
        for (name, property) in properties {
            let below = relationships?.children[name]
            fields[name] = XDMField(type(property, relationships: below), destination: below?.destination)
        }
        return XDMObject(fields)
    }

    private mutating func type(_ schema: JSONValue, relationships: RelationshipTree?) -> XDMType {
        guard case .object(let members) = schema else { return .any }
        switch Self.kind(of: members) {
        case "object", "map":
            if let properties = members["properties"]?.object, !properties.isEmpty {
                return .object(object(schema, relationships: relationships))
            }
            if case .object? = members["additionalProperties"], let values = members["additionalProperties"] {
                return .map(type(values, relationships: relationships))
            }
            if Self.kind(of: members) == "map" { return .map(.any) }
            noteReferences(members)
            return .any
        case "array":
            return .array(members["items"].map { type($0, relationships: relationships) } ?? .any)
        case "string":
            return .string(Self.enumeration(members))
        case "int", "integer", "long", "short", "byte": return .integer
        case "number", "double", "float": return .number
        case "boolean": return .boolean
        case "date": return .date
        case "date-time": return .dateTime
        default:
            noteReferences(members)
            return .any
        }
    }

    private mutating func noteReferences(_ members: [String: JSONValue]) {
        if members["$ref"] != nil || members["allOf"] != nil { hasReferences = true }
    }

    private static let kinds: Set<String> = [
        "object", "map", "array", "string", "int", "integer", "long", "short", "byte", "number", "double", "float",
        "boolean", "date", "date-time",
    ]

    /// `meta:xdmType` where it names a kind, else a `format` that does, else `type`; several types give the first
    /// that is not null.
    private static func kind(of members: [String: JSONValue]) -> String? {
        for key in ["meta:xdmType", "format"] {
            if let name = members[key]?.string, kinds.contains(name) { return name }
        }
        switch members["type"] {
        case .string(let name)?: return name
        case .array(let names)?: return names.lazy.compactMap(\.string).first { $0 != "null" }
        default: break
        }
        if members["properties"] != nil { return "object" }
        return members["items"] == nil ? nil : "array"
    }

    private static func enumeration(_ members: [String: JSONValue]) -> XDMEnumeration? {
        guard let values = members["enum"]?.array else { return nil }
        let texts = values.compactMap(\.string)
        return texts.isEmpty ? nil : XDMEnumeration(texts)
    }
}
