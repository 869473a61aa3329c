internal import JSONTree
internal import PlatformAPI

/// What the service makes of an audience of another system: it has no rule, and nothing here evaluates it.
///
/// Pure, as `DefinitionRules` are.
struct ExternalAudienceRules: Sendable {
    /// The one stands in all samples, the other in the description.
    static let types = ["ExternalSegment", "ExternalAudience"]
    private static let changeable = [
        "name", "description", "lifecycleState", "lifecycle", "labels", "tags", "linkedAudienceRef",
    ]

    let sandbox: ServedSandbox

    func create(
        _ posted: PostedDefinition,
        id: String,
        stamp: DefinitionRules.Stamp
    ) throws(EmulatorProblem) -> StoredDefinition {
        var members: [String: JSONValue] = [
            "id": .string(id),
            "audienceId": .string(id),
            "imsOrgId": .string(sandbox.organisation),
            "sandbox": sandbox.json,
            "creationTime": .integer(stamp.time),
            "createEpoch": .integer(stamp.time / 1000),
            "createdBy": .string(stamp.author),
            "type": .string(posted.type ?? Self.types[0]),
            "isSystem": false,
            "dependencies": [],
        ]
        members.merge(posted.members) { _, posted in posted }
        return try complete(members, time: stamp.time, stamp: stamp)
    }

    /// `kept` holds the members of the audience as it was.
    func update(
        _ kept: [String: JSONValue],
        with posted: PostedDefinition,
        omitted: DefinitionRules.OmittedMembers,
        stamp: DefinitionRules.Stamp
    ) throws(EmulatorProblem) -> StoredDefinition {
        guard omitted == .kept else { throw .invalid(["an external audience is changed by PATCH"]) }
        if let type = posted.type, type != kept["type"]?.string { throw .invalid(["the type cannot change"]) }
        if let namespace = posted.namespace, namespace != kept["namespace"]?.string {
            throw .invalid(["Namespace is immutable field"])
        }
        let foreign = posted.cleared.union(posted.members.keys).subtracting(Self.changeable).sorted()
        guard foreign.isEmpty else {
            throw .invalid(foreign.map { "'\($0)' of an external audience cannot be changed" })
        }
        guard !posted.cleared.contains("name") else { throw .unreadable(["name can be changed but not cleared"]) }
        var members = kept
        for name in posted.cleared { members[name] = nil }
        members.merge(posted.members) { _, posted in posted }
        let before = kept["updateTime"]?.integer ?? 0
        return try complete(members, time: max(stamp.time, before + 1), stamp: stamp)
    }

    private func complete(
        _ members: [String: JSONValue],
        time: Int64,
        stamp: DefinitionRules.Stamp
    ) throws(EmulatorProblem) -> StoredDefinition {
        var body = DefinitionBody(members: members)
        let lifecycle = try DefinitionRules.setLifecycle(&body)
        return DefinitionRules.stored(
            body,
            evaluation: EvaluationBody(batch: false, continuous: false, synchronous: false),
            lifecycle: lifecycle,
            references: [],
            isExternal: true,
            at: time,
            by: stamp
        )
    }
}
