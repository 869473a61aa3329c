import Foundation
import JSONTree
import Testing

/// `segsync pql`: one expression without a project, through the real binary.
struct PQLCommandTests {
    private static let rule = """
        person.gender = "female" and CHAIN(xEvent, timestamp, [
          C0: WHAT(eventType = "commerce.purchases") WHEN(<= 24 hours before now)
        ])
        """

    /// A folder that holds an expression, and no project.
    private func workspace(_ rule: String = rule) throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rule.pql", rule + "\n")
        return workspace
    }

    @Test func convertingThereAndBackGivesTheRuleAgain() async throws {
        let workspace = try workspace()
        let tree = try await workspace.segsync("pql", "convert", "rule.pql")
        #expect(tree.status == 0)
        #expect(try JSONText.decode(tree.output)["fnName"] == "and")
        try workspace.write("rule.json", tree.output)
        let text = try await workspace.segsync("pql", "convert", "rule.json")
        #expect(text.status == 0)
        let words = Self.rule.split { $0.isWhitespace }.joined(separator: " ")
        #expect(text.output == words.replacing("[ ", with: "[").replacing(" ]", with: "]") + "\n")
        #expect(text.messages.isEmpty)
    }

    @Test func stdinIsReadWhereNoFileIsNamed() async throws {
        let result = try await SegsyncProcess.run(
            ["pql", "convert"],
            in: Workspace.repository,
            input: #"{"nodeType":"fnApply","fnName":"isNull","params":[{"nodeType":"fieldLookup","fieldName":"a"}]}"#
        )
        #expect(result.status == 0, "\(result.messages)")
        #expect(result.output == "a.isNull()\n")
    }

    @Test func whatTextHasNoWordsForIsMarkedAndTold() async throws {
        let workspace = try workspace(#"{"nodeType":"fnApply","fnName":"not","params":[{"nodeType":"sparkle"}]}"#)
        let text = try await workspace.segsync("pql", "convert", "rule.pql")
        #expect(text.status == 0)
        #expect(text.output.contains("__json("))
        #expect(text.messages.contains("only segsync reads"))
        try workspace.write("marked.pql", text.output)
        let tree = try await workspace.segsync("pql", "convert", "marked.pql")
        #expect(try JSONText.decode(tree.output) == JSONText.decode(try workspace.read("rule.pql")))
    }

    @Test func everyMistakeIsToldWithItsPlace() async throws {
        let workspace = try workspace("person.gendre = \"female\" and\n  homeAddress.countryCode > and a = 'x'")
        let result = try await workspace.segsync("pql", "check", "rule.pql")
        #expect(result.status == 1)
        for place in ["rule.pql:2:29", "rule.pql:2:37"] {
            #expect(result.output.contains(place), "\(place) is not in \(result.output)")
        }
        for command in ["parse", "convert", "format"] {
            let refused = try await workspace.segsync("pql", command, "rule.pql")
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.messages.contains("rule.pql:2:29"))
        }
    }

    @Test func fieldsAreHeldAgainstTheSchemasThatAreNamed() async throws {
        let workspace = try workspace("person.gendre = \"female\"")
        let schemas = Workspace.repository.appendingPathComponent("schemas/luma").path
        let open = try await workspace.segsync("pql", "check", "rule.pql")
        #expect(open.status == 0, "\(open.output)")
        let held = try await workspace.segsync("pql", "check", "--schemas", schemas, "--format", "json", "rule.pql")
        #expect(held.status == 1)
        let json = try JSONText.decode(held.output)
        #expect(json["diagnostics"]?["diagnostics"]?.array?.map { $0["code"] } == ["PQL201"])
        #expect(json["form"] == "pql/text")
        let wrong = try await workspace.segsync("pql", "check", "--schemas", schemas, "--schema", "x", "rule.pql")
        #expect(wrong.status == 1 && wrong.messages.contains("no class 'x'"))
    }

    @Test func howItCanBeEvaluatedIsToldForEachMethodAndBothSetsOfRules() async throws {
        let workspace = try workspace(Self.rule.replacing("24 hours", with: "30 days"))
        let text = try await workspace.segsync("pql", "check", "rule.pql")
        #expect(text.status == 0)
        #expect(text.output.contains("batch      eligible:"))
        #expect(text.output.contains("streaming  ineligible: the window reaches 30 days back"))
        #expect(text.output.contains("eligible for definitions from before 20 May 2025"))
        let wanted = try await workspace.segsync(
            "pql",
            "check",
            "--evaluation",
            "streaming",
            "--format",
            "json",
            "rule.pql"
        )
        #expect(wanted.status == 1)
        let json = try JSONText.decode(wanted.output)
        #expect(json["evaluation"]?.array?.count == 6)
        #expect(json["diagnostics"]?["diagnostics"]?.array?.map { $0["code"] } == ["PQL302"])
    }

    @Test func theTreeIsShownWithPlaces() async throws {
        let workspace = try workspace("a.b = 1")
        let text = try await workspace.segsync("pql", "parse", "rule.pql")
        #expect(
            text.output == """
                call =         1:1–8
                  field b      1:1–4
                    field a    1:1–2
                      subject
                  literal 1    1:7–8

                """
        )
        let json = try JSONText.decode(
            try await workspace.segsync("pql", "parse", "rule.pql", "--format", "json").output
        )
        #expect(json["parts"]?.array?.map { $0["node"] } == ["field b", "literal 1"])
    }

    @Test func templatesAreReadWhereTheyAreAskedFor() async throws {
        let workspace = try workspace("a in ${levels}")
        #expect(try await workspace.segsync("pql", "parse", "rule.pql").status == 1)
        #expect(try await workspace.segsync("pql", "parse", "--templates", "rule.pql").status == 0)
        let result = try await workspace.segsync("pql", "convert", "--templates", "rule.pql")
        #expect(result.status == 1 && result.messages.contains("${levels}"))
    }

    @Test func aMissingFileIsNamed() async throws {
        let result = try await workspace().segsync("pql", "parse", "none.pql")
        #expect(result.status == 1)
        #expect(result.messages.contains("'none.pql'") && result.messages.contains("no such file"))
    }

    @Test(arguments: ["parse", "check", "format", "convert"])
    func helpHasAnExample(command: String) async throws {
        let result = try await SegsyncProcess.run(["pql", command, "--help"], in: Workspace.repository)
        #expect(result.status == 0)
        #expect(result.output.contains("Example: segsync pql \(command)"))
    }
}
