import Reconciler
import Reports
import Segments
import Testing

@Suite struct PromotionTextTests {
    private func report(
        steps: [PromotionReport.Step] = [],
        differences: [PromotionReport.Difference]? = nil,
        blockers: [PromotionReport.Blocker] = [],
        files: [PromotionReport.File] = [],
        isDryRun: Bool = false,
        plan: Plan? = nil
    ) -> String {
        let report = PromotionReport(
            project: "luma",
            from: "dev",
            to: "prod",
            isDryRun: isDryRun,
            steps: steps,
            differences: differences,
            blockers: blockers,
            files: files,
            notes: ["\u{1B}[2Jnote"],
            unchecked: [],
            plan: plan.map(PlanReport.init)
        )
        return PromotionText(style: .plain, apply: "segsync apply -C there --sandbox prod").render(report)
    }

    private func step(
        _ key: String,
        _ change: String,
        overridden: [String] = [],
        replaced: [PromotionReport.Replaced] = []
    ) -> PromotionReport.Step {
        PromotionReport.Step(
            key: key,
            neededBy: change == "moved" ? "a" : nil,
            change: change,
            file: "segments/shared/\(key).yaml",
            origin: change == "moved" ? "segments/dev/all.yaml" : nil,
            fields: change == "updated" ? [.name, .expression] : [],
            overridden: overridden,
            replaced: replaced
        )
    }

    @Test func whatBecomesOfEachSegmentIsTold() {
        let text = report(
            steps: [
                step("a", "none"), step("b", "moved"),
                step("c", "updated", overridden: ["ttlInDays"], replaced: [.init(field: .name, value: "C\n1")]),
                step("d", "none"),
            ],
            differences: [PromotionReport.Difference(key: "b", field: .name, git: "B", sandbox: "B\n2")],
            files: [
                PromotionReport.File(path: "x.yaml", change: .made, isWritten: true, failure: nil, difference: nil),
                PromotionReport.File(
                    path: "y.yaml",
                    change: .changed,
                    isWritten: false,
                    failure: "no",
                    difference: nil
                ),
            ]
        )
        #expect(
            text == """
                Promote from sandbox 'dev' to 'prod':

                  + b moves to a folder that both read (needed by a)
                      segments/dev/all.yaml → segments/shared/b.yaml
                  + c has a manifest of its own in 'prod', which is changed
                      segments/shared/c.yaml
                      changed: name, expression
                      replaces 'prod''s own: name C\\n1
                      overridden in 'prod', and left so: ttlInDays
                  = there already: a, d

                Sandbox 'dev' runs something else than its manifests say:
                  b name
                      Git:     B
                      sandbox: B\\n2

                made x.yaml
                not written y.yaml: no
                Note: \\u{1b}[2Jnote.
                1 of 2 files written; the same command does the rest.

                """
        )
    }

    @Test(
        arguments: [
            (true, [], "Nothing is to be written: the manifests are there already."),
            (
                true, [.removed, .made, .made, .changed],
                "2 files to be made, 1 to be changed, 1 to be removed. This is a dry run; nothing was written."
            ),
            (false, [.made], "1 file made.\nTo bring the sandbox there: segsync apply -C there --sandbox prod"),
            (false, [], "Nothing is to be written: the manifests are there already."),
        ] as [(Bool, [PromotionReport.File.Change], String)]
    )
    func theFilesAreCounted(isDryRun: Bool, changes: [PromotionReport.File.Change], summary: String) {
        let files = changes.map {
            PromotionReport.File(path: "x", change: $0, isWritten: !isDryRun, failure: nil, difference: nil)
        }
        #expect(report(files: files, isDryRun: isDryRun).hasSuffix("note.\n\(summary)\n"))
    }

    @Test func whereNoneCouldBeWrittenNothingWasBegun() {
        let file = PromotionReport.File(path: "x", change: .made, isWritten: false, failure: "no", difference: nil)
        #expect(report(files: [file]).hasSuffix("\n0 of 1 file written; nothing was begun.\n"))
    }

    @Test func whatAGuardStandsAgainstIsNotToBeApplied() throws {
        let key = try #require(SegmentKey("a"))
        let block = Block(.protected, "it is protected")
        for isBlocked in [false, true] {
            let action = PlannedAction(
                key: key,
                name: "A",
                kind: .create(
                    DesiredSegment(key: key, name: "A", expression: .init(format: "pql/text", value: "a = 1"))
                ),
                blocks: isBlocked ? [block] : []
            )
            let plan = Plan(
                project: "luma",
                sandbox: "prod",
                actions: [action],
                names: SandboxNames(),
                unownedCount: 0,
                notes: []
            )
            #expect(report(plan: plan).contains("To bring the sandbox there:") == !isBlocked)
        }
    }

    @Test func ofManyThatAreThereTheFirstAreNamed() {
        let text = report(steps: (0..<23).map { step("s\($0)", "none") })
        #expect(text.contains("  = there already: s0, s1, ") && text.contains(", s19, and 3 more\n"))
    }

    @Test func whatStandsAgainstItIsToldWithWhatToDo() {
        let text = report(
            blockers: [
                PromotionReport.Blocker(
                    kind: "variable",
                    key: "a",
                    message: "no variable 'x\u{1B}'",
                    remedy: "add:\nx: 1",
                    code: nil,
                    place: nil
                ),
                PromotionReport.Blocker(
                    kind: "manifest",
                    key: nil,
                    message: "wrong",
                    remedy: nil,
                    code: "PQL201",
                    place: "a.yaml:1:2"
                ),
            ]
        )
        #expect(
            text == """
                Promote from sandbox 'dev' to 'prod':

                  no segment

                ! a: no variable 'x\\u{1b}'
                    add:
                    x: 1
                ! wrong [PQL201]
                    a.yaml:1:2
                Note: \\u{1b}[2Jnote.
                2 things stand against it; nothing was written.

                """
        )
    }
}
