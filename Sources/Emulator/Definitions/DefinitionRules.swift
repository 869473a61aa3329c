internal import JSONTree
internal import PlatformAPI
internal import XDM

/// What the service makes of a posted definition: checks that need no other definition, defaults, server members.
///
/// Pure: the same input gives the same definition or the same refusal.
struct DefinitionRules: Sendable {
    /// What the service adds to a write of its own.
    struct Stamp: Sendable {
        /// `…@techacct.adobe.com`.
        let author: String
        /// Milliseconds since 1970.
        let time: Int64
        let etag: String
    }

    /// What becomes of the members that a change does not speak of.
    enum OmittedMembers: Hashable, Sendable {
        case kept
        /// As a new definition would have them.
        case cleared
    }

    private static let type = "SegmentDefinition"
    private static let namespace = "AEPSegments"
    /// Assumed: gone from the docs, still answered by the live service when nobody has set it.
    private static let defaultDays: JSONValue = 30

    let sandbox: ServedSandbox
    let switches: EmulatorSwitches

    func create(_ posted: PostedDefinition, id: String, stamp: Stamp) throws(EmulatorProblem) -> StoredDefinition {
        try check(posted)
        var members: [String: JSONValue] = [
            "id": .string(id),
            "audienceId": .string(id),
            "imsOrgId": .string(sandbox.organisation),
            "sandbox": sandbox.json,
            "profileInstanceId": "ups",
            "creationTime": .integer(stamp.time),
            "createEpoch": .integer(stamp.time / 1000),
            "createdBy": .string(stamp.author),
            "type": .string(Self.type),
            "namespace": .string(Self.namespace),
            "originName": "REAL_TIME_CUSTOMER_PROFILE",
            "isSystem": false,
            "saveSegmentMembership": true,
            "relationalExpression": false,
        ]
        members.merge(posted.members) { _, posted in posted }
        return try complete(members, time: stamp.time, stamp: stamp)
    }

    /// `kept` holds the members of the definition as it was.
    func update(
        _ kept: [String: JSONValue],
        with posted: PostedDefinition,
        omitted: OmittedMembers,
        stamp: Stamp
    ) throws(EmulatorProblem) -> StoredDefinition {
        try check(posted)
        var members = kept
        for name in posted.cleared { members[name] = nil }
        if omitted == .cleared { for (name, _) in MemberShape.ofDefinition { members[name] = nil } }
        members.merge(posted.members) { _, posted in posted }
        if members["name"] == nil || members["expression"] == nil || members["schema"] == nil {
            throw .unreadable(["name, expression and schema can be changed but not cleared"])
        }
        let before = kept["updateTime"]?.integer ?? 0
        return try complete(members, time: max(stamp.time, before + 1), stamp: stamp)
    }

    private func check(_ posted: PostedDefinition) throws(EmulatorProblem) {
        var faults: [String] = []
        if let namespace = posted.namespace, namespace != Self.namespace {
            faults.append("Namespace is immutable field")
        }
        if let type = posted.type, type != Self.type {
            faults.append("expected the type '\(Self.type)', found '\(type)'")
        }
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    /// Fills in what was left open and derives what follows from the rest.
    private func complete(
        _ members: [String: JSONValue],
        time: Int64,
        stamp: Stamp
    ) throws(EmulatorProblem) -> StoredDefinition {
        var body = DefinitionBody(members: members)
        let lifecycle = try Self.setLifecycle(&body)
        let schema = try setSchema(&body)
        try setMergePolicy(&body, schema: schema)
        let findings = try setExpression(&body, schema: schema)
        let evaluation = setEvaluation(&body)
        if body["ttlInDays"] == nil { body["ttlInDays"] = Self.defaultDays }
        if body["dataGovernancePolicy"] == nil { body["dataGovernancePolicy"] = ["excludeOptOut": true] }
        for flag in ["ansibleUiEnabled", "overridePerformanceWarnings"] where body[flag] == nil { body[flag] = false }
        return Self.stored(
            body,
            evaluation: evaluation,
            lifecycle: lifecycle,
            references: findings.references,
            at: time,
            by: stamp
        )
    }

    /// A body with what the service notes of a write.
    static func stored(
        _ body: DefinitionBody,
        evaluation: EvaluationBody,
        lifecycle: Lifecycle,
        references: [String],
        isExternal: Bool = false,
        at time: Int64,
        by stamp: Stamp
    ) -> StoredDefinition {
        var body = body
        for list in ["labels", "tags"] where body[list]?.array?.isEmpty == true { body[list] = nil }
        body["updateTime"] = .integer(time)
        body["updateEpoch"] = .integer(time / 1000)
        body["lastModifiedBy"] = .string(stamp.author)
        body["_etag"] = .string(stamp.etag)
        guard let id = body.id, let name = body.name, let createdAt = body["creationTime"]?.integer else {
            preconditionFailure("what is stored has an id, a name and a time")
        }
        return StoredDefinition(
            members: body.members,
            id: id,
            name: name,
            createdAt: createdAt,
            updatedAt: time,
            evaluation: evaluation,
            lifecycle: lifecycle,
            references: references,
            isExternal: isExternal
        )
    }

    static func setLifecycle(_ body: inout DefinitionBody) throws(EmulatorProblem) -> Lifecycle {
        let state = body["lifecycleState"]?.string ?? Lifecycle.published.rawValue
        if state == "deleted" { throw .invalid(["Cannot set lifecycleState as deleted"]) }
        guard let lifecycle = Lifecycle(rawValue: state) else {
            let names = Lifecycle.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(["expected lifecycleState to be one of \(names), found '\(state)'"])
        }
        body["lifecycleState"] = .string(state)
        body["lifecycle"] = .string(state)
        return lifecycle
    }

    /// Answers the schema's name; one that was given by its URI gets its name too.
    private func setSchema(_ body: inout DefinitionBody) throws(EmulatorProblem) -> String {
        guard let schema = body["schema"], var members = schema.object else {
            preconditionFailure("a posted schema is an object")
        }
        let written = members["name"]?.string ?? members["id"]?.string ?? ""
        let name = SchemaName.altID(of: written)
        guard sandbox.expressions.describes(name), sandbox.defaultMergePolicy(schema: name) != nil else {
            throw .invalid(["the schema '\(written)' is not enabled for Profile in this sandbox"])
        }
        members["name"] = .string(name)
        body["schema"] = .object(members)
        return name
    }

    private func setMergePolicy(_ body: inout DefinitionBody, schema: String) throws(EmulatorProblem) {
        let id = body.mergePolicyID ?? sandbox.defaultMergePolicy(schema: schema)?.id ?? ""
        guard sandbox.mergePolicies.contains(where: { $0.id == id && $0.schema == schema }) else {
            throw .invalid(["the merge policy '\(id)' does not exist for the schema '\(schema)'"])
        }
        body.mergePolicyID = id
        body["mergePolicies"] = [schema: .string(id)].json
    }

    private func setExpression(
        _ body: inout DefinitionBody,
        schema: String
    ) throws(EmulatorProblem) -> ExpressionFindings {
        guard let expression = body.expression, var members = body["expression"]?.object else {
            preconditionFailure("a posted expression is an object")
        }
        if let type = expression.type, type.uppercased() != "PQL" {
            throw .invalid(["expected the expression's type to be PQL, found '\(type)'"])
        }
        let findings = sandbox.expressions.check(expression, schema: schema)
        guard findings.problems.isEmpty else { throw .invalid(findings.problems) }
        if expression.type == nil { members["type"] = "PQL" }
        body["expression"] = .object(members)
        body["dataRefPaths"] = findings.fieldPaths.mapValues { .array($0.map(JSONValue.string)) }.json
        body["dependencies"] = .array(findings.references.map(JSONValue.string))
        body["definedOn"] = [
            [
                "$ref": .string(sandbox.expressions.unionID(of: schema)), "meta:containerId": .string(sandbox.id),
                "meta:resourceType": "unions",
            ]
        ]
        return findings
    }

    /// Methods that were not named are off; with none on, batch is.
    private func setEvaluation(_ body: inout DefinitionBody) -> EvaluationBody {
        let asked = body.evaluation ?? EvaluationBody(batch: false, continuous: false, synchronous: false)
        let evaluation = EvaluationBody(
            batch: asked.batch || !asked.continuous && !asked.synchronous,
            continuous: asked.continuous,
            synchronous: asked.synchronous
        )
        body.evaluation = evaluation
        return evaluation
    }
}

extension [String: JSONValue] {
    fileprivate var json: JSONValue { .object(self) }
}
