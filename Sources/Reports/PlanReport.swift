package import PQLSemantics
package import Reconciler
package import Segments

/// A plan to show: what JSON writes, and what the text is made from. Version 1 of its shape.
package struct PlanReport: Hashable, Sendable, Codable {
    package enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
        case create, update, adopt, delete, noChange
        /// Nobody can tell what is to be done; the blocks say why.
        case undecided
    }

    package struct Change: Hashable, Sendable, Codable {
        package let field: ManagedField
        /// nil for a segment that is not there yet.
        package let before: String?
        package let after: String
        /// Who changed it; nil for a segment that is not there yet.
        package let verdict: FieldVerdict?
        /// What a changed rule does to the set of profiles; nil for other fields and for what cannot be read.
        package let effect: ChangeEffect?
        /// The differences of a changed rule, each at the smallest clause that holds it.
        package let clauses: [Clause]
    }

    /// One difference between two rules.
    package struct Clause: Hashable, Sendable, Codable {
        package let kind: ClauseChange.Kind
        /// The same for the same test before and after a change of its value.
        package let id: String
        /// The clauses around it, from the outside in.
        package let path: [String]
        package let before: String?
        package let after: String?
        /// What this difference alone does to the whole rule.
        package let effect: ChangeEffect
    }

    package struct Blocked: Hashable, Sendable, Codable {
        package let by: Block.Guard
        package let reason: String
        package let remedy: String?
    }

    package struct Action: Hashable, Sendable, Codable {
        package let verb: Verb
        package let key: String
        package let name: String
        package let id: String?
        package let changes: [Change]
        /// The fields that Git and the sandbox both changed to the same.
        package let becameSame: [ManagedField]
        package let effects: [ActionEffect]
        /// The keys of the segments whose changes reach this one through its rule.
        package let changedThrough: [String]
        /// Who wrote the definition last, and when in milliseconds since 1970; nil where it is not there yet.
        package let lastModifiedBy: String?
        package let lastModifiedAt: Int64?
        /// For a delete: the ids of the definitions that use it.
        package let usedBy: [String]
        package let blocks: [Blocked]
        /// The keys of the actions that are done before this one.
        package let after: [String]
    }

    package let version: Int
    package let project: String
    package let sandbox: String
    /// The number of actions of each kind that nothing stands against, and of those that are blocked.
    package let summary: [String: Int]
    /// Why the plan as a whole must not be run.
    package let blocks: [Blocked]
    /// Definitions that no manifest of this project owns; they are left alone.
    package let unowned: Int
    /// What a reader should know besides the actions.
    package let notes: [String]
    package let actions: [Action]

    package init(_ plan: Plan) {
        version = 1
        project = plan.project
        sandbox = plan.sandbox
        unowned = plan.unownedCount
        notes = plan.notes
        actions = plan.actions.map(Action.init)
        blocks = plan.blocks.map(Blocked.init)
        let counted = Dictionary(grouping: actions.filter(\.blocks.isEmpty), by: \.verb).mapValues(\.count)
        var summary = Dictionary(uniqueKeysWithValues: Verb.allCases.map { ($0.rawValue, counted[$0] ?? 0) })
        summary[Verb.noChange.rawValue, default: 0] += plan.unlistedCount
        summary["blocked"] = plan.blocked.count
        self.summary = summary
    }

    package var blockedCount: Int { summary["blocked"] ?? 0 }

    package func count(_ verb: Verb) -> Int { summary[verb.rawValue] ?? 0 }
}

extension PlanReport.Action {
    package init(_ action: PlannedAction) {
        key = action.key.text
        name = action.name
        id = action.id?.text
        after = action.after.map(\.text)
        becameSame = action.becameSame
        effects = action.effects
        changedThrough = action.changedThrough.map(\.text)
        lastModifiedBy = action.observed?.lastModifiedBy
        lastModifiedAt = action.observed?.updateTime
        usedBy = action.usedBy.map(\.text)
        blocks = action.blocks.map(PlanReport.Blocked.init)
        switch action.kind {
        case .create(let desired):
            verb = .create
            changes = PlanReport.Change.all(of: desired)
        case .update:
            verb = .update
            changes = action.changes.map(PlanReport.Change.init)
        case .adopt:
            verb = .adopt
            changes = action.changes.map(PlanReport.Change.init)
        case .delete:
            verb = .delete
            changes = []
        case .noChange:
            verb = .noChange
            changes = []
        case .undecided:
            verb = .undecided
            changes = []
        }
    }
}

extension PlanReport.Blocked {
    init(_ block: Block) {
        self.init(by: block.by, reason: block.reason, remedy: block.remedy)
    }
}

extension PlanReport.Change {
    init(_ change: FieldChange) {
        self.init(
            field: change.field,
            before: change.before,
            after: change.after,
            verdict: change.verdict,
            effect: change.rule?.effect,
            clauses: change.rule?.clauses.map(PlanReport.Clause.init) ?? []
        )
    }

    /// Every field that a new segment's manifest names.
    static func all(of desired: DesiredSegment) -> [PlanReport.Change] {
        let fields: [(ManagedField, String?)] = [
            (.description, desired.description),
            (.expression, desired.expression.text),
            (.schema, desired.schema == DesiredSegment.defaultSchema ? nil : desired.schema),
            (.evaluation, desired.evaluation?.rawValue),
            (.mergePolicy, desired.mergePolicy?.text),
            (.ttlInDays, desired.ttlInDays.map(String.init)),
            (.labels, desired.labels.map(Self.list)),
            (.tags, desired.tags.map(Self.list)),
            (.lifecycle, desired.lifecycle?.text),
            (.protect, desired.protect ? "true" : nil),
        ]
        return fields.compactMap { field, value in
            value.map {
                PlanReport.Change(field: field, before: nil, after: $0, verdict: nil, effect: nil, clauses: [])
            }
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
    }
}

extension PlanReport.Clause {
    init(_ change: ClauseChange) {
        self.init(
            kind: change.kind,
            id: change.id.description,
            path: change.path,
            before: change.old,
            after: change.new,
            effect: change.effect
        )
    }
}
