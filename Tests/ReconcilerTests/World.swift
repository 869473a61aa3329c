import PQLSemantics
import PQLSyntax
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
        protect: Bool = false,
        adopt: Bool = false
    ) throws -> DesiredSegment {
        DesiredSegment(
            key: try #require(SegmentKey(key)),
            name: name ?? "Segment \(key)",
            description: description,
            expression: SegmentExpression(PQLParser.parse(rule).tree),
            evaluation: evaluation,
            mergePolicy: mergePolicy.map(MergePolicyName.init),
            ttlInDays: ttlInDays,
            protect: protect,
            adopt: adopt
        )
    }

    /// A definition; `key` nil is one without a stamp.
    static func observed(
        _ id: String,
        key: String? = nil,
        project: String = "luma",
        name: String,
        text: String = "",
        _ rule: String = "person.birthYear = 1980",
        protect: Bool = false,
        isSystem: Bool = false
    ) throws -> ObservedSegment {
        let stamp = try key.map {
            OwnershipStamp(project: project, key: try #require(SegmentKey($0)), protect: protect)
        }
        return ObservedSegment(
            id: SegmentID(id),
            name: name,
            description: StampedDescription(text: text, stamp: stamp),
            expression: SegmentExpression(format: "pql/text", value: rule),
            schema: DesiredSegment.defaultSchema,
            evaluation: EvaluationFlags.batch,
            mergePolicyID: "mp-1",
            ttlInDays: 30,
            isSystem: isSystem
        )
    }

    static func plan(
        _ desired: [DesiredSegment],
        _ observed: [ObservedSegment] = [],
        options: PlanOptions = PlanOptions()
    ) -> Plan {
        SegmentPlanner(project: "luma", sandbox: "local", options: options).plan(
            desired: desired,
            observed: observed,
            mergePolicies: RepositoryDouble.policies
        )
    }

    static func apply(_ plan: Plan, to repository: RepositoryDouble) async -> ApplyResult {
        await PlanExecutor(repository: repository, pause: { _ in }).run(plan)
    }
}

extension PlannedAction {
    /// One word for what it is, for tables.
    var verb: String {
        switch kind {
        case .create: "create"
        case .update: "update"
        case .adopt: "adopt"
        case .delete: "delete"
        case .noChange: "noChange"
        case .blocked(let blocks): "blocked:" + blocks.map(\.by.rawValue).joined(separator: ",")
        }
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
