import PQLSemantics
import PQLSyntax
import Reconciler
import Segments

/// A sandbox in memory that keeps the service's rules, can be told to fail, and remembers what was asked of it.
actor RepositoryDouble: SegmentRepository {
    enum Call: Hashable, CaseIterable {
        case list, read, create, update, change, delete

        static let writes: [Call] = [.create, .update, .change, .delete]
    }

    /// What the n-th call of a kind does instead of working.
    enum Trouble: Hashable, CaseIterable {
        case refuse, unavailable
        /// The change is made, the answer is lost.
        case loseAnswer
        /// The change is not made, and nobody can tell.
        case loseRequest
        /// The change is made, but to something else than was sent.
        case alter
        /// The definition is not seen by the next read.
        case hideOnce
        /// The caller dies before the request is taken, or after, and asks nothing more.
        case killBefore, killAfter
    }

    static let policies = [
        MergePolicy(id: "mp-1", name: "Default Timebased", schema: "_xdm.context.profile", isDefault: true),
        MergePolicy(id: "mp-2", name: "Default Timebased", schema: "_xdm.context.segmentdefinition", isDefault: true),
        MergePolicy(id: "mp-3", name: "Strict", schema: "_xdm.context.profile", isDefault: false),
        MergePolicy(id: "mp-4", name: "Private", schema: "_xdm.context.profile", isDefault: false),
    ]

    static let knownTags = [
        Tag(id: "t-1", name: "loyalty"), Tag(id: "t-2", name: "Summer"), Tag(id: "t-3", name: "VIP"),
    ]

    private(set) var segments: [SegmentID: ObservedSegment] = [:]
    private(set) var calls: [Call: Int] = [:]
    /// Kinds of all writes that were asked for, in order.
    private(set) var log: [Call] = []
    private var troubles: [Call: [Int: Trouble]] = [:]
    private var troublesOfWrites: [Int: Trouble] = [:]
    private var editsBefore: [Int: ObservedSegment] = [:]
    private var removals: [Int: SegmentID] = [:]
    private var editsAfter: [Int: ObservedSegment] = [:]
    private var hidden: Set<SegmentID> = []
    private var listsUntilSeen: [SegmentID: Int] = [:]
    private var stale: [SegmentID: (segment: ObservedSegment?, reads: Int)] = [:]
    private var isDead = false
    private var changes: Int
    private let manners: ServiceManners
    private let actor: String

    init(_ segments: [ObservedSegment] = [], manners: ServiceManners = ServiceManners(), actor: String = "segsync") {
        // Far from the ids of definitions that came from another double.
        changes = segments.count * 1000
        self.manners = manners
        self.actor = actor
        for segment in segments { self.segments[segment.id] = segment }
    }

    var writes: Int { Call.writes.map { calls[$0, default: 0] }.reduce(0, +) }

    func fail(_ call: Call, number: Int, with trouble: Trouble) {
        troubles[call, default: [:]][number] = trouble
    }

    /// The same for the n-th write of any kind.
    func fail(write number: Int, with trouble: Trouble) {
        troublesOfWrites[number] = trouble
    }

    /// Somebody else's edit.
    func put(_ segment: ObservedSegment) {
        segments[segment.id] = segment
    }

    /// The same just before the n-th write of any kind.
    func put(_ segment: ObservedSegment, beforeWrite number: Int) {
        editsBefore[number] = segment
    }

    /// The same just after it.
    func put(_ segment: ObservedSegment, afterWrite number: Int) {
        editsAfter[number] = segment
    }

    /// The next reads do not see a definition, which is there and listed.
    func hide(_ id: SegmentID, fromReads reads: Int) {
        stale[id] = (nil, reads)
    }

    /// Somebody deletes a definition just before the n-th write.
    func remove(_ id: SegmentID, beforeWrite number: Int) {
        removals[number] = id
    }

    // MARK: Reading

    func list() throws(RepositoryFailure) -> SegmentList {
        _ = try begin(.list)
        let unseen = Set(listsUntilSeen.keys)
        listsUntilSeen = listsUntilSeen.mapValues { $0 - 1 }.filter { $0.value > 0 }
        let seen = segments.values.filter { !unseen.contains($0.id) }.sorted { $0.id < $1.id }
        return SegmentList(seen, statedCount: manners.countsWhatItLists ? seen.count : segments.count)
    }

    func audienceCount() throws(RepositoryFailure) -> Int { segments.count }

    func isProduction() throws(RepositoryFailure) -> Bool { false }

    func tags() throws(RepositoryFailure) -> [Tag] { Self.knownTags }

    func mergePolicies() throws(RepositoryFailure) -> [MergePolicy] { Self.policies }

    func read(_ id: SegmentID) throws(RepositoryFailure) -> ObservedSegment? {
        _ = try begin(.read)
        if hidden.remove(id) != nil { return nil }
        if let old = stale[id] {
            stale[id] = old.reads > 1 ? (old.segment, old.reads - 1) : nil
            return old.segment
        }
        return segments[id]
    }

    // MARK: Writing

    func create(_ draft: SegmentDraft) throws(RepositoryFailure) -> SegmentID {
        let trouble = try begin(.create)
        if manners.keepsNamesApart, segments.values.contains(where: { $0.content.name == draft.name }) {
            throw RepositoryFailure(.nameTaken, "the name is taken")
        }
        if manners.audienceFieldsOfCreate == .refused, draft.labels != nil || draft.tags != nil {
            throw RepositoryFailure(.refused, "labels and tags are not taken here")
        }
        changes += 1
        // By name, so that two runs to the same end make the same ids.
        let named = SegmentID("id-of-\(draft.name)".replacing(" ", with: "-"))
        let id = segments[named] == nil ? named : SegmentID("\(named)-\(changes)")
        let segment = created(draft, id: id)
        try checkPublishing(segment)
        store(segment, trouble)
        if manners.listsLate > 0 { listsUntilSeen[id] = manners.listsLate }
        try end(trouble)
        return id
    }

    func update(_ id: SegmentID, to draft: SegmentDraft, etag: String?) throws(RepositoryFailure) {
        let trouble = try begin(.update)
        let before = try precondition(id, etag)
        let holders = segments.values.filter { $0.content.name == draft.name && $0.id != id }
        if manners.keepsNamesApart, !holders.isEmpty { throw RepositoryFailure(.nameTaken, "the name is taken") }
        let after = overwritten(before, with: draft)
        try checkWay(from: before, to: after)
        store(after, trouble)
        try end(trouble)
    }

    func change(_ id: SegmentID, _ change: AudienceChange, etag: String?) throws(RepositoryFailure) {
        let trouble = try begin(.change)
        let before = try precondition(id, etag)
        let after = changed(before, change)
        try checkWay(from: before, to: after)
        store(after, trouble)
        try end(trouble)
    }

    func delete(_ id: SegmentID, etag: String?) throws(RepositoryFailure) {
        let trouble = try begin(.delete)
        // What is not there counts as deleted.
        if segments[id] != nil {
            _ = try precondition(id, etag)
            if manners.refusesDeletingUsed, isUsed(id) { throw RepositoryFailure(.refused, "it is used") }
        }
        if manners.readsLate > 0 { stale[id] = (segments[id], manners.readsLate) }
        segments[id] = nil
        try end(trouble)
    }

    // MARK: Troubles

    private func begin(_ call: Call) throws(RepositoryFailure) -> Trouble? {
        guard !isDead else { throw RepositoryFailure(.unavailable, "nobody is there") }
        calls[call, default: 0] += 1
        var trouble = troubles[call]?[calls[call, default: 0]]
        if Call.writes.contains(call) {
            log.append(call)
            trouble = trouble ?? troublesOfWrites[log.count]
            if let segment = editsBefore[log.count] { put(segment) }
            if let id = removals[log.count] { segments[id] = nil }
        }
        switch trouble {
        case .refuse: throw RepositoryFailure(.refused, "refused")
        case .unavailable: throw RepositoryFailure(.unavailable, "unavailable")
        case .loseRequest: throw RepositoryFailure(.unclear, "lost")
        case .killBefore:
            isDead = true
            throw RepositoryFailure(.unavailable, "nobody is there")
        case .loseAnswer, .alter, .hideOnce, .killAfter, nil: return trouble
        }
    }

    private func end(_ trouble: Trouble?) throws(RepositoryFailure) {
        if let segment = editsAfter[log.count] { put(segment) }
        switch trouble {
        case .loseAnswer: throw RepositoryFailure(.unclear, "lost")
        case .killAfter:
            isDead = true
            throw RepositoryFailure(.unavailable, "nobody is there")
        case .refuse, .unavailable, .loseRequest, .alter, .hideOnce, .killBefore, nil: break
        }
    }

    private func precondition(_ id: SegmentID, _ etag: String?) throws(RepositoryFailure) -> ObservedSegment {
        guard let before = segments[id] else { throw RepositoryFailure(.refused, "not found") }
        if manners.honoursETags, let etag, etag != before.etag {
            throw RepositoryFailure(.changedMeanwhile, "the definition was changed meanwhile")
        }
        return before
    }

    private func checkWay(from before: ObservedSegment, to after: ObservedSegment) throws(RepositoryFailure) {
        guard manners.refusesLifecycleWays, before.content.lifecycle != after.content.lifecycle else { return }
        guard before.content.lifecycle.leads(to: after.content.lifecycle) else {
            throw RepositoryFailure(.refused, "no such way of lifecycle")
        }
        if before.content.lifecycle == .published, isUsed(before.id) {
            throw RepositoryFailure(.refused, "what is used stays published")
        }
        try checkPublishing(after)
    }

    private func checkPublishing(_ segment: ObservedSegment) throws(RepositoryFailure) {
        guard manners.refusesLifecycleWays, segment.content.lifecycle == .published else { return }
        let drafts = segment.content.expression.referencedIDs.filter { segments[$0]?.content.lifecycle == .draft }
        if !drafts.isEmpty { throw RepositoryFailure(.refused, "what it uses is a draft") }
    }

    private func isUsed(_ id: SegmentID) -> Bool {
        segments.values.contains { $0.id != id && $0.content.expression.referencedIDs.contains(id) }
    }

    private func store(_ segment: ObservedSegment, _ trouble: Trouble?) {
        if manners.readsLate > 0 { stale[segment.id] = (segments[segment.id], manners.readsLate) }
        var segment = segment
        if trouble == .alter {
            var content = segment.content
            content.evaluation = EvaluationFlags(batch: false, streaming: false, edge: true)
            segment = segment.with(content, etag: segment.etag)
        }
        if trouble == .hideOnce { hidden.insert(segment.id) }
        segments[segment.id] = segment
    }

    // MARK: What the service makes of it

    private func nextTag() -> String {
        changes += 1
        return "etag-\(changes)"
    }

    private func answered(_ expression: SegmentExpression) -> SegmentExpression {
        let sent = expression.sent
        guard manners.answersJSON, let tree = expression.tree, let json = try? PQLForm.json.write(tree) else {
            return Rules.remote(format: sent.format, sent.value)
        }
        return Rules.remote(format: PQLForm.json.rawValue, json)
    }

    /// What a definition says that nobody set otherwise.
    private static let defaults = UnmanagedMembers(json: #"{"dataGovernancePolicy":{"excludeOptOut":true}}"#)

    private func taken(_ description: StampedDescription) -> StampedDescription {
        StampedDescription(remote: manners.losesStamps ? description.text : description.remote)
    }

    private func evaluation(_ flags: EvaluationFlags) -> EvaluationFlags { manners.downgrades ? .batch : flags }

    private func created(_ draft: SegmentDraft, id: SegmentID) -> ObservedSegment {
        let takes = manners.audienceFieldsOfCreate == .taken
        let tags = takes ? draft.tags ?? [] : []
        let description = taken(draft.description)
        return ObservedSegment(
            id: id,
            content: SegmentContent(
                name: draft.name,
                description: description.text,
                expression: answered(draft.expression),
                schema: draft.schema,
                evaluation: evaluation(draft.evaluation ?? .batch),
                mergePolicyID: draft.mergePolicyID ?? "mp-1",
                ttlInDays: draft.ttlInDays ?? 30,
                labels: takes ? draft.labels ?? [] : [],
                tags: tags.filter { !Tag.isSystem($0) },
                lifecycle: manners.ignoresLifecycleOfCreate ? .published : draft.lifecycle ?? .published
            ),
            description: description,
            systemTags: tags.filter(Tag.isSystem),
            builderModel: draft.builderModel.kept,
            unmanaged: Self.defaults,
            lastModifiedBy: actor,
            updateTime: Int64(changes),
            etag: nextTag()
        )
    }

    private func overwritten(_ before: ObservedSegment, with draft: SegmentDraft) -> ObservedSegment {
        let keeps = manners.omitted == .kept
        let old = before.content
        let tags = draft.tags ?? (keeps ? old.tags + before.systemTags : [])
        let model: BuilderModel? =
            switch draft.builderModel {
            case .keep(let model): manners.dropsModels ? nil : model
            case .drop: manners.keepsModels ? before.builderModel : nil
            case .none: keeps ? before.builderModel : nil
            }
        let description = taken(draft.description)
        return ObservedSegment(
            id: before.id,
            content: SegmentContent(
                name: draft.name,
                description: description.text,
                expression: answered(draft.expression),
                schema: draft.schema,
                evaluation: evaluation(draft.evaluation ?? (keeps ? old.evaluation : .batch)),
                mergePolicyID: draft.mergePolicyID ?? (keeps ? old.mergePolicyID : "mp-1"),
                ttlInDays: draft.ttlInDays ?? (keeps ? old.ttlInDays : 30),
                labels: manners.losesLabels ? [] : draft.labels ?? (keeps ? old.labels : []),
                tags: tags.filter { !Tag.isSystem($0) },
                lifecycle: draft.lifecycle ?? (keeps ? old.lifecycle : .published)
            ),
            description: description,
            systemTags: tags.filter(Tag.isSystem),
            builderModel: model,
            unmanaged: manners.omitted == .cleared
                ? draft.unmanaged ?? Self.defaults : draft.unmanaged ?? before.unmanaged,
            lastModifiedBy: actor,
            updateTime: Int64(changes),
            etag: nextTag()
        )
    }

    private func changed(_ before: ObservedSegment, _ change: AudienceChange) -> ObservedSegment {
        var content = before.content
        let description = taken(change.description)
        if let labels = change.labels { content.labels = labels }
        if let tags = change.tags { content.tags = tags.filter { !Tag.isSystem($0) } }
        if let lifecycle = change.lifecycle { content.lifecycle = lifecycle }
        content.evaluation = evaluation(content.evaluation)
        return ObservedSegment(
            id: before.id,
            content: content,
            description: description,
            systemTags: change.tags?.filter(Tag.isSystem) ?? before.systemTags,
            builderModel: before.builderModel,
            unmanaged: before.unmanaged,
            lastModifiedBy: actor,
            updateTime: Int64(changes),
            etag: nextTag()
        )
    }
}

extension SegmentDraft.BuilderModelPart {
    fileprivate var kept: BuilderModel? { if case .keep(let model) = self { model } else { nil } }
}

extension ObservedSegment {
    /// The same definition with another content, as somebody else's edit leaves it.
    func with(_ content: SegmentContent, by editor: String? = nil, etag: String?) -> ObservedSegment {
        ObservedSegment(
            id: id,
            content: content,
            description: StampedDescription(text: content.description, stamp: stamp),
            systemTags: systemTags,
            builderModel: builderModel,
            unmanaged: unmanaged,
            isSystem: isSystem,
            lastModifiedBy: editor ?? lastModifiedBy,
            updateTime: updateTime,
            etag: etag
        )
    }
}
