package import Segments

/// One action of a plan as files keep it: version 1 of its shape.
package struct PlannedActionRecord: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case create, update, adopt, delete, noChange
    }

    /// A definition as the plan saw it: what must still be so when the action is run.
    package struct Seen: Hashable, Sendable, Codable {
        /// `Fingerprint` of the definition.
        package let fingerprint: String
        package let definition: ObservedRecord

        init(_ segment: ObservedSegment) {
            fingerprint = Fingerprint(segment).text
            definition = ObservedRecord(segment)
        }

        func segment() throws(RecordFailure) -> ObservedSegment {
            let segment = try definition.segment()
            let actual = Fingerprint(segment)
            guard actual.text == fingerprint else {
                throw RecordFailure(
                    "definition \(segment.id) has fingerprint '\(actual)', expected '\(fingerprint)'"
                )
            }
            return segment
        }
    }

    /// A field that differs, in the words of the plan.
    package struct Change: Hashable, Sendable, Codable {
        package let field: ManagedField
        package let before: String
        package let after: String
        package let verdict: FieldVerdict

        init(_ change: FieldChange) {
            field = change.field
            before = change.before
            after = change.after
            verdict = change.verdict
        }
    }

    package let key: String
    package let name: String
    package let kind: Kind
    /// For all but `create`.
    package let seen: Seen?
    /// The whole that shall be, for `create`, `update` and `adopt`.
    package let desired: DesiredRecord?
    package let changes: [Change]
    package let becameSame: [ManagedField]
    package let effects: [ActionEffect]
    /// Keys.
    package let changedThrough: [String]
    /// Ids.
    package let usedBy: [String]
    /// The keys of the actions that are done before.
    package let after: [String]

    init(_ action: PlannedAction) {
        key = action.key.text
        name = action.name
        kind =
            switch action.kind {
            case .create: .create
            case .update: .update
            case .adopt: .adopt
            case .delete: .delete
            case .noChange: .noChange
            case .undecided: preconditionFailure("a plan that no guard refuses decides everything")
            }
        seen = action.observed.map(Seen.init)
        desired = action.desired.map(DesiredRecord.init)
        changes = action.changes.map(Change.init)
        becameSame = action.becameSame
        effects = action.effects
        changedThrough = action.changedThrough.map(\.text)
        usedBy = action.usedBy.map(\.text)
        after = action.after.map(\.text)
    }

    /// The action as the file tells it.
    func action() throws(RecordFailure) -> PlannedAction {
        PlannedAction(
            key: try SegmentKey(recorded: key),
            name: name,
            kind: try plannedKind(),
            changes: changes.map { FieldChange($0.field, before: $0.before, after: $0.after, verdict: $0.verdict) },
            becameSame: becameSame,
            effects: effects,
            changedThrough: try Self.keys(changedThrough),
            usedBy: usedBy.map(SegmentID.init),
            after: try Self.keys(after)
        )
    }

    private func plannedKind() throws(RecordFailure) -> PlannedAction.Kind {
        let observed = try seen.map { seen throws(RecordFailure) in try seen.segment() }
        let desired = try desired.map { desired throws(RecordFailure) in try desired.segment() }
        if let desired, desired.key.text != key {
            throw RecordFailure("expected 'desired' of the same key, found '\(desired.key)'")
        }
        switch (kind, observed, desired) {
        case (.create, nil, let desired?): return .create(desired)
        case (.update, let observed?, let desired?): return .update(desired, from: observed)
        case (.adopt, let observed?, let desired?): return .adopt(desired, from: observed)
        case (.delete, let observed?, nil): return .delete(observed)
        case (.noChange, let observed?, nil): return .noChange(observed)
        case (.create, _, _): throw RecordFailure("expected 'desired' alone for a create")
        case (.update, _, _), (.adopt, _, _):
            throw RecordFailure("expected 'seen' and 'desired' for kind '\(kind.rawValue)'")
        case (.delete, _, _), (.noChange, _, _):
            throw RecordFailure("expected 'seen' alone for kind '\(kind.rawValue)'")
        }
    }

    private static func keys(_ texts: [String]) throws(RecordFailure) -> [SegmentKey] {
        try texts.map { text throws(RecordFailure) in try SegmentKey(recorded: text) }
    }
}
