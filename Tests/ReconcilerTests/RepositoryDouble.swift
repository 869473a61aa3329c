import Reconciler
import Segments

/// A sandbox in memory that can be told to fail, and that remembers what was asked of it.
actor RepositoryDouble: SegmentRepository {
    enum Call: Hashable { case list, read, create, update, delete }

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

    var writes: Int { calls[.create, default: 0] + calls[.update, default: 0] + calls[.delete, default: 0] }

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

    func list() throws(RepositoryFailure) -> [ObservedSegment] {
        _ = try count(.list)
        return segments.values.sorted { $0.id < $1.id }
    }

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

    func update(_ id: SegmentID, to draft: SegmentDraft) throws(RepositoryFailure) {
        let trouble = try count(.update)
        guard segments[id] != nil else { throw RepositoryFailure(.refused, "not found") }
        segments[id] = observed(draft, id: id, trouble: trouble)
        try end(trouble)
    }

    func delete(_ id: SegmentID) throws(RepositoryFailure) {
        let trouble = try count(.delete)
        segments[id] = nil
        try end(trouble)
    }

    /// What the service makes of a draft: its own defaults, and JSON where text was sent, as the live one does.
    private func observed(_ draft: SegmentDraft, id: SegmentID, trouble: Trouble?) -> ObservedSegment {
        var evaluation = draft.evaluation ?? EvaluationFlags.batch
        if case .alter? = trouble { evaluation = EvaluationFlags(batch: false, streaming: false, edge: true) }
        return ObservedSegment(
            id: id,
            name: draft.name,
            description: StampedDescription(remote: draft.description.remote),
            expression: SegmentExpression(format: draft.expression.sent.format, value: draft.expression.sent.value),
            schema: draft.schema,
            evaluation: evaluation,
            mergePolicyID: draft.mergePolicyID ?? "mp-1",
            ttlInDays: draft.ttlInDays ?? 30
        )
    }
}
