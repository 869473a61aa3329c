import Reconciler
import Reports
import Segments
import Testing

@Suite struct DriftTextTests {
    private static func rule(_ text: String) -> SegmentExpression { SegmentExpression(format: "pql/text", value: text) }

    /// A segment whose rule is in conflict and whose name drifted, and one that was changed and is deleted in Git.
    private func drift() throws -> Drift {
        func observed(_ key: String, applied: SegmentContent, now: SegmentContent) throws -> ObservedSegment {
            let base = AppliedDigests([.name, .expression, .schema], of: applied)
            let stamp = OwnershipStamp(project: "luma", key: try #require(SegmentKey(key)), base: base)
            return ObservedSegment(
                id: SegmentID("id-" + key),
                content: now,
                description: StampedDescription(text: "", stamp: stamp),
                lastModifiedBy: "eve\u{1B}",
                updateTime: 1_700_000_000_000
            )
        }
        let edit = SegmentContent(name: "Edit", expression: Self.rule("a = 1"))
        let gone = SegmentContent(name: "Gone", expression: Self.rule("a = 1"))
        let desired = DesiredSegment(
            key: try #require(SegmentKey("edit")),
            name: "Edit",
            expression: Self.rule("a = 1 or a = 2 or a = 3")
        )
        return Drift(
            SegmentPlanner(project: "luma", sandbox: "local", options: PlanOptions()).plan(
                desired: [desired],
                observed: [
                    try observed(
                        "edit",
                        applied: edit,
                        now: SegmentContent(name: "Edited", expression: Self.rule("a = 1 or a = 2"))
                    ),
                    try observed(
                        "gone",
                        applied: gone,
                        now: SegmentContent(name: "Gone by hand", expression: Self.rule("a = 1"))
                    ),
                ],
                mergePolicies: []
            )
        )
    }

    @Test func driftReadsLikeThis() throws {
        let adoptions = [
            DriftReport.Adoption(key: "edit", field: .name, file: "a.yaml", reason: nil),
            DriftReport.Adoption(key: "gone", field: .name, file: nil, reason: "its manifest is gone"),
        ]
        #expect(
            DriftText(style: .plain).render(DriftReport(try drift(), adoptions: adoptions)) == """
                Changed outside Git in sandbox 'local' of project 'luma':

                  ~ edit: Edited (id-edit)
                      last written by eve\\u{1b} at 2023-11-14T22:13:20Z
                      name         Git:     Edit
                                   sandbox: Edited
                      expression   Git:     a = 1 or a = 2 or a = 3
                                   sandbox: a = 1 or a = 2
                                   narrower in the sandbox
                                   conflict: changed in Git as well

                  ~ gone: Gone by hand (id-gone)
                      last written by eve\\u{1b} at 2023-11-14T22:13:20Z
                      deleted in Git: a plan would delete it with these changes
                      name         sandbox: Gone by hand

                adopted edit name: a.yaml
                not adopted gone name: its manifest is gone
                Drift: 1 field drifted, 1 in conflict, 1 deleted in Git and changed in the sandbox, 1 adopted, 1 not adopted.

                """
        )
    }

    @Test func whatCannotBeComparedIsNamed() throws {
        let key = try #require(SegmentKey("a"))
        let copies = ["1", "2"].map { id in
            ObservedSegment(
                id: SegmentID(id),
                content: SegmentContent(name: "A" + id, expression: Self.rule("a = 1")),
                description: StampedDescription(text: "", stamp: OwnershipStamp(project: "luma", key: key))
            )
        }
        let drift = Drift(
            SegmentPlanner(project: "luma", sandbox: "local", options: PlanOptions()).plan(
                desired: [DesiredSegment(key: key, name: "A", expression: Self.rule("a = 1"))],
                observed: copies,
                mergePolicies: []
            )
        )
        #expect(drift.isEmpty)
        #expect(drift.uncompared == ["'a': 2 definitions carry the stamp of key 'a': 'A1' (1), 'A2' (2)"])
    }
}
