internal import PQLSemantics
package import Segments

/// Compares what a manifest wants with what a sandbox has, field by field and by meaning, and tells who changed what.
///
/// Fields that the manifest does not name never differ.
package struct SegmentComparison: Sendable {
    private let names: SandboxNames

    package init(names: SandboxNames) {
        self.names = names
    }

    /// The fields that differ, and those that Git and the sandbox both changed to the same; both in reading order.
    ///
    /// `isOwn` tells that the definition has this project's stamp: what another project applied last is nothing to us.
    package func compare(
        _ observed: ObservedSegment,
        with desired: DesiredSegment,
        isOwn: Bool = true
    ) -> (changes: [FieldChange], becameSame: [ManagedField]) {
        let wanted = names.content(of: desired, over: observed.content)
        var changes: [FieldChange] = []
        var becameSame: [ManagedField] = []
        for field in desired.namedFields {
            let verdict = verdict(on: field, observed, wanted, isOwn: isOwn)
            switch verdict {
            case .unchanged: break
            case .becameSame: becameSame.append(field)
            case .changedInGit, .drifted, .conflict, .unknownOrigin:
                changes.append(change(of: field, from: observed.content, to: wanted, desired, verdict))
            }
        }
        return (changes + stampChanges(from: observed.stamp, to: desired), becameSame)
    }

    private func verdict(
        on field: ManagedField,
        _ observed: ObservedSegment,
        _ wanted: SegmentContent,
        isOwn: Bool
    ) -> FieldVerdict {
        let base = isOwn ? observed.stamp?.base?[field] : nil
        let isSame = observed.content.isSame(field, in: wanted)
        // No digest of two equal values is ever made where no base is there to compare it with.
        guard let base else { return isSame ? .unchanged : .unknownOrigin }
        let remote = FieldDigest(of: observed.content.canonicalText(of: field))
        let desired = isSame ? remote : FieldDigest(of: wanted.canonicalText(of: field))
        return FieldVerdict(base: base, desired: desired, remote: remote)
    }

    private func change(
        of field: ManagedField,
        from observed: SegmentContent,
        to wanted: SegmentContent,
        _ desired: DesiredSegment,
        _ verdict: FieldVerdict
    ) -> FieldChange {
        let before = names.text(of: field, in: observed)
        guard field == .expression else {
            return FieldChange(field, before: before, after: names.text(of: field, in: wanted), verdict: verdict)
        }
        let rule = rule(from: observed, to: desired)
        return FieldChange(field, before: before, after: desired.expression.text, verdict: verdict, rule: rule)
    }

    /// How a rule differs; nil where the one that is there cannot be read.
    func rule(from observed: SegmentContent, to desired: DesiredSegment) -> ExpressionChange? {
        let old = observed.expression.namingSegments(names.key(of:))
        guard let old = old.tree, let new = desired.expression.tree else { return nil }
        return ExpressionChange(from: old, to: new)
    }

    /// What only the stamp tells: the key, and whether it is protected. Nobody but the tool writes them.
    private func stampChanges(from stamp: OwnershipStamp?, to desired: DesiredSegment) -> [FieldChange] {
        var changes: [FieldChange] = []
        if let key = stamp?.key, key != desired.key {
            changes.append(FieldChange(.key, before: key.text, after: desired.key.text))
        }
        let isProtected = stamp?.protect ?? false
        if isProtected != desired.protect {
            changes.append(FieldChange(.protect, before: String(isProtected), after: String(desired.protect)))
        }
        return changes
    }
}
