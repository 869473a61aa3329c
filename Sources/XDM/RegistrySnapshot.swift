package import JSONTree

/// What is taken of a sandbox's registry: unions, the schemas that relationships lead to, and descriptors.
///
/// Holds only what says something of fields and stays while nobody changes it: who changed a schema and when, and in
/// which sandbox it stands, is left out. Equal registries give equal snapshots, whatever the order of their answers.
package struct RegistrySnapshot: Sendable {
    /// Unions first, then the others by `$id`.
    package let documents: [JSONValue]
    /// Of the schemas in the snapshot alone, by source schema, property, type and id.
    package let descriptors: [JSONValue]

    init(documents: [JSONValue], descriptors: [JSONValue]) {
        self.documents = documents.map(Self.lasting).map { ($0, SnapshotContent.sortKey(of: $0)) }
            .sorted { $0.1 < $1.1 }.map(\.0)
        var seen: Set<JSONValue> = []
        self.descriptors = descriptors.map(Self.lasting).filter { seen.insert($0).inserted }
            .map { ($0, Self.place(of: $0), JSONText.encode($0)) }
            .sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }

    /// Members that change by themselves, or tell the sandbox apart from another with the same schemas.
    private static let volatile: Set<String> = [
        "imsOrg", "eTag", "etag", "meta:registryMetadata", "meta:sandboxId", "meta:sandboxType", "meta:usageCount",
    ]

    /// Lists whose order says nothing.
    private static let unordered: Set<String> = ["meta:extends", "meta:immutableTags", "required"]

    /// Members that hold schemas by the names of fields, which may be called like anything.
    private static let named: Set<String> = ["properties", "patternProperties", "definitions"]

    /// Members that hold values and no schemas; the order of `enum` may be meant.
    private static let values: Set<String> = ["enum", "const", "default", "examples", "meta:enum"]

    private static func lasting(_ value: JSONValue) -> JSONValue {
        guard let members = value.object else { return value }
        return ordered(.object(members.filter { !volatile.contains($0.key) }))
    }

    /// The same schema with its unordered lists sorted, at every level.
    private static func ordered(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .array(let items): return .array(items.map(ordered))
        case .object(let members):
            var result = members
            for (name, value) in members where !values.contains(name) {
                if named.contains(name), let fields = value.object {
                    result[name] = .object(fields.mapValues(ordered))
                } else if unordered.contains(name), let texts = value.array?.map({ $0.string ?? "" }) {
                    if !texts.contains("") { result[name] = .array(texts.sorted().map(JSONValue.string)) }
                } else {
                    result[name] = ordered(value)
                }
            }
            return .object(result)
        case .null, .boolean, .integer, .number, .string: return schema
        }
    }

    /// Source schema, property, type and id as one text, of which each part ends before the next begins.
    private static func place(of descriptor: JSONValue) -> String {
        let property =
            descriptor["xdm:sourceProperty"]?.string
            ?? descriptor["xdm:sourceProperty"]?.array?.compactMap(\.string).joined(separator: ",")
        let parts = [
            descriptor["xdm:sourceSchema"]?.string, property, descriptor["@type"]?.string, descriptor["@id"]?.string,
        ]
        return parts.map { $0 ?? "" }.joined(separator: "\u{0}")
    }
}

/// Gathers a snapshot: which schemas it needs beside the unions is known from one round of answers to the next.
package struct SnapshotGathering: Sendable {
    private var documents: [JSONValue] = []
    private var documentIDs: Set<String> = []
    private let descriptors: [(value: JSONValue, descriptor: SchemaDescriptor)]
    /// Source schema → where its relationships lead to.
    private let relationships: [String: [String]]
    /// Every name by which a descriptor may speak of a schema of the snapshot.
    private var sources: Set<String> = []
    /// Names that need no document of their own any more.
    private var settled: Set<String> = []
    private var pending: Set<String> = []
    /// Schemas that relationships lead to and the registry does not have, sorted.
    package private(set) var missing: [String] = []

    package init(unions: [JSONValue], descriptors: [JSONValue]) {
        self.descriptors = descriptors.compactMap { value in
            guard let descriptor = try? SchemaDescriptor(value), descriptor.kind != .other else { return nil }
            return (value, descriptor)
        }
        var relationships: [String: [String]] = [:]
        for (_, descriptor) in self.descriptors {
            guard case .relationship(let destination) = descriptor.kind else { continue }
            relationships[descriptor.sourceSchema, default: []].append(destination)
        }
        self.relationships = relationships
        // A schema that is part of a union is described by the union.
        for union in unions { settled.formUnion(Self.parts(of: union)) }
        for union in unions { add(union) }
    }

    /// The schemas to ask for next, sorted; none when the snapshot is whole. Each is given once.
    package mutating func next() -> [String] {
        let ids = pending.subtracting(settled).sorted()
        pending = []
        settled.formUnion(ids)
        return ids
    }

    /// Takes the answer for a schema; nil where the registry does not have it.
    package mutating func take(_ document: JSONValue?, for id: String) {
        if let document { add(document) } else { missing = (missing + [id]).sorted() }
    }

    package var snapshot: RegistrySnapshot {
        RegistrySnapshot(
            documents: documents,
            descriptors: descriptors.filter { sources.contains($0.descriptor.sourceSchema) }.map(\.value)
        )
    }

    private mutating func add(_ document: JSONValue) {
        // Two relationships may name one schema by different names.
        let names = ["$id", "meta:altId"].compactMap { document[$0]?.string }
        guard let id = names.first, documentIDs.insert(id).inserted else { return }
        documents.append(document)
        settled.formUnion(names)
        for name in names + Self.parts(of: document) where sources.insert(name).inserted {
            pending.formUnion(relationships[name] ?? [])
        }
    }

    private static func parts(of document: JSONValue) -> [String] {
        document["meta:extends"]?.array?.compactMap(\.string) ?? []
    }
}
