import PQLSemantics
import Reconciler
import Segments
import Testing

/// What of a sandbox counts against the limits, before and after a plan.
@Suite struct SegmentCountsTests {
    private static let rule = SegmentExpression(format: "pql/text", value: "a = 1")

    private func observed(
        _ id: String,
        _ evaluation: EvaluationFlags = .batch,
        _ lifecycle: Lifecycle = .published,
        isSystem: Bool = false
    ) -> ObservedSegment {
        let content = SegmentContent(name: id, expression: Self.rule, evaluation: evaluation, lifecycle: lifecycle)
        let description = StampedDescription(text: "", stamp: nil)
        return ObservedSegment(id: SegmentID(id), content: content, description: description, isSystem: isSystem)
    }

    private func action(_ name: String, _ kind: (DesiredSegment) -> PlannedAction.Kind, blocks: [Block] = [])
        throws -> PlannedAction
    {
        let key = try #require(SegmentKey(name))
        let desired = DesiredSegment(key: key, name: name, expression: Self.rule, evaluation: .edge)
        return PlannedAction(key: key, name: name, kind: kind(desired), blocks: blocks)
    }

    private func counts(_ counts: SegmentCounts) -> [Int] { [counts.all, counts.streaming, counts.edge] }

    @Test func draftsAndPublishedOnesCountWhoeverMadeThem() {
        let list = SegmentList(
            [
                observed("a"), observed("b", .streaming, .draft), observed("c", .edge), observed("d", .edge, .inactive),
                observed("e", .edge, .other("archived")), observed("f", .edge, isSystem: true),
                observed("g", EvaluationFlags(batch: true, streaming: true, edge: true)),
            ],
            statedCount: 7
        )
        #expect(counts(SegmentCounts(list)) == [4, 3, 2])
    }

    @Test func aPlanMakesChangesAndDeletes() throws {
        let (kept, changed, gone, stays) = (observed("kept"), observed("changed"), observed("gone"), observed("stays"))
        let (held, taken) = (observed("held"), observed("taken", .streaming))
        let list = SegmentList(
            [kept, changed, gone, stays, held, taken, observed("others", .streaming)],
            statedCount: 7
        )
        let block = Block(.protected, "it is protected")
        let plan = Plan(
            project: "luma",
            sandbox: "prod",
            actions: [
                try action("new") { .create($0) }, try action("kept") { _ in .noChange(kept) },
                try action("changed") { .update($0, from: changed) }, try action("gone") { _ in .delete(gone) },
                try action("stays", { _ in .delete(stays) }, blocks: [block]),
                try action("held", { .update($0, from: held) }, blocks: [block]),
                try action("taken", { .adopt($0, from: taken) }, blocks: [block]),
                try action("unmade", { .create($0) }, blocks: [block]),
            ],
            names: SandboxNames(),
            unownedCount: 1,
            notes: []
        )
        #expect(counts(SegmentCounts(list)) == [7, 2, 0])
        #expect(counts(SegmentCounts(after: plan, of: list)) == [7, 4, 2])
    }
}
