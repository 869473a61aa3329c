internal import PQLSemantics
internal import Segments

extension Rollback {
    /// What a definition shall say so that it says what it said before, with what stands against that and what of it
    /// cannot be had again.
    ///
    /// Every field is named, except one that no manifest could name; that is told where it differs.
    func restored(
        _ before: ObservedSegment,
        _ footprint: JournalFootprint,
        over now: ObservedSegment?
    ) -> (segment: DesiredSegment, blocks: [Block], notes: [String]) {
        let stamp = ownStamp(of: before)
        let key = stamp?.key ?? footprint.key
        let content = before.content
        let (expression, blocks) = rule(of: before, over: now)
        var named = NamedAgain(key: key, now: now?.content)
        let segment = DesiredSegment(
            key: key,
            name: content.name,
            description: content.description,
            expression: expression,
            schema: content.schema,
            evaluation: named.evaluation(content.evaluation),
            mergePolicy: named.mergePolicy(content.mergePolicyID, names, schema: content.schema),
            ttlInDays: named.ttlInDays(content.ttlInDays),
            labels: content.labels,
            tags: named.tags(content.tags, names),
            lifecycle: named.lifecycle(content.lifecycle),
            // Nobody asked whether what was not the project's is protected.
            protect: stamp?.protect ?? now.flatMap(ownStamp)?.protect ?? false,
            movedFrom: now.flatMap(ownStamp).flatMap { $0.key == key ? nil : $0.key }
        )
        return (segment, blocks, named.notes + notes(on: key, before, footprint, now))
    }

    /// The rule as it was, with the project's own segments by their keys: one that is made again has another id.
    private func rule(
        of before: ObservedSegment,
        over now: ObservedSegment?
    ) -> (expression: SegmentExpression, blocks: [Block]) {
        let old = before.content.expression
        guard old.tree != nil else {
            return (old, [Block(.unresolved, "the rule that definition \(before.id) had cannot be read")])
        }
        let expression = old.namingSegments { id in keys[id].flatMap { available.contains($0) ? $0 : nil } }
        let gone = expression.referencedIDs.filter { !isThere($0) }.map(\.text).sorted()
        guard !gone.isEmpty, now?.content.expression != old else { return (expression, []) }
        let reason = "the rule that it had uses definition \(gone.joined(separator: ", ")), which is not there any more"
        return (expression, [Block(.unresolved, reason, remedy: "undo first what deleted that")])
    }

    private func notes(
        on key: SegmentKey,
        _ before: ObservedSegment,
        _ footprint: JournalFootprint,
        _ now: ObservedSegment?
    ) -> [String] {
        var notes: [String] = []
        if ownStamp(of: before) == nil {
            notes.append(
                "'\(key)' was taken over by the run; it says again what it said, and stays managed by this project"
            )
        }
        if now == nil {
            notes.append("'\(key)' is made again with an id of its own; what knows it as \(before.id) must be told")
        }
        if before.builderModel != nil, now?.builderModel != before.builderModel {
            notes.append("'\(key)' could be edited in Segment Builder; what it takes for that cannot be had again")
        }
        return notes
    }
}

/// Names the fields of a content, and tells which cannot be named.
private struct NamedAgain {
    let key: SegmentKey
    /// As it is now; nil for what is made again.
    let now: SegmentContent?
    var notes: [String] = []

    init(key: SegmentKey, now: SegmentContent?) {
        self.key = key
        self.now = now
    }

    mutating func evaluation(_ flags: EvaluationFlags) -> EvaluationMethod? {
        let methods = flags.methods
        if methods.count == 1 { return methods[0] }
        if now?.evaluation != flags { tell("evaluation", flags.text) }
        return nil
    }

    /// By its id: a name may have come to mean another policy.
    mutating func mergePolicy(_ id: String?, _ names: SandboxNames, schema: String) -> MergePolicyName? {
        guard let id else {
            if now?.mergePolicyID != nil { tell("mergePolicy", "none") }
            return nil
        }
        let isKnown = names.mergePolicy(.named(id), schema: schema) != nil
        return isKnown || now?.mergePolicyID != id ? .named(id) : nil
    }

    mutating func ttlInDays(_ days: Int64?) -> Int64? {
        if days == nil, let now, now.ttlInDays != nil { tell("ttlInDays", "none") }
        return days
    }

    /// By their ids.
    mutating func tags(_ ids: [String], _ names: SandboxNames) -> [String]? {
        ids.allSatisfy { names.tag($0) != nil } || now?.tags != ids ? ids : nil
    }

    mutating func lifecycle(_ lifecycle: Lifecycle) -> Lifecycle? {
        if Lifecycle.known.contains(lifecycle) { return lifecycle }
        if now?.lifecycle != lifecycle { tell("lifecycle", lifecycle.text) }
        return nil
    }

    private mutating func tell(_ field: String, _ value: String) {
        notes.append("'\(key)' had \(field) '\(value)', which cannot be asked for; it is left as it is")
    }
}
