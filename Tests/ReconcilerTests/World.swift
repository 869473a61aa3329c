import PQLSemantics
import Reconciler
import Segments
import Testing

/// Short ways to say what is wanted and what is there.
enum World {
    static func desired(
        _ key: String,
        name: String? = nil,
        description: String? = nil,
        _ rule: String = "person.birthYear = 1980",
        evaluation: EvaluationMethod? = nil,
        mergePolicy: String? = nil,
        ttlInDays: Int64? = nil,
        labels: [String]? = nil,
        tags: [String]? = nil,
        lifecycle: Lifecycle? = nil,
        protect: Bool = false,
        adopt: Bool = false,
        movedFrom: String? = nil
    ) throws -> DesiredSegment {
        DesiredSegment(
            key: try #require(SegmentKey(key)),
            name: name ?? "Segment \(key)",
            description: description,
            expression: Rules.wanted(rule),
            evaluation: evaluation,
            mergePolicy: mergePolicy.map(MergePolicyName.init),
            ttlInDays: ttlInDays,
            labels: labels,
            tags: tags,
            lifecycle: lifecycle,
            protect: protect,
            adopt: adopt,
            movedFrom: try movedFrom.map { try #require(SegmentKey($0)) }
        )
    }

    /// A definition; `key` nil is one without a stamp. `applied` names the fields whose digests the stamp holds, as they
    /// were in `base`, or as they are.
    static func observed(
        _ id: String,
        key: String? = nil,
        project: String = "luma",
        name: String,
        text: String = "",
        _ rule: String = "person.birthYear = 1980",
        evaluation: EvaluationFlags = .batch,
        labels: [String] = [],
        tags: [String] = [],
        lifecycle: Lifecycle = .published,
        protect: Bool = false,
        isSystem: Bool = false,
        applied: [ManagedField] = [],
        base: SegmentContent? = nil,
        builderModel: BuilderModel? = nil
    ) throws -> ObservedSegment {
        let content = SegmentContent(
            name: name,
            description: text,
            expression: Rules.remote(rule),
            evaluation: evaluation,
            mergePolicyID: "mp-1",
            ttlInDays: 30,
            labels: labels,
            tags: tags,
            lifecycle: lifecycle
        )
        let stamp = try key.map {
            OwnershipStamp(
                project: project,
                key: try #require(SegmentKey($0)),
                base: AppliedDigests(applied, of: base ?? content),
                protect: protect
            )
        }
        return ObservedSegment(
            id: SegmentID(id),
            content: content,
            description: StampedDescription(text: text, stamp: stamp),
            builderModel: builderModel,
            isSystem: isSystem,
            lastModifiedBy: "editor@example.com",
            updateTime: 1_700_000_000_000
        )
    }

    static func plan(
        _ desired: [DesiredSegment],
        _ observed: [ObservedSegment] = [],
        options: PlanOptions = PlanOptions(allowEmptyManifests: true),
        policies: [MergePolicy] = RepositoryDouble.policies,
        tags: [Segments.Tag] = RepositoryDouble.knownTags
    ) -> Plan {
        SegmentPlanner(project: "luma", sandbox: "local", options: options).plan(
            desired: desired,
            observed: observed,
            mergePolicies: policies,
            tags: tags
        )
    }

    static func apply(_ plan: Plan, to repository: RepositoryDouble) async -> ApplyResult {
        let current = await Array(repository.segments.values)
        return await PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            .run(plan, current: current)
    }
}

extension PlannedAction {
    /// One word for what it is, for tables.
    var verb: String {
        let word =
            switch kind {
            case .create: "create"
            case .update: "update"
            case .adopt: "adopt"
            case .delete: "delete"
            case .noChange: "noChange"
            case .undecided: "undecided"
            }
        return isBlocked ? "blocked:" + blocks.map(\.by.rawValue).joined(separator: ",") : word
    }
}

extension Plan {
    var verbs: [String: String] {
        Dictionary(uniqueKeysWithValues: actions.map { ($0.key.text, $0.verb) })
    }

    func action(_ key: String) throws -> PlannedAction {
        try #require(actions.first { $0.key.text == key })
    }
}
