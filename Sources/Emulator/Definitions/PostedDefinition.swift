internal import JSONTree
internal import PlatformAPI

/// What a client may say of a definition or an audience, read from a body: every member has its right type.
///
/// Members that the service owns, and such that nobody knows, are passed over: clients send back what they have read.
struct PostedDefinition: Sendable {
    static let requiredMembers = ["name", "expression", "schema"]

    /// The client's own members, without those that were null.
    let members: [String: JSONValue]
    /// Members that were null: asked to be as if never said.
    let cleared: Set<String>
    /// Kept apart: they can be said, but only to be what they are.
    let type: String?
    let namespace: String?
    /// Whether it is a new audience of another system, which has other members.
    let isExternal: Bool

    /// Reads a body; `required` names the members that must be there.
    init(_ bytes: [UInt8], required: [String]) throws(EmulatorProblem) {
        try self.init(try Self.object(bytes), shapes: MemberShape.ofDefinition, required: required)
    }

    /// Reads the body of a new audience: of another system where its type says so.
    init(newAudience bytes: [UInt8]) throws(EmulatorProblem) {
        let object = try Self.object(bytes)
        let isExternal = object["type"]?.string.map(ExternalAudienceRules.types.contains) ?? false
        try self.init(
            object,
            shapes: isExternal ? MemberShape.ofExternalAudience : MemberShape.ofDefinition,
            required: isExternal ? ["name"] : Self.requiredMembers,
            isExternal: isExternal
        )
    }

    /// Reads the operations of a JSON Patch; where two name one member, the later counts.
    init(patch bytes: [UInt8]) throws(EmulatorProblem) {
        guard let operations = try Self.json(bytes).array else {
            throw .unreadable(["expected a list of operations, found another JSON value"])
        }
        let patchable = Set(MemberShape.ofAudience.map(\.name) + ["type", "namespace"])
        var object: [String: JSONValue] = [:]
        var faults: [String] = []
        for (index, json) in operations.enumerated() {
            guard let operation = JSONPatchOperation(json) else {
                faults.append("expected operation \(index) to be an object with op, path and value")
                continue
            }
            if operation.op != JSONPatchOperation.add {
                faults.append("expected the op '\(JSONPatchOperation.add)', found '\(operation.op)'")
            } else if let member = operation.member, patchable.contains(member) {
                object[member] = operation.value
            } else {
                faults.append("expected the path of a member that can change, such as /name, found '\(operation.path)'")
            }
        }
        guard faults.isEmpty else { throw .unreadable(faults) }
        try self.init(object, shapes: MemberShape.ofAudience, required: [])
    }

    private static func object(_ bytes: [UInt8]) throws(EmulatorProblem) -> [String: JSONValue] {
        guard let object = try json(bytes).object else {
            throw .unreadable(["expected an object, found another JSON value"])
        }
        return object
    }

    private static func json(_ bytes: [UInt8]) throws(EmulatorProblem) -> JSONValue {
        do throws(JSONTextError) {
            return try JSONText.decode(bytes)
        } catch {
            throw .unreadable([error.reason])
        }
    }

    private init(
        _ object: [String: JSONValue],
        shapes: [MemberShape.Member],
        required: [String],
        isExternal: Bool = false
    ) throws(EmulatorProblem) {
        var members: [String: JSONValue] = [:]
        var cleared: Set<String> = []
        var faults = required.filter { (object[$0] ?? .null) == .null }.sorted()
            .map { "expected the member '\($0)', found none" }
        for (name, shape) in shapes {
            guard let value = object[name] else { continue }
            if value == .null {
                cleared.insert(name)
            } else if let expected = shape.expectation(on: value) {
                faults.append("expected '\(name)' to be \(expected)")
            } else {
                members[name] = value
            }
        }
        guard faults.isEmpty else { throw .unreadable(faults) }
        // Two names of one thing; live objects carry both.
        if let state = members["lifecycleState"] ?? members["lifecycle"] {
            members["lifecycleState"] = state
            members["lifecycle"] = state
        } else if !cleared.isDisjoint(with: ["lifecycleState", "lifecycle"]) {
            cleared.formUnion(["lifecycleState", "lifecycle"])
        }
        self.members = members
        self.cleared = cleared
        type = object["type"]?.string
        namespace = object["namespace"]?.string
        self.isExternal = isExternal
    }
}

/// What the type of a member must be.
enum MemberShape: Hashable, Sendable {
    case nonEmptyText, text, texts, flag, days, object, policy, evaluation, expression, schema

    typealias Member = (name: String, shape: MemberShape)

    /// The members of a definition that its client owns, in the order in which they are checked.
    static let ofDefinition: [Member] = [
        ("name", .nonEmptyText),
        ("description", .text),
        ("expression", .expression),
        ("schema", .schema),
        ("mergePolicyId", .nonEmptyText),
        ("evaluationInfo", .evaluation),
        ("dataGovernancePolicy", .policy),
        ("lifecycleState", .text),
        ("lifecycle", .text),
        ("ttlInDays", .days),
        ("labels", .texts),
        ("tags", .texts),
        ("ansibleDataModel", .object),
        ("ansibleUiEnabled", .flag),
        ("overridePerformanceWarnings", .flag),
    ]

    /// Those that the view of audiences changes besides. None of them can be set when a definition is made.
    static let ofAudience: [Member] = ofDefinition + [("linkedAudienceRef", .object)]

    /// The members of an audience of another system.
    static let ofExternalAudience: [Member] = [
        ("name", .nonEmptyText),
        ("audienceId", .nonEmptyText),
        ("namespace", .nonEmptyText),
        ("description", .text),
        ("originName", .text),
        ("datasetId", .text),
        ("sourceId", .text),
        ("lifecycleState", .text),
        ("lifecycle", .text),
        ("labels", .texts),
        ("tags", .texts),
        ("audienceMeta", .object),
        ("linkedAudienceRef", .object),
    ]

    /// What was expected, when the value is something else.
    func expectation(on value: JSONValue) -> String? {
        switch self {
        case .nonEmptyText:
            value.string?.isEmpty == false ? nil : "a text that is not empty"
        case .text:
            value.string != nil ? nil : "a text"
        case .texts:
            value.array?.allSatisfy { $0.string != nil } == true ? nil : "a list of texts"
        case .flag:
            value.boolean != nil ? nil : "true or false"
        case .days:
            (value.integer ?? value.string.flatMap { Int64($0) }).map { $0 > 0 } == true
                ? nil : "a number of days above 0"
        case .object:
            value.object != nil ? nil : "an object"
        case .policy:
            value["excludeOptOut"]?.boolean != nil ? nil : "an object with excludeOptOut as true or false"
        case .evaluation:
            Self.isEvaluation(value)
                ? nil : "an object with batch, continuous or synchronous as {enabled: true or false}"
        case .expression:
            ExpressionBody(value) != nil && (value["type"] ?? "PQL").string != nil
                ? nil : "an object with the texts format and value"
        case .schema:
            (value["name"] ?? value["id"])?.string?.isEmpty == false ? nil : "an object with the text name or id"
        }
    }

    private static func isEvaluation(_ value: JSONValue) -> Bool {
        guard let methods = value.object else { return false }
        return methods.allSatisfy { name, method in
            ["batch", "continuous", "synchronous"].contains(name) && method["enabled"]?.boolean != nil
        }
    }
}
