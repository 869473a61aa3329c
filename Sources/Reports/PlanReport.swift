package import PQLSemantics
package import Reconciler
internal import Segments

/// A plan to show: what JSON writes, and what the text is made from. Version 1 of its shape.
package struct PlanReport: Hashable, Sendable, Codable {
    package enum Verb: String, Hashable, Sendable, Codable, CaseIterable {
        case create, update, adopt, delete, noChange, blocked
    }

    package struct Change: Hashable, Sendable, Codable {
        package let field: ManagedField
        /// nil for a segment that is not there yet.
        package let before: String?
        package let after: String
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
        package let blocks: [Blocked]
        /// The keys of the actions that are done before this one.
        package let after: [String]
    }

    package let version: Int
    package let project: String
    package let sandbox: String
    /// The number of actions of each kind.
    package let summary: [String: Int]
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
        let counted = Dictionary(grouping: actions, by: \.verb).mapValues(\.count)
        summary = Dictionary(uniqueKeysWithValues: Verb.allCases.map { ($0.rawValue, counted[$0] ?? 0) })
    }

    package func count(_ verb: Verb) -> Int { summary[verb.rawValue] ?? 0 }
}

extension PlanReport.Action {
    init(_ action: PlannedAction) {
        key = action.key.text
        name = action.name
        id = action.id?.text
        after = action.after.map(\.text)
        var changes: [PlanReport.Change] = []
        var blocks: [PlanReport.Blocked] = []
        switch action.kind {
        case .create(let desired):
            verb = .create
            changes = PlanReport.Change.all(of: desired)
        case .update(_, _, let differences):
            verb = .update
            changes = differences.map(PlanReport.Change.init)
        case .adopt(_, _, let differences):
            verb = .adopt
            changes = differences.map(PlanReport.Change.init)
        case .delete:
            verb = .delete
        case .noChange:
            verb = .noChange
        case .blocked(let reasons):
            verb = .blocked
            blocks = reasons.map { PlanReport.Blocked(by: $0.by, reason: $0.reason, remedy: $0.remedy) }
        }
        self.changes = changes
        self.blocks = blocks
    }
}

extension PlanReport.Change {
    init(_ change: FieldChange) {
        self.init(
            field: change.field,
            before: change.before,
            after: change.after,
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
            (.protect, desired.protect ? "true" : nil),
        ]
        return fields.compactMap { field, value in
            value.map { PlanReport.Change(field: field, before: nil, after: $0, effect: nil, clauses: []) }
        }
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
