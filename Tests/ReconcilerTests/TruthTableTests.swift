import PQLSemantics
import Reconciler
import Segments
import Testing

/// What becomes of one field, by what was last applied, what Git wants, and what the sandbox has: for every field, as a
/// verdict, as a plan, and as what an apply leaves behind.
@Suite struct TruthTableTests {
    enum Value: CaseIterable { case a, b, c }

    /// What the stamp says of the field.
    enum Base {
        case applied(Value)
        /// The stamp tells of other fields.
        case newlyNamed
        /// The stamp has no digests, or none that can be read.
        case missing, unreadable
        /// A stamp of a newer version, with digests and members that this version does not know.
        case newer(Value)
    }

    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let base: Base
        let desired: Value?
        let remote: Value
        let verdict: FieldVerdict
        let isWritten: Bool
        let after: Value
        /// Of which value the stamp then has the digest.
        let stamped: Value?

        init(
            _ name: String,
            _ base: Base,
            _ desired: Value?,
            _ remote: Value,
            _ verdict: FieldVerdict,
            writes: Bool,
            leaves after: Value,
            stamps stamped: Value?
        ) {
            testDescription = name
            self.base = base
            self.desired = desired
            self.remote = remote
            self.verdict = verdict
            isWritten = writes
            self.after = after
            self.stamped = stamped
        }

        static let all = [
            Row("nothing changed", .applied(.a), .a, .a, .unchanged, writes: false, leaves: .a, stamps: .a),
            Row("Git changed", .applied(.a), .b, .a, .changedInGit, writes: true, leaves: .b, stamps: .b),
            Row("drift", .applied(.a), .a, .b, .drifted, writes: true, leaves: .a, stamps: .a),
            Row("became the same", .applied(.a), .b, .b, .becameSame, writes: false, leaves: .b, stamps: .a),
            Row("conflict", .applied(.a), .b, .c, .conflict, writes: true, leaves: .b, stamps: .b),
            Row("newly named, same", .newlyNamed, .a, .a, .unchanged, writes: false, leaves: .a, stamps: nil),
            Row("newly named", .newlyNamed, .a, .b, .unknownOrigin, writes: true, leaves: .a, stamps: .a),
            Row("no base, same", .missing, .a, .a, .unchanged, writes: false, leaves: .a, stamps: nil),
            Row("no base", .missing, .a, .b, .unknownOrigin, writes: true, leaves: .a, stamps: .a),
            Row("unreadable base, same", .unreadable, .a, .a, .unchanged, writes: false, leaves: .a, stamps: nil),
            Row("unreadable base", .unreadable, .a, .b, .unknownOrigin, writes: true, leaves: .a, stamps: .a),
            Row("named no more", .applied(.a), nil, .a, .unchanged, writes: false, leaves: .a, stamps: .a),
            Row("named no more, drift", .applied(.a), nil, .b, .unchanged, writes: false, leaves: .b, stamps: .a),
            Row("newer, nothing", .newer(.a), .a, .a, .unchanged, writes: false, leaves: .a, stamps: .a),
            Row("newer, Git", .newer(.a), .b, .a, .changedInGit, writes: true, leaves: .b, stamps: .b),
            Row("newer, drift", .newer(.a), .a, .b, .drifted, writes: true, leaves: .a, stamps: .a),
            Row("newer, conflict", .newer(.a), .b, .c, .conflict, writes: true, leaves: .b, stamps: .b),
        ]
    }

    @Test func aVerdictFollowsFromThreeDigests() {
        let digests = [Value.a: FieldDigest(of: "a"), .b: FieldDigest(of: "b"), .c: FieldDigest(of: "c")]
        func verdict(_ base: Value?, _ desired: Value, _ remote: Value) -> FieldVerdict? {
            guard let desired = digests[desired], let remote = digests[remote] else { return nil }
            return FieldVerdict(base: base.flatMap { digests[$0] }, desired: desired, remote: remote)
        }
        for x in Value.allCases {
            #expect(verdict(nil, x, x) == .unchanged)
            #expect(verdict(x, x, x) == .unchanged)
            for y in Value.allCases where x != y {
                #expect(verdict(nil, x, y) == .unknownOrigin)
                #expect(verdict(x, y, x) == .changedInGit)
                #expect(verdict(x, x, y) == .drifted)
                #expect(verdict(x, y, y) == .becameSame)
                for z in Value.allCases where z != x && z != y { #expect(verdict(x, y, z) == .conflict) }
            }
        }
    }

    @Test(arguments: ManagedField.ofContent, Row.all)
    func everyFieldFollowsTheTable(field: ManagedField, row: Row) async throws {
        let isAlwaysNamed = [ManagedField.name, .expression, .schema].contains(field)
        if row.desired == nil, isAlwaysNamed { return }
        let values = FieldValues(field: field, row: row)
        let observed = try values.observed()
        let desired = try values.desired()
        let allowed = PlanOptions(overwriteConflicts: true, allowDowngrade: true)
        let plan = World.plan([desired], [observed], options: allowed)
        let action = try plan.action("k")
        #expect(!plan.isRefused, "\(plan.verbs)")
        #expect(values.verdict(in: action) == row.verdict)
        #expect(action.verb == (row.isWritten ? "update" : "noChange"))
        #expect(action.changes.map(\.field) == (row.isWritten ? [field] : []))
        #expect(action.becameSame == (row.verdict == .becameSame ? [field] : []))
        if row.verdict == .conflict {
            #expect(World.plan([desired], [observed], options: PlanOptions(allowDowngrade: true)).isRefused)
        }

        let repository = RepositoryDouble([observed])
        let result = await World.apply(plan, to: repository)
        #expect(result.isComplete, "\(result.outcomes.compactMap(\.message))")
        let after = try #require(await repository.segments[observed.id])
        #expect(await repository.log == (row.isWritten ? [values.call] : []))
        #expect(after.content == values.content(row.after), "nothing else changes")
        #expect(after.stamp?.base?[field] == row.stamped.map(values.digest))
        if case .newer = row.base {
            #expect(after.stamp?.version == 2)
            #expect(after.stamp?.unknownMembers == ["zone=eu"])
            #expect(after.stamp?.base?.text.hasSuffix("zABCDEF") == true)
        }
        #expect(World.plan([desired], [after], options: allowed).isEmpty)
    }

    @Test(arguments: ManagedField.ofContent)
    func aFieldNamedNoMoreLosesItsDigestWithTheNextWriteAndKeepsItsValue(field: ManagedField) async throws {
        if [ManagedField.name, .expression, .schema].contains(field) { return }
        let row = Row("", .applied(.a), nil, .b, .unchanged, writes: true, leaves: .b, stamps: nil)
        let values = FieldValues(field: field, row: row)
        let observed = try values.observed()
        let desired = try values.desired(protect: true)
        let repository = RepositoryDouble([observed])
        let allowed = PlanOptions(allowDowngrade: true)
        let result = await World.apply(World.plan([desired], [observed], options: allowed), to: repository)
        #expect(result.isComplete)
        let after = try #require(await repository.segments[observed.id])
        #expect(after.content == values.content(.b))
        #expect(after.stamp?.base?[field] == nil)
        #expect(after.stamp?.base?[.name] != nil)
        #expect(after.stamp?.protect == true)
    }

    @Test(arguments: ManagedField.ofContent)
    func aDamagedStampLeavesEveryFieldAlone(field: ManagedField) throws {
        let row = Row("", .missing, .a, .b, .unknownOrigin, writes: false, leaves: .b, stamps: nil)
        let values = FieldValues(field: field, row: row)
        let content = values.content(.b)
        let damaged = ObservedSegment(
            id: SegmentID("1"),
            content: content,
            description: StampedDescription(remote: "x\n[segsync:1 project=luma key=k key=k]")
        )
        let plan = World.plan([try values.desired()], [damaged])
        #expect(plan.isRefused)
        #expect(plan.changes.isEmpty)
    }

    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
    func whatTheStampAloneSaysIsWrittenWhereItDiffers(was: Bool, wanted: Bool) async throws {
        let observed = try World.observed("1", key: "old", name: "Segment a", protect: was, applied: [.name])
        for (key, movedFrom) in [("old", nil), ("new", "old")] {
            let desired = try World.desired(key, name: "Segment a", protect: wanted, movedFrom: movedFrom)
            let plan = World.plan([desired], [observed])
            let fields = (movedFrom == nil ? [] : [ManagedField.key]) + (was == wanted ? [] : [.protect])
            #expect(try plan.action(key).changes.map(\.field) == fields)
            let repository = RepositoryDouble([observed])
            #expect(await World.apply(plan, to: repository).isComplete)
            #expect(await repository.log == (fields.isEmpty ? [] : [.update]))
            let after = try #require(await repository.segments[observed.id])
            #expect(after.stamp?.key.text == key)
            #expect(after.stamp?.protect == wanted)
            #expect(after.content == observed.content)
            #expect(World.plan([desired], [after]).isEmpty)
        }
    }
}

/// The values of one field in one row, in a definition that is otherwise the same.
private struct FieldValues {
    let field: ManagedField
    let row: TruthTableTests.Row

    func content(_ value: TruthTableTests.Value) -> SegmentContent {
        func pick<Item>(_ field: ManagedField, _ items: [Item]) -> Item {
            self.field == field ? items[value == .a ? 0 : value == .b ? 1 : 2] : items[0]
        }
        // There is no way back to a draft, and none from it to inactive.
        let lifecycles: [Lifecycle] =
            row.verdict == .conflict ? [.draft, .inactive, .published] : [.published, .inactive, .draft]
        return SegmentContent(
            name: pick(.name, ["Name a", "Name b", "Name c"]),
            description: pick(.description, ["words", "other words", ""]),
            expression: pick(
                .expression,
                ["person.birthYear = 1980", "person.birthYear = 1990", "a = 1"].map(Rules.remote)
            ),
            schema: pick(.schema, ["_xdm.context.profile", "_xdm.context.segmentdefinition", "_x.other"]),
            evaluation: pick(.evaluation, [.batch, .streaming, .edge]),
            mergePolicyID: pick(.mergePolicy, ["mp-1", "mp-3", "mp-4"]),
            ttlInDays: pick(.ttlInDays, [30, 60, 90]),
            labels: pick(.labels, [["C1", "C2"], ["C2"], []]),
            tags: pick(.tags, [["t-1"], ["t-2", "t-1"], []]),
            lifecycle: pick(.lifecycle, field == .lifecycle ? lifecycles : [.published, .published, .published])
        )
    }

    func digest(_ value: TruthTableTests.Value) -> FieldDigest {
        FieldDigest(of: content(value).canonicalText(of: field))
    }

    func observed() throws -> ObservedSegment {
        let content = content(row.remote)
        let others = [ManagedField.name, .expression, .schema].filter { $0 != field }
        var base = AppliedDigests(others, of: content)
        var ending = ""
        switch row.base {
        case .applied(let value): base[field] = digest(value)
        case .newlyNamed: break
        case .missing: base = AppliedDigests()
        case .unreadable: ending = " base=???"
        case .newer(let value):
            base[field] = digest(value)
            ending = "zABCDEF zone=eu"
        }
        let version = if case .newer = row.base { 2 } else { 1 }
        let digests = if case .unreadable = row.base { "" } else { base.isEmpty ? "" : " base=\(base.text)" }
        let line = "[segsync:\(version) project=luma key=k\(digests)\(ending)]"
        let stamp = try #require(OwnershipStamp(line: line))
        return ObservedSegment(
            id: SegmentID("1"),
            content: content,
            description: StampedDescription(text: content.description, stamp: stamp),
            systemTags: ["audience_portal_x"],
            builderModel: BuilderModel(json: "{}"),
            lastModifiedBy: "editor@example.com",
            etag: "v1"
        )
    }

    /// Names the field, and what every manifest names.
    func desired(protect: Bool = false) throws -> DesiredSegment {
        let wanted = content(row.desired ?? .a)
        func named<Item>(_ field: ManagedField, _ item: Item) -> Item? {
            self.field == field && row.desired != nil ? item : nil
        }
        let policies = ["mp-1": "default", "mp-3": "Strict", "mp-4": "Private"]
        let tags = ["t-1": "LOYALTY", "t-2": "Summer"]
        let methods: [EvaluationFlags: EvaluationMethod] = [.batch: .batch, .streaming: .streaming, .edge: .edge]
        return DesiredSegment(
            key: try #require(SegmentKey("k")),
            name: wanted.name,
            description: named(.description, wanted.description),
            expression: Rules.wanted(wanted.expression.text),
            schema: wanted.schema,
            evaluation: named(.evaluation, methods[wanted.evaluation]) ?? nil,
            mergePolicy: named(.mergePolicy, policies[wanted.mergePolicyID ?? ""].map(MergePolicyName.init)) ?? nil,
            ttlInDays: named(.ttlInDays, wanted.ttlInDays) ?? nil,
            labels: named(.labels, wanted.labels),
            tags: named(.tags, wanted.tags.compactMap { tags[$0] }),
            lifecycle: named(.lifecycle, wanted.lifecycle),
            protect: protect
        )
    }

    var call: RepositoryDouble.Call { ManagedField.ofAudience.contains(field) ? .change : .update }

    func verdict(in action: PlannedAction) -> FieldVerdict {
        if action.becameSame.contains(field) { return .becameSame }
        return action.changes.first { $0.field == field }?.verdict ?? .unchanged
    }
}
