import Foundation
import JSONTree
import Testing

/// `segsync explain` and `segsync graph`, through the real binary.
struct ExplainCommandTests {
    private static let page = Workspace.repository.appendingPathComponent("Documentation/Explain.md")

    /// The page shows real output: each block that begins with `$ segsync` is run. With SEGSYNC_RECORD set, the page is
    /// written anew, and the test fails.
    @Test func thePageShowsWhatTheCommandsSay() async throws {
        let workspace = try Workspace.samples()
        let before = try String(contentsOf: Self.page, encoding: .utf8)
        var parts = before.components(separatedBy: "```\n$ segsync ")
        #expect(parts.count > 6)
        for index in parts.indices.dropFirst() {
            let end = try #require(parts[index].range(of: "\n```\n"))
            let block = parts[index][..<end.lowerBound]
            let command = block.prefix { $0 != "\n" }
            let result = try await SegsyncProcess.run(
                command.split(separator: " ").map(String.init),
                in: workspace.folder
            )
            #expect(result.status == 0, "\(command): \(result.messages)")
            let shown = result.output.trimmingCharacters(in: .newlines)
            if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] == nil {
                #expect(block == "\(command)\n\(shown)", "SEGSYNC_RECORD=1 writes \(command) anew")
            }
            parts[index] = "\(command)\n\(shown)" + parts[index][end.lowerBound...]
        }
        guard ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil else { return }
        let text = parts.joined(separator: "```\n$ segsync ")
        try Data(text.utf8).write(to: Self.page)
        if text != before { Issue.record("Explain.md was recorded: judge the difference") }
    }

    @Test func everySampleSegmentIsExplainedInTextAndJSON() async throws {
        let workspace = try Workspace.samples()
        let graph = try JSONText.decode(try await workspace.segsync("graph", "--format", "json").output)
        let keys = (graph["nodes"]?.array ?? []).compactMap { $0["key"]?.string }
        #expect(keys.count == 19)
        let result = try await SegsyncProcess.run(["explain", "--format", "json"] + keys, in: workspace.folder)
        #expect(result.status == 0, "\(result.messages)")
        let report = try JSONText.decode(result.output)
        #expect(report["segments"]?.array?.compactMap { $0["key"]?.string } == keys)
        for segment in report["segments"]?.array ?? [] {
            #expect(segment["rules"]?.array?.isEmpty == false)
            for rule in segment["rules"]?.array ?? [] { #expect(rule["sentences"]?.array?.isEmpty == false) }
        }
        let all = try await workspace.segsync("explain", "--format", "json")
        #expect(all.output == result.output)
        let text = try await SegsyncProcess.run(["explain"] + keys, in: workspace.folder)
        for key in keys { #expect(text.output.contains("\(key) · Luma") || text.output.contains("\(key) · ")) }
    }

    @Test func anUnknownKeyIsToldWithTheNearestOnes() async throws {
        let workspace = try Workspace.samples()
        for command in ["explain", "graph"] {
            let result = try await workspace.segsync(command, "luma-gold-or-abov", "luma-vip-campaign", "xyz")
            #expect(result.status == 1)
            #expect(result.output.isEmpty)
            #expect(
                result.messages.contains("there is no segment 'luma-gold-or-abov' (did you mean 'luma-gold-or-above'?)")
            )
            #expect(result.messages.contains("there is no segment 'xyz'"))
        }
        let sandbox = try await workspace.segsync("explain", "--sandbox", "loca", "luma-vip-campaign")
        #expect(sandbox.status == 1)
        #expect(sandbox.messages.contains("it defines local, local-prod"))
    }

    @Test func aProjectWithErrorsIsExplainedAsFarAsItCanBeRead() async throws {
        let workspace = try Workspace.samples()
        try workspace.write(
            "segments/shared/wrong.yaml",
            """
            key: half
            name: Half of it
            expression: testProfile = true and homeAddress.city =
            ---
            key: open
            name: Open
            expression: homeAddress.city = ${nowhere} and inSegment(${segment:half}) and inSegment(${segment:open})
            ---
            key: missing
            name: Missing
            expression: inSegment(${segment:nobody})
            """
        )
        let half = try await workspace.segsync("explain", "--sandbox", "local", "half")
        #expect(half.status == 1)
        // What stands before the mistake is not the rule.
        #expect(half.output.contains("the manifest has no rule that can be read"))
        #expect(!half.output.contains("test profile is true") && !half.output.contains("possible"))
        #expect(half.output.contains("PQL"))
        #expect(half.messages.contains("nowhere"))
        let open = try await workspace.segsync("explain", "--sandbox", "local", "open")
        #expect(open.status == 1)
        #expect(open.output.contains("home address city is `${nowhere}`"))
        #expect(open.output.contains("the profile is in segment 'half'"))
        #expect(open.output.contains("nowhere"))
        let missing = try await workspace.segsync("explain", "--sandbox", "local", "missing")
        #expect(missing.output.contains("it references 'nobody', and no manifest of the sandbox has that key (MAN417)"))
        let graph = try await workspace.segsync("graph", "open")
        #expect(graph.status == 1)
        #expect(
            graph.output.contains("open · Open\n  half · Half of it\n  open · Open (told above)\n"),
            "\(graph.output)"
        )
    }

    /// Neither they nor those that ask about them can ever be made.
    @Test func segmentsAroundACircleAreNotToldThatTheyCanBeEvaluated() async throws {
        let workspace = try Workspace.samples()
        let rules = [("c1", "c2"), ("c2", "c3"), ("c3", "c1"), ("before", "c2"), ("itself", "itself")]
        try workspace.write(
            "segments/shared/circles.yaml",
            rules.map { "key: \($0)\nname: Segment \($0)\nexpression: inSegment(${segment:\($1)}) and testProfile" }
                .joined(separator: "\n---\n")
        )
        let reasons = [
            "c1": "it references 'c2', whose references lead back to it",
            "c2": "it references 'c3', whose references lead back to it",
            "c3": "it references 'c1', whose references lead back to it",
            "before": "it references 'c2', whose references run in a circle", "itself": "it references itself",
        ]
        for (key, reason) in reasons {
            let text = try await workspace.segsync("explain", key)
            #expect(text.status == 1)
            #expect(!text.output.contains(": possible"))
            #expect(text.output.contains("  batch: not possible: \(reason) (MAN418)\n"))
            #expect(text.output.contains("segments reference each other in a circle") == (key != "before"), "\(key)")
            let answer = try await workspace.segsync("explain", "--format", "json", key)
            let report = try JSONText.decode(answer.output)
            let codes = (report["diagnostics"]?["diagnostics"]?.array ?? []).compactMap { $0["code"]?.string }
            #expect(codes == (key == "before" ? [] : ["MAN418"]), "\(key)")
            for sandbox in report["segments"]?.array?.first?["sandboxes"]?.array ?? [] {
                let verdicts = sandbox["evaluation"]?.array ?? []
                #expect(verdicts.count == 3)
                for verdict in verdicts {
                    #expect(verdict["answer"]?.string == "ineligible")
                    #expect(verdict["reasons"]?.array?.first?["text"]?.string == reason)
                }
            }
        }
    }

    /// Of a long line of references only the nearest are counted: what is written grows with the number of segments.
    @Test func allOfALongLineAreExplained() async throws {
        func output(_ count: Int) async throws -> String {
            let workspace = try Workspace.samples()
            try workspace.write(
                "segments/shared/line.yaml",
                (0..<count).map { index in
                    let rule = index == 0 ? "testProfile" : "inSegment(${segment:line-\(index - 1)})"
                    return "key: line-\(index)\nname: Segment \(index)\nexpression: \(rule)"
                }.joined(separator: "\n---\n")
            )
            let result = try await workspace.segsync("explain", "--sandbox", "local")
            #expect(result.status == 0, "\(result.messages)")
            return result.output
        }
        let (half, whole) = (try await output(300), try await output(600))
        #expect(whole.contains("uses line-598, at least 201 with those behind them\n"))
        #expect(whole.contains("uses line-99, 100 with those behind them\n"))
        #expect(whole.utf8.count < half.utf8.count * 21 / 10)
    }

    @Test func theHelpOfBothHasAnExample() async throws {
        for command in ["explain", "graph"] {
            let help = try await SegsyncProcess.run([command, "--help"], in: Workspace.repository)
            #expect(help.status == 0)
            #expect(help.output.contains("Example: segsync \(command)"))
        }
    }
}
