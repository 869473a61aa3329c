import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// `evaluation` of manifests against their rules, and the limits of a sandbox.
@Suite struct EvaluationRulesTests {
    private static let event = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(<= 24 hours before now)])"

    private func document(_ key: String, _ rule: String, _ more: String = "") -> String {
        "key: \(key)\nname: \(key)\nexpression: '\(rule)'\n\(more)"
    }

    /// Codes with the lines where they stand, but for the warning of a project without schemas.
    private func found(_ documents: String...) -> [String] {
        lines(Sample.project(documents.joined(separator: "---\n"))).filter { !$0.hasSuffix("MAN426") }
    }

    @Test func aRuleThatCannotBeStreamedIsAnErrorWhereItsWindowStands() {
        let rule = Self.event.replacing("24 hours", with: "30 days")
        #expect(found(document("a", rule, "evaluation: streaming\n")) == ["segments/a.yaml:3:74 PQL302"])
        #expect(found(document("a", rule, "evaluation: batch\n")) == [])
        #expect(found(document("a", rule)) == [])
        #expect(found(document("a", Self.event, "evaluation: streaming\n")) == [])
    }

    @Test func anOverrideIsHeldAgainstTheRuleOfItsSandbox() {
        let rule = "select X from xEvent where X.eventType = \"a\""
        let overridden = document("a", rule, "overrides: { dev: { evaluation: edge } }\n")
        #expect(found(overridden) == ["segments/a.yaml:3:21 PQL301"])
    }

    @Test func whatAnotherSegmentAsksForDecides() {
        let user = document("user", "inSegment(${segment:used}) and " + Self.event, "evaluation: edge\n")
        #expect(found(user, document("used", "person.gender = \"female\"")) == [])
        let past = document("used", "select X from xEvent where X.eventType = \"b\"")
        let verdict = found(user, past)
        #expect(verdict.count == 1 && verdict[0].hasSuffix("PQL305"), "\(verdict)")
    }

    @Test func limitsOfRulesAreTold() {
        let steps = (0..<7).map { "C\($0): WHAT(eventType = \"e\($0)\")" }.joined(separator: ", ")
        let verdict = found(document("a", "CHAIN(xEvent, timestamp, [\(steps)])"))
        #expect(verdict.count == 1 && verdict[0].hasSuffix("PQL320"), "\(verdict)")
    }

    @Test(arguments: [(150, 0, 0), (151, 0, 1), (0, 501, 1), (151, 350, 2)])
    func segmentsOfAMethodAreCounted(edge: Int, streaming: Int, warnings: Int) {
        let documents =
            (0..<edge).map { document("e\($0)", "a = \($0)", "evaluation: edge\n") }
            + (0..<streaming).map { document("s\($0)", "a = \($0)", "evaluation: streaming\n") }
        let validation = Sample.project(documents.joined(separator: "---\n"))
        let codes = validation.diagnostics.sorted.map(\.rule.code).filter { $0.hasPrefix("PQL32") }
        #expect(codes.count == warnings, "\(codes)")
    }

    @Test func inactiveSegmentsDoNotCount() {
        let documents = (0..<160).map {
            document("e\($0)", "a = \($0)", "evaluation: edge\n" + ($0 < 20 ? "lifecycle: inactive\n" : ""))
        }
        let validation = Sample.project(documents.joined(separator: "---\n"))
        #expect(!validation.diagnostics.sorted.contains { $0.rule.code.hasPrefix("PQL32") })
    }

    @Test func jsonInAManifestIsToldWhereItIsWrong() {
        let manifest = """
            key: a
            name: A
            expression:
              format: pql/json
              value: '{"nodeType":"fnApply","fnName":"not","params":[{"nodeType":"literal","literalType":"Boolean"}]}'
            """
        #expect(found(manifest) == ["segments/a.yaml:5:58 PQL142"])
    }

    @Test func theSchemasTellWhichRulesStayWithTheProfile() throws {
        let sample = ProjectValidation(files: .disk(Sample.root))
        let entities = try #require(sample.entities["local"])
        func use(_ key: String) throws -> EntityUse? { entities[try #require(SegmentKey(key))] }
        #expect(try use("luma-gold-or-above") == .profileAndEvents)
        #expect(try use("luma-active-today") == .profileAndEvents)
        #expect(try use("products-for-men") == .otherEntities)
        #expect(entities.count == sample.desired["local"]?.count)
        let unchecked = Sample.project(document("a", "person.birthYear > 1980")).entities["dev"]
        #expect(unchecked?.values.map { $0 } == [.unknown])
    }

    @Test func aRuleAboutSomethingElseThanProfilesIsNotJudged() throws {
        let tree = FileTree.disk(Sample.root)
        let path = "segments/shared/loyalty.yaml"
        let files = FileTree(
            read: { file throws(FileTree.Failure) in
                guard file == path else { return try tree.read(file) }
                return Array("key: a\nname: A\nexpression: any > 1\nschema: _xdm.context.account\n".utf8)
            },
            list: tree.list
        )
        let entities = ProjectValidation(files: files).entities["local"]
        #expect(entities?[try #require(SegmentKey("a"))] == .unknown)
    }
}
