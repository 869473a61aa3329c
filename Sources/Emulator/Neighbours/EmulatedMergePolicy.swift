internal import JSONTree
internal import XDM

/// A merge policy of a sandbox; every sandbox has the two that the platform makes by itself, and may have more.
struct EmulatedMergePolicy: Hashable, Sendable {
    let id: String
    let name: String
    let schema: String
    let isDefault: Bool
    let identityGraph: String
    let isActiveOnEdge: Bool

    /// Both are default and have the same name: only the schema tells them apart.
    static func defaults(organisation: String, sandbox: String) -> [EmulatedMergePolicy] {
        func policy(_ schema: String, graph: String, edge: Bool) -> EmulatedMergePolicy {
            EmulatedMergePolicy(
                id: StableID.uuid("merge policy", organisation, sandbox, schema),
                name: "Default Timebased",
                schema: schema,
                isDefault: true,
                identityGraph: graph,
                isActiveOnEdge: edge
            )
        }
        return [
            policy(SchemaName.profileClass, graph: "pdg", edge: true),
            policy("_xdm.context.segmentdefinition", graph: "none", edge: false),
        ]
    }

    /// One for profiles that somebody made.
    static func made(_ name: String, organisation: String, sandbox: String) -> EmulatedMergePolicy {
        EmulatedMergePolicy(
            id: StableID.uuid("merge policy", organisation, sandbox, SchemaName.profileClass, name),
            name: name,
            schema: SchemaName.profileClass,
            isDefault: false,
            identityGraph: "pdg",
            isActiveOnEdge: false
        )
    }

    func json(in sandbox: ServedSandbox) -> JSONValue {
        [
            "id": .string(id),
            "sandbox": sandbox.json,
            "imsOrgId": .string(sandbox.organisation),
            "name": .string(name),
            "schema": ["name": .string(schema)],
            "version": 1,
            "identityGraph": ["type": .string(identityGraph)],
            "attributeMerge": ["type": "timestampOrdered"],
            "updateEpoch": .integer(sandbox.createdAt / 1000),
            "systemDataSets": [],
            "isActiveOnEdge": .boolean(isActiveOnEdge),
            "default": .boolean(isDefault),
            "_etag": .string(StableID.uuid("merge policy etag", id)),
        ]
    }
}
