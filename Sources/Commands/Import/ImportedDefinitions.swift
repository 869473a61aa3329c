internal import Manifests
internal import Reconciler
internal import Segments

extension Plan {
    /// The definitions of a sandbox with what the project has to do with each: nothing is matched or compared a second
    /// time.
    ///
    /// The plan is made to take over definitions by their names.
    func imported(_ segments: [ObservedSegment]) -> [ImportedDefinition] {
        var actions: [SegmentID: PlannedAction] = [:]
        var undecided: [SegmentKey: String] = [:]
        var undecidedNames: [String: String] = [:]
        for action in self.actions {
            if let id = action.id {
                actions[id] = action
            } else if case .undecided = action.kind {
                let reason = action.blocks.map(\.reason).joined(separator: "; ")
                undecided[action.key] = reason
                undecidedNames[action.name] = reason
            }
        }
        return segments.map { segment in
            if let action = actions[segment.id] { return ImportedDefinition(segment, action.standing) }
            let reason: String?
            if let stamp = segment.stamp {
                reason = stamp.project == project ? undecided[stamp.key] : nil
            } else {
                reason = undecidedNames[segment.content.name]
            }
            return ImportedDefinition(segment, reason.map(ImportedDefinition.Standing.undecided) ?? .new(key: nil))
        }
    }
}

extension PlannedAction {
    fileprivate var standing: ImportedDefinition.Standing {
        switch kind {
        case .update, .adopt: .managed(key, differences: changes.compactMap(\.difference))
        case .noChange: .managed(key, differences: [])
        // Its manifest is gone; the key in the stamp is its key still.
        case .delete: .new(key: key)
        case .create, .undecided: preconditionFailure("an action with an id has a definition")
        }
    }
}

extension FieldChange {
    /// nil for what the stamp alone tells, which no manifest takes from it.
    fileprivate var difference: ImportedDifference? {
        guard field.letter != nil else { return nil }
        switch verdict {
        case .drifted: return ImportedDifference(field, .drifted)
        case .changedInGit: return ImportedDifference(field, .changedInGit)
        case .conflict: return ImportedDifference(field, .conflict)
        case .unknownOrigin: return ImportedDifference(field, .unknownOrigin)
        case .unchanged, .becameSame: return nil
        }
    }
}
