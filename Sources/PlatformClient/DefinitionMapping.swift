internal import JSONTree
internal import PlatformAPI
internal import Reconciler
internal import Segments

/// Segment definitions of the wire to those of the domain and back.
enum DefinitionMapping {
    /// What a client can set and a manifest cannot name.
    private static let unmanaged: Set<String> = [
        "ansibleUiEnabled", "dataGovernancePolicy", "overridePerformanceWarnings",
    ]

    /// What is sent for a draft: every managed field that has a value, the rule as PQL text where text can say it.
    static func body(of draft: SegmentDraft) -> DefinitionBody {
        var body = DefinitionBody(members: draft.unmanaged.map { object($0.json) } ?? [:])
        body.name = draft.name
        body.description = draft.description.remote
        let sent = draft.expression.sent
        body.expression = ExpressionBody(format: sent.format, value: sent.value)
        body.schemaName = draft.schema
        body.evaluation = draft.evaluation.map {
            EvaluationBody(batch: $0.batch, continuous: $0.streaming, synchronous: $0.edge)
        }
        body.mergePolicyID = draft.mergePolicyID
        body.ttlInDays = draft.ttlInDays
        if let labels = draft.labels { body.labels = labels }
        if let tags = draft.tags { body.tags = tags }
        body.lifecycle = draft.lifecycle?.text
        switch draft.builderModel {
        case .none: break
        case .keep(let model): body.builderModel = .object(object(model.json))
        case .drop: body.builderModel = .null
        }
        return body
    }

    /// What was read from the service as an object is one.
    private static func object(_ json: String) -> [String: JSONValue] {
        guard let members = try? JSONText.decode(json).object else {
            preconditionFailure("what was read as a JSON object is one")
        }
        return members
    }

    /// One operation for each field that changes; the description goes first, with the stamp.
    static func operations(of change: AudienceChange) -> JSONPatchBody {
        let texts = { (items: [String]) in JSONValue.array(items.map(JSONValue.string)) }
        var operations = [JSONPatchOperation(member: "description", value: .string(change.description.remote))]
        if let labels = change.labels { operations.append(JSONPatchOperation(member: "labels", value: texts(labels))) }
        if let tags = change.tags { operations.append(JSONPatchOperation(member: "tags", value: texts(tags))) }
        if let lifecycle = change.lifecycle {
            operations.append(JSONPatchOperation(member: "lifecycleState", value: .string(lifecycle.text)))
        }
        return JSONPatchBody(operations)
    }

    /// Takes what the service answered.
    ///
    /// A definition without id, name or expression is a failure that names it; one of the platform's own may lack its
    /// expression, which nobody compares.
    static func segment(_ body: DefinitionBody) throws(RepositoryFailure) -> ObservedSegment {
        guard let id = body.id, !id.isEmpty else {
            let object = body.name.map { FailureWording.quoted($0) } ?? "without name"
            throw FailureWording.brokenDefinition(object, lacks: "id")
        }
        guard let name = body.name else {
            throw FailureWording.brokenDefinition(FailureWording.quoted(id), lacks: "name")
        }
        guard let expression = body.expression ?? (body.isSystem ? ExpressionBody(format: "", value: "") : nil) else {
            let object = "\(FailureWording.quoted(name)) (id \(FailureWording.quoted(id)))"
            throw FailureWording.brokenDefinition(object, lacks: "expression")
        }
        let description = StampedDescription(remote: body.description ?? "")
        return ObservedSegment(
            id: SegmentID(id),
            content: SegmentContent(
                name: name,
                description: description.text,
                expression: SegmentExpression(format: expression.format, value: expression.value),
                // A schema may be named by its id instead. Where neither is answered the empty name equals no
                // manifest's.
                schema: body.schemaName ?? body["schema"]?["id"]?.string ?? "",
                // Without evaluation info the service evaluates in batch.
                evaluation: body.evaluation.map {
                    EvaluationFlags(batch: $0.batch, streaming: $0.continuous, edge: $0.synchronous)
                } ?? EvaluationFlags.batch,
                mergePolicyID: body.mergePolicyID,
                ttlInDays: body.ttlInDays,
                labels: body.labels,
                tags: body.tags.filter { !Tag.isSystem($0) },
                // Without a state a definition is in use.
                lifecycle: body.lifecycle.map(Lifecycle.init) ?? .published
            ),
            description: description,
            systemTags: body.tags.filter(Tag.isSystem),
            builderModel: body.builderModel.flatMap {
                $0.object == nil ? nil : BuilderModel(json: JSONText.encode($0))
            },
            unmanaged: unmanagedMembers(of: body),
            isSystem: body.isSystem,
            lastModifiedBy: body.lastModifiedBy,
            updateTime: body.updateTime,
            etag: body.etag
        )
    }

    /// Takes what the list of audiences answered; one without id or name is a failure that names it.
    static func audience(_ body: DefinitionBody) throws(RepositoryFailure) -> Audience {
        guard let id = body.id, !id.isEmpty else {
            let object = body.name.map { FailureWording.quoted($0) } ?? "without name"
            throw FailureWording.brokenAudience(object, lacks: "id")
        }
        guard let name = body.name else {
            throw FailureWording.brokenAudience(FailureWording.quoted(id), lacks: "name")
        }
        return Audience(
            id: SegmentID(id),
            name: name,
            type: body.type,
            labels: body.labels,
            tags: body.tags.filter { !Tag.isSystem($0) },
            lifecycle: body.lifecycle.map(Lifecycle.init) ?? .published,
            folderID: body.audienceFolderID
        )
    }

    /// All of them, or the failure of the first that cannot be read.
    static func audiences(_ bodies: [DefinitionBody]) throws(RepositoryFailure) -> [Audience] {
        var audiences: [Audience] = []
        audiences.reserveCapacity(bodies.count)
        for body in bodies { audiences.append(try audience(body)) }
        return audiences
    }

    private static func unmanagedMembers(of body: DefinitionBody) -> UnmanagedMembers? {
        let members = body.members.filter { unmanaged.contains($0.key) && $0.value != .null }
        return members.isEmpty ? nil : UnmanagedMembers(json: JSONText.encode(.object(members)))
    }

    /// All of them, or the failure of the first that cannot be read.
    static func segments(_ bodies: [DefinitionBody]) throws(RepositoryFailure) -> [ObservedSegment] {
        var segments: [ObservedSegment] = []
        segments.reserveCapacity(bodies.count)
        for body in bodies { segments.append(try segment(body)) }
        return segments
    }

    static func mergePolicy(_ policy: MergePolicyPage.Policy) -> MergePolicy {
        MergePolicy(
            id: policy.id,
            // A policy without a name can be chosen by its id alone.
            name: policy.name ?? policy.id,
            schema: policy.schema?.name ?? "",
            isDefault: policy.default ?? false,
            isActiveOnEdge: policy.isActiveOnEdge
        )
    }
}
