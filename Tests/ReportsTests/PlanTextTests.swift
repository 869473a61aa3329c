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
            let stamp = try key.map { OwnershipStamp(project: "luma", key: try #require(SegmentKey($0))) }
            return ObservedSegment(
                id: SegmentID(id),
                name: name,
                description: StampedDescription(text: "old\u{1B}[0m\nwords", stamp: stamp),
                expression: rule,
                schema: DesiredSegment.defaultSchema,
                evaluation: EvaluationFlags.batch,
                mergePolicyID: nil,
                ttlInDays: nil
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

                  ! blocked taken: Taken
                      definition 3, named 'Taken', is not managed by this project
                      to let it pass: take it over with --adopt, or with 'adopt: true' in its manifest

                  ~ update edit: Edit (1)
                      description  - old\\u{1b}[0m\\nwords
                                   + new words

                  - delete gone: Gone (2)

                  + create new: New
                      expression   a = 1
                      evaluation   batch

                Plan: 1 to create, 1 to update, 1 to delete, 0 unchanged, 1 blocked. 1 other definition is left alone.

                """
        )
    }

    @Test func theStampIsNeverShown() throws {
        #expect(!PlanText(style: .plain).render(PlanReport(try plan())).contains("[segsync:"))
    }

    @Test func whatComesFromElsewhereMovesNoCursor() throws {
        let red = "\u{1B}[31mRED"
        let definition = ObservedSegment(
            id: SegmentID(red),
            name: red,
            description: StampedDescription(
                text: red,
                stamp: OwnershipStamp(project: "luma", key: try #require(SegmentKey("gone")))
            ),
            expression: SegmentExpression(PQLParser.parse("a = 1").tree),
            schema: DesiredSegment.defaultSchema,
            evaluation: EvaluationFlags.batch,
            mergePolicyID: nil,
            ttlInDays: nil
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
        #expect(report.count(.delete) == 1 && report.count(.blocked) == 0 && report.unowned == 1)
    }
}
