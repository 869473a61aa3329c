import Reconciler
import Segments

/// A sandbox in memory that can be told to fail, and that remembers what was asked of it.
actor RepositoryDouble: SegmentRepository {
    enum Call: Hashable { case list, read, create, update, change, delete }

    /// What the n-th call of a kind does instead of working.
    enum Trouble {
        case refuse, unavailable
        /// The change is made, the answer is lost.
        case loseAnswer
        /// The change is not made, and nobody can tell.
        case loseRequest
        /// The change is made, but to something else than was sent.
        case alter
        /// The definition is made, but not seen by the next read.
        case hideOnce
    }

    static let policies = [
        MergePolicy(id: "mp-1", name: "Default Timebased", schema: "_xdm.context.profile", isDefault: true),
        MergePolicy(id: "mp-2", name: "Default Timebased", schema: "_xdm.context.segmentdefinition", isDefault: true),
        MergePolicy(id: "mp-3", name: "Strict", schema: "_xdm.context.profile", isDefault: false),
    ]

    static let knownTags = [
        Tag(id: "t-1", name: "loyalty"), Tag(id: "t-2", name: "Summer"), Tag(id: "t-3", name: "VIP"),
    ]

    private(set) var segments: [SegmentID: ObservedSegment] = [:]
    private(set) var calls: [Call: Int] = [:]
    private var troubles: [Call: [Int: Trouble]] = [:]
    private var hidden: Set<SegmentID> = []
    private var nextID: Int

    init(_ segments: [ObservedSegment] = []) {
        // Far from the ids of definitions that came from another double.
        nextID = segments.count * 1000 + 1
        for segment in segments { self.segments[segment.id] = segment }
    }

    var writes: Int { [Call.create, .update, .change, .delete].map { calls[$0, default: 0] }.reduce(0, +) }

    func fail(_ call: Call, number: Int, with trouble: Trouble) {
        troubles[call, default: [:]][number] = trouble
    }

    func put(_ segment: ObservedSegment) {
        segments[segment.id] = segment
    }

    private func count(_ call: Call) throws(RepositoryFailure) -> Trouble? {
        calls[call, default: 0] += 1
        let trouble = troubles[call]?[calls[call, default: 0]]
        switch trouble {
        case .refuse: throw RepositoryFailure(.refused, "refused")
        case .unavailable: throw RepositoryFailure(.unavailable, "unavailable")
        case .loseRequest: throw RepositoryFailure(.unclear, "lost")
        case .loseAnswer, .alter, .hideOnce, nil: return trouble
        }
    }

    private func end(_ trouble: Trouble?) throws(RepositoryFailure) {
        if case .loseAnswer? = trouble { throw RepositoryFailure(.unclear, "lost") }
    }

    func list() throws(RepositoryFailure) -> SegmentList {
        _ = try count(.list)
        return SegmentList(segments.values.sorted { $0.id < $1.id }, statedCount: segments.count)
    }

    func audienceCount() throws(RepositoryFailure) -> Int { segments.count }

    func isProduction() throws(RepositoryFailure) -> Bool { false }

    func tags() throws(RepositoryFailure) -> [Tag] { Self.knownTags }

    func mergePolicies() throws(RepositoryFailure) -> [MergePolicy] { Self.policies }

    func read(_ id: SegmentID) throws(RepositoryFailure) -> ObservedSegment? {
        _ = try count(.read)
        if hidden.remove(id) != nil { return nil }
        return segments[id]
    }

    func create(_ draft: SegmentDraft) throws(RepositoryFailure) -> SegmentID {
        let trouble = try count(.create)
        if segments.values.contains(where: { $0.content.name == draft.name }) {
            throw RepositoryFailure(.nameTaken, "the name is taken")
        }
        let id = SegmentID("id-\(nextID)")
        nextID += 1
        segments[id] = observed(draft, id: id, trouble: trouble)
        if case .hideOnce? = trouble { hidden.insert(id) }
        try end(trouble)
        return id
    }

    func update(_ id: SegmentID, to draft: SegmentDraft, etag: String?) throws(RepositoryFailure) {
        let trouble = try count(.update)
        guard let before = segments[id] else { throw RepositoryFailure(.refused, "not found") }
        guard etag == nil || etag == before.etag else { throw RepositoryFailure(.changedMeanwhile, "changed") }
        segments[id] = observed(draft, id: id, before: before, trouble: trouble)
        try end(trouble)
    }

    func change(_ id: SegmentID, _ change: AudienceChange, etag: String?) throws(RepositoryFailure) {
        let trouble = try count(.change)
        guard let before = segments[id] else { throw RepositoryFailure(.refused, "not found") }
        guard etag == nil || etag == before.etag else { throw RepositoryFailure(.changedMeanwhile, "changed") }
        var content = before.content
        let description = StampedDescription(remote: change.description.remote)
        content.description = description.text
        if let labels = change.labels { content.labels = labels }
        if let tags = change.tags { content.tags = tags.filter { !Tag.isSystem($0) } }
        if let lifecycle = change.lifecycle { content.lifecycle = lifecycle }
        segments[id] = ObservedSegment(
            id: id,
            content: content,
            description: description,
            systemTags: change.tags?.filter(Tag.isSystem) ?? before.systemTags,
            builderModel: before.builderModel,
            etag: nextTag()
        )
        try end(trouble)
    }

    func delete(_ id: SegmentID, etag: String?) throws(RepositoryFailure) {
        let trouble = try count(.delete)
        segments[id] = nil
        try end(trouble)
    }

    private func nextTag() -> String {
        nextID += 1
        return "etag-\(nextID)"
    }

    /// What the service makes of a draft: its own defaults, JSON where text was sent, as the live one does, and for an
    /// overwrite nothing that was not sent.
    private func observed(
        _ draft: SegmentDraft,
        id: SegmentID,
        before: ObservedSegment? = nil,
        trouble: Trouble?
    ) -> ObservedSegment {
        var evaluation = draft.evaluation ?? EvaluationFlags.batch
        if case .alter? = trouble { evaluation = EvaluationFlags(batch: false, streaming: false, edge: true) }
        let tags = draft.tags ?? []
        let model: BuilderModel? =
            switch draft.builderModel {
            case .keep(let model): model
            case .none, .drop: nil
            }
        let description = StampedDescription(remote: draft.description.remote)
        return ObservedSegment(
            id: id,
            content: SegmentContent(
                name: draft.name,
                description: description.text,
                expression: SegmentExpression(format: draft.expression.sent.format, value: draft.expression.sent.value),
                schema: draft.schema,
                evaluation: evaluation,
                mergePolicyID: draft.mergePolicyID ?? "mp-1",
                ttlInDays: draft.ttlInDays ?? 30,
                labels: draft.labels ?? [],
                tags: tags.filter { !Tag.isSystem($0) },
                lifecycle: draft.lifecycle ?? .published
            ),
            description: description,
            systemTags: tags.filter(Tag.isSystem),
            builderModel: model,
            etag: nextTag()
        )
    }
}
