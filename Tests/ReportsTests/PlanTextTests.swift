import PQLSemantics
import PQLSyntax
import Reconciler
import Reports
import Segments
import Testing

@Suite struct PlanTextTests {
    private func plan(_ options: PlanOptions = PlanOptions()) throws -> Plan {
        let rule = SegmentExpression(PQLParser.parse("a = 1").tree)
        func desired(_ key: String, name: String, _ description: String? = nil) throws -> DesiredSegment {
            DesiredSegment(
                key: try #require(SegmentKey(key)),
                name: name,
                description: description,
                expression: rule,
                evaluation: .batch
            )
        }
        func observed(_ id: String, key: String?, name: String) throws -> ObservedSegment {
            let stamp = try key.map {
                OwnershipStamp(project: "luma", key: try #require(SegmentKey($0)), base: AppliedDigests())
            }
            return ObservedSegment(
                id: SegmentID(id),
                content: SegmentContent(name: name, expression: rule),
                description: StampedDescription(text: "old\u{1B}[0m\nwords", stamp: stamp)
            )
        }
        return SegmentPlanner(project: "luma", sandbox: "local", options: options).plan(
            desired: [
                try desired("new", name: "New"), try desired("edit", name: "Edit", "new words"),
                try desired("taken", name: "Taken"),
            ],
            observed: [
                try observed("1", key: "edit", name: "Edit"), try observed("2", key: "gone", name: "Gone"),
                try observed("3", key: nil, name: "Taken"),
            ],
            mergePolicies: []
        )
    }

    @Test func thePlanReadsLikeThis() throws {
        #expect(
            PlanText(style: .plain).render(PlanReport(try plan())) == """
                Sandbox 'local' of project 'luma':

                  ! adopt taken: Taken (3)
                      blocked: definition 3, named 'Taken', is not managed by this project
                      to let it pass: take it over with --adopt, or with 'adopt: true' in its manifest

                  ~ update edit: Edit (1)
                      description  - old\\u{1b}[0m\\nwords
                                   + new words
                                   not applied from Git before

                  - delete gone: Gone (2)

                  + create new: New
                      expression   a = 1
                      evaluation   batch

                Plan: 1 to create, 1 to update, 1 to delete, 0 unchanged, 1 blocked. 1 other definition is left alone.

                """
        )
    }

    /// A plan whose only action changes a rule.
    private func plan(changing old: String, to new: String) throws -> PlanReport {
        let key = try #require(SegmentKey("edit"))
        let observed = ObservedSegment(
            id: SegmentID("1"),
            content: SegmentContent(name: "Edit", expression: SegmentExpression(format: "pql/text", value: old)),
            description: StampedDescription(text: "", stamp: OwnershipStamp(project: "luma", key: key))
        )
        let desired = DesiredSegment(key: key, name: "Edit", expression: SegmentExpression(PQLParser.parse(new).tree))
        let planner = SegmentPlanner(project: "luma", sandbox: "local", options: PlanOptions())
        return PlanReport(planner.plan(desired: [desired], observed: [observed], mergePolicies: []))
    }

    @Test func aChangedRuleIsToldClauseByClause() throws {
        let report = try plan(
            changing: #"level = "gold" and age > 20 and (a or b)"#,
            to: #"level in ["gold", "platinum"] and age > 20 and (a or b or c) and city = "Bonn""#
        )
        #expect(
            PlanText(style: .plain).render(report).contains(
                """
                      expression   - level = "gold" and age > 20 and (a or b)
                                   + level in ["gold", "platinum"] and age > 20 and (a or b or c) and city = "Bonn"
                                     ~ level = "gold" → level in ["gold", "platinum"]: wider
                                     + any of › c: wider
                                     + city = "Bonn": narrower
                                   changed: nothing is proved, some may come in and others go out

                """
            )
        )
        let change = try #require(report.actions.first?.changes.first)
        #expect(change.effect == .changed)
        #expect(change.clauses.map(\.effect) == [.wider, .wider, .narrower])
        #expect(change.clauses.map(\.kind) == [.altered, .added, .added])
    }

    @Test(arguments: [
        ("age > 20", "age > 30", "narrower: nobody comes in"), ("age > 20", "age > 10", "wider: nobody goes out"),
        ("a and b", "b and a", "equal: the same profiles"), ("age > 20", "size > 20", "changed: nothing is proved"),
    ])
    func aChangeOfOneClauseIsToldAsAWhole(old: String, new: String, words: String) throws {
        let text = PlanText(style: .plain).render(try plan(changing: old, to: new))
        #expect(text.contains("\n                   \(words)"), "\(text)")
        #expect(!text.contains("→"))
    }

    @Test func aRuleThatCannotBeReadHasNoEffect() throws {
        let report = try plan(changing: "no rule at all", to: "age > 20")
        #expect(report.actions.first?.changes.map(\.effect) == [nil])
    }

    @Test func theStampIsNeverShown() throws {
        #expect(!PlanText(style: .plain).render(PlanReport(try plan())).contains("[segsync:"))
    }

    @Test func whatComesFromElsewhereMovesNoCursor() throws {
        let red = "\u{1B}[31mRED"
        let definition = ObservedSegment(
            id: SegmentID(red),
            content: SegmentContent(name: red, expression: SegmentExpression(PQLParser.parse("a = 1").tree)),
            description: StampedDescription(
                text: red,
                stamp: OwnershipStamp(project: "luma", key: try #require(SegmentKey("gone")))
            )
        )
        let plan = SegmentPlanner(project: red, sandbox: red, options: PlanOptions()).plan(
            desired: [],
            observed: [definition],
            mergePolicies: []
        )
        #expect(!PlanText(style: .plain).render(PlanReport(plan)).contains("\u{1B}"))
        let owned = SegmentPlanner(project: "luma", sandbox: red, options: PlanOptions()).plan(
            desired: [],
            observed: [definition],
            mergePolicies: []
        )
        let text = PlanText(style: .plain).render(PlanReport(owned))
        #expect(text.contains("delete gone: \\u{1b}[31mRED (\\u{1b}[31mRED)") && !text.contains("\u{1B}"))
        let action = try #require(owned.actions.first)
        let outcome = ActionOutcome(action: action, status: .failed, id: SegmentID(red), message: red)
        let applied = ApplyText(style: .plain).render(ApplyReport(ApplyResult(plan: owned, outcomes: [outcome])))
        #expect(applied.contains("failed delete gone (\\u{1b}[31mRED)") && !applied.contains("\u{1B}"))
    }

    @Test func theReportCountsEveryVerb() throws {
        let report = PlanReport(try plan(PlanOptions(adopt: true)))
        #expect(report.count(.create) == 1 && report.count(.update) == 1 && report.count(.adopt) == 1)
        #expect(report.count(.delete) == 1 && report.blockedCount == 0 && report.unowned == 0)
    }
}
