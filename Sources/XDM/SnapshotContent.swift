import JSONTree

/// What a file of a snapshot folder holds, as far as a pull has to know it.
enum SnapshotContent: Hashable {
    /// A schema by its `$id`; a union by its class, for which it speaks whatever its id.
    case schema(id: String)
    case union(classAltID: String)
    case descriptors
    /// No JSON, or something else.
    case other

    init(_ bytes: [UInt8]) {
        guard let value = try? JSONText.decode(bytes) else {
            self = .other
            return
        }
        self = Self(schema: value) ?? (SnapshotLoader.descriptors(in: value) == nil ? .other : .descriptors)
    }

    /// nil for what has no `$id`.
    init?(schema value: JSONValue) {
        guard let id = value["$id"]?.string else { return nil }
        let isUnion = id.hasSuffix("__union") || value["meta:resourceType"]?.string == "unions"
        guard isUnion, let name = value["meta:class"]?.string else {
            self = .schema(id: id)
            return
        }
        self = .union(classAltID: SchemaName.altID(of: name))
    }

    /// Puts unions before other schemas.
    static func sortKey(of schema: JSONValue) -> String {
        switch SnapshotContent(schema: schema) {
        case .union(let name)?: "0 " + name
        case .schema(let id)?: "1 " + id
        case .descriptors?, .other?, nil: "2"
        }
    }
}
