internal import JSONTree
internal import XDM

/// A merge policy of a sandbox; every sandbox has the two that the platform makes by itself.
struct EmulatedMergePolicy: Hashable, Sendable {
    let id: String
    let schema: String
    let identityGraph: String
    let isActiveOnEdge: Bool

    /// Both are default and have the same name: only the schema tells them apart.
    static func defaults(organisation: String, sandbox: String) -> [EmulatedMergePolicy] {
        func policy(_ schema: String, graph: String, edge: Bool) -> EmulatedMergePolicy {
            EmulatedMergePolicy(
                id: StableID.uuid("merge policy", organisation, sandbox, schema),
                schema: schema,
                identityGraph: graph,
                isActiveOnEdge: edge
            )
        }
        return [
            policy(SchemaName.profileClass, graph: "pdg", edge: true),
            policy("_xdm.context.segmentdefinition", graph: "none", edge: false),
        ]
    }

    func json(in sandbox: ServedSandbox) -> JSONValue {
        [
            "id": .string(id),
            "sandbox": sandbox.json,
            "imsOrgId": .string(sandbox.organisation),
            "name": "Default Timebased",
            "schema": ["name": .string(schema)],
            "version": 1,
            "identityGraph": ["type": .string(identityGraph)],
            "attributeMerge": ["type": "timestampOrdered"],
            "updateEpoch": .integer(sandbox.createdAt / 1000),
            "systemDataSets": [],
            "isActiveOnEdge": .boolean(isActiveOnEdge),
            "default": true,
            "_etag": .string(StableID.uuid("merge policy etag", id)),
        ]
    }
}
