import Foundation
import Reconciler
import Reports
import Segments
import Testing

@Suite struct SandboxDiffTests {
    private static func rule(_ text: String) -> SegmentExpression { SegmentExpression(format: "pql/text", value: text) }

    private func observed(
        _ id: String,
        key: String?,
        name: String,
        text: String = "",
        _ rule: String = "a = 1"
    ) throws -> ObservedSegment {
        let stamp = try key.map { OwnershipStamp(project: "luma", key: try #require(SegmentKey($0))) }
        return ObservedSegment(
            id: SegmentID(id),
            content: SegmentContent(name: name, expression: Self.rule(rule)),
            description: StampedDescription(text: text, stamp: stamp)
        )
    }

    private func report(_ a: [ObservedSegment], _ b: [ObservedSegment]) -> SandboxDiffReport {
        func side(_ name: String, _ segments: [ObservedSegment]) -> ComparedSide {
            let state = ComparedSide.State.definitions(segments, SandboxNames())
            return ComparedSide(title: name, sandbox: name, tenant: "_" + name, state: state)
        }
        return SandboxDiffReport(SandboxDifference(project: "luma", side("dev", a), side("prod", b)))
    }

    /// One of each kind, with what somebody may hope to get into a terminal or a page.
    private func report() throws -> SandboxDiffReport {
        report(
            [
                try observed("a1", key: "gone", name: "Gone"), try observed("a2", key: "copy", name: "Copy 1"),
                try observed("a3", key: "copy", name: "Copy 2"), try observed("a4", key: nil, name: "By hand\u{1B}[2J"),
                try observed("a5", key: "edit", name: "Edit", text: "one\ntwo", "_dev.a in [1] and b = 2 and c = 3"),
                try observed("a6", key: "twin", name: "Twin"), try observed("a7", key: "same", name: "Same"),
            ],
            [
                try observed("b1", key: nil, name: "New"),
                try observed("b5", key: "edit", name: "Edit", text: "``` <b>", "_prod.a in [1, 4] and b = 2"),
                try observed("b6", key: nil, name: "Twin"), try observed("b7", key: nil, name: "Twin"),
                try observed("b8", key: nil, name: "Same", "a = 2"),
            ]
        )
    }

    @Test func aDifferenceReadsLikeThis() throws {
        #expect(
            SandboxDiffText(style: .plain).render(try report()) == """
                A is 'dev', B is 'prod', of project 'luma'.

                Only in A ('dev'):
                  - gone: Gone (a1)
                  - By hand\\u{1b}[2J (a4), not managed

                Only in B ('prod'):
                  + New (b1), not managed

                Different:
                  ~ edit: Edit
                      description  A: one\\ntwo
                                   B: ``` <b>
                      expression   A: ${tenant}.a in [1] and b = 2 and c = 3
                                   B: ${tenant}.a in [1, 4] and b = 2
                                     ~ ${tenant}.a in [1] → ${tenant}.a in [1, 4]: wider
                                     - c = 3: wider
                                   from A to B wider: nobody goes out, some may come in
                  ~ same: Same, not managed in B, matched by name
                      expression   A: a = 1
                                   B: a = 2
                                   from A to B changed: nothing is proved, some may come in and others go out

                Not compared:
                  ? definitions with the stamp of key 'copy': nobody can tell which is which
                      A: copy: Copy 1 (a2)
                      A: copy: Copy 2 (a3)
                  ? segments of one name, not all managed: nobody can tell which is which
                      A: twin: Twin (a6)
                      B: Twin (b6), not managed
                      B: Twin (b7), not managed

                Diff: 2 only in A, 1 only in B, 2 different, 2 not compared, 0 the same.

                """
        )
    }

    @Test func inMarkdownItReadsLikeThis() throws {
        #expect(
            SandboxDiffMarkdown().render(try report()) == """
                ### segsync diff `dev` `prod`

                A is `dev`, B is `prod`. 2 only in A, 1 only in B, 2 different, 2 not compared, 0 the same.

                #### Different

                **`edit`** `Edit`

                ````diff
                  description
                - one\\ntwo
                + ``` <b>
                  expression, from A to B wider: nobody goes out, some may come in
                - ${tenant}.a in [1] and b = 2 and c = 3
                + ${tenant}.a in [1, 4] and b = 2
                    ~ ${tenant}.a in [1] → ${tenant}.a in [1, 4]: wider
                    - c = 3: wider
                ````

                **`same`** `Same`, not managed in B, matched by name

                ```diff
                  expression, from A to B changed: nothing is proved, some may come in and others go out
                - a = 1
                + a = 2
                ```

                #### Only in A

                - **`gone`** `Gone` (`a1`)
                - `By hand\\u{1b}[2J` (`a4`), not managed

                #### Only in B

                - `New` (`b1`), not managed

                #### Not compared

                - definitions with the stamp of key `copy`: nobody can tell which is which
                  - A: **`copy`** `Copy 1` (`a2`)
                  - A: **`copy`** `Copy 2` (`a3`)
                - segments of one name, not all managed: nobody can tell which is which
                  - A: **`twin`** `Twin` (`a6`)
                  - B: `Twin` (`b6`), not managed
                  - B: `Twin` (`b7`), not managed

                """
        )
    }

    @Test func inJSONItReadsLikeThis() throws {
        let report = report(
            [
                try observed("a1", key: "edit", name: "Edit", "_dev.a in [1]"),
                try observed("a2", key: nil, name: "Old"),
            ],
            [try observed("b1", key: "edit", name: "Edit", "_prod.a in [1, 4]")]
        )
        let encoder = JSONEncoder()
        let expected = """
            {"a":{"sandbox":"dev","source":"sandbox","title":"dev"},"ambiguous":[],\
            "b":{"sandbox":"prod","source":"sandbox","title":"prod"},\
            "different":[{"a":{"id":"a1","isManaged":true,"key":"edit","name":"Edit"},\
            "b":{"id":"b1","isManaged":true,"key":"edit","name":"Edit"},\
            "fields":[{"a":"${tenant}.a in [1]","b":"${tenant}.a in [1, 4]",\
            "clauses":[{"after":"${tenant}.a in [1, 4]","before":"${tenant}.a in [1]","effect":"wider",\
            "id":"is ${tenant}.a","kind":"altered","path":[]}],"effect":"wider","field":"expression"}],"key":"edit"}],\
            "onlyInA":[{"id":"a2","isManaged":false,"name":"Old"}],"onlyInB":[],"project":"luma",\
            "summary":{"ambiguous":0,"different":1,"onlyInA":1,"onlyInB":0,"same":0},"version":1}
            """
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(report), as: UTF8.self) == expected)
        #expect(try JSONDecoder().decode(SandboxDiffReport.self, from: Data(expected.utf8)) == report)
    }

    @Test func nothingDifferentIsSaid() throws {
        let report = report([try observed("a", key: "k", name: "K")], [try observed("b", key: "k", name: "K")])
        #expect(
            SandboxDiffText(style: .plain).render(report) == """
                A is 'dev', B is 'prod', of project 'luma'.

                Both say the same.

                Diff: 0 only in A, 0 only in B, 0 different, 1 the same.

                """
        )
        #expect(
            SandboxDiffMarkdown().render(report) == """
                ### segsync diff `dev` `prod`

                A is `dev`, B is `prod`. 0 only in A, 0 only in B, 0 different, 1 the same.

                Both say the same.

                """
        )
    }

    @Test(arguments: [
        ("plain", "`plain`"), ("", "(empty)"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("``` x", "```` ``` x ````"),
        (" x ", "`  x  `"), ("a | b", "`a | b`"), ("<img src=x>", "`<img src=x>`"), ("@team #1", "`@team #1`"),
        ("a\n# b", "`a\\n# b`"), ("\\`", "`` \\` ``"),
    ])
    func aNameInMarkdownIsCodeAndNothingElse(name: String, code: String) throws {
        let report = report([try observed("i", key: nil, name: name)], [])
        let lines = SandboxDiffMarkdown().render(report).split(separator: "\n")
        #expect(lines.last == "- \(code) (`i`), not managed")
    }

    @Test func aRuleInMarkdownCannotEndItsBlock() throws {
        let text = "````\n\n# heading <script>"
        let report = report(
            [try observed("a", key: "k", name: "K", text: text)],
            [try observed("b", key: "k", name: "K")]
        )
        let lines = SandboxDiffMarkdown().render(report).split(separator: "\n", omittingEmptySubsequences: false)
        let fences = lines.indices.filter { lines[$0].hasPrefix("`````") }
        #expect(fences.count == 2)
        #expect(lines[fences[0]] == "`````diff" && lines[fences[1]] == "`````")
        #expect(lines[fences[0] + 2] == "- ````\\n\\n# heading <script>")
    }

    @Test func aCommentHoldsNoMoreThanItCan() throws {
        let segments = try (0..<2000).map { index in
            try observed("id-\(index)", key: "key-\(index)", name: String(repeating: "n", count: 50))
        }
        let whole = SandboxDiffMarkdown(limit: .max).render(report(segments, []))
        let comment = SandboxDiffMarkdown().render(report(segments, []))
        #expect(whole.utf8.count > 65_536 && comment.utf8.count < 65_536)
        #expect(!whole.contains("left out"))
        let shown = comment.split(separator: "\n").count { $0.hasPrefix("- **") }
        #expect(comment.hasSuffix("\n\(2000 - shown) more are left out, since a comment cannot hold them.\n"))
    }
}
