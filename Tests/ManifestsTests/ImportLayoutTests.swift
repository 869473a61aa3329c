import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// What a new manifest says, to the byte.
@Suite struct ImportLayoutTests {
    private func text(_ definition: ObservedSegment, beside others: [ObservedSegment] = []) throws -> String {
        let result = ImportScene().importing(([definition] + others).map(ImportScene.new))
        let outcome = try #require(result.outcome(definition.id.text))
        guard case .imported(let file) = outcome.result else {
            Issue.record("\(outcome)")
            return ""
        }
        let text = try #require(result.text(file))
        let formatted = ManifestFormatter(file: FileID(file)).format(Array(text.utf8))
        #expect(formatted.text == text && formatted.diagnostics.isEmpty, "fmt would change it: \(text)")
        return text
    }

    private func check(
        _ expected: String,
        name: String = "Name",
        key: String = "name",
        rule: String = "a = 1",
        written: String = "expression: a = 1\n",
        description: String = "",
        _ change: (inout SegmentContent) -> Void
    ) throws {
        let definition = ImportScene.definition("1", name, rule, description: description, change: change)
        #expect(try text(definition) == "key: \(key)\nname: Name\n\(written)\(expected)")
    }

    @Test func defaultsAreLeftOut() throws {
        try check("") { _ in }
        try check("") { $0.ttlInDays = nil }
    }

    @Test func everyFieldThatIsNoDefaultIsNamed() throws {
        try check("evaluation: streaming\n") { $0.evaluation = .streaming }
        try check("evaluation: edge\n") { $0.evaluation = .edge }
        try check("mergePolicy: Strict\n") { $0.mergePolicyID = "p2" }
        try check("ttlInDays: 90\n") { $0.ttlInDays = 90 }
        try check("labels: [core/C1, custom/x]\n") { $0.labels = ["custom/x", "core/C1"] }
        try check("tags: [loyalty, web]\n") { $0.tags = ["t3", "t1"] }
        try check("tags: [t4]\n") { $0.tags = ["t4"] }
        try check("lifecycle: draft\n") { $0.lifecycle = .draft }
        try check("schema: _xdm.context.other\n") {
            $0.schema = "_xdm.context.other"
            $0.mergePolicyID = nil
        }
        try check(
            "evaluation: streaming\nmergePolicy: Strict\nttlInDays: 7\nlabels: [core/C1]\ntags: [Gold]\n"
                + "lifecycle: inactive\n"
        ) {
            $0.evaluation = .streaming
            $0.mergePolicyID = "p2"
            $0.ttlInDays = 7
            $0.labels = ["core/C1"]
            $0.tags = ["t2"]
            $0.lifecycle = .inactive
        }
    }

    @Test(arguments: [
        ("plain", "plain"), ("- dash", "\"- dash\""), ("it's: \"x\" #1", "\"it's: \\\"x\\\" #1\""),
        ("*star", "\"*star\""), ("&and", "\"&and\""), ("!bang", "\"!bang\""), ("@at", "\"@at\""),
        ("`tick", "\"`tick\""),
        ("%x", "\"%x\""), ("{x}", "\"{x}\""), ("[x]", "\"[x]\""), ("? x", "\"? x\""), ("| x", "\"| x\""),
        ("true", "\"true\""), ("12", "\"12\""), ("~", "\"~\""), ("two\nlines", "\"two\\nlines\""), ("end ", "\"end \""),
        ("${market} and $${x}", "$${market} and $$${x}"), ("🎉 größer", "🎉 größer"), ("tab\tin", "tab\tin"),
        ("\u{0}", "\"\\u0000\""),
        ("yes", "\"yes\""), ("No", "\"No\""), ("y", "\"y\""), ("ON", "\"ON\""), ("off", "\"off\""),
        ("null", "\"null\""),
        ("_acme: Gold", "\"${tenant}: Gold\""), ("x_acme", "x_acme"), ("Gold of _acme", "Gold of ${tenant}"),
        ("\u{7}bell\u{2028}", "\"\\u0007bell\\u2028\""),
    ])
    func namesAreWrittenSoThatYAMLReadsThem(name: String, written: String) throws {
        let text = try text(ImportScene.definition("1", name))
        #expect(text.split(separator: "\n").dropFirst().first == "name: \(written)", "\(text)")
    }

    @Test(arguments: [
        ("One line", "One line"), ("two\nlines", "|\n  two\n  lines"),
        ("two \n  lines\n\n end ", "|\n  two \n    lines\n\n   end "),
        ("  in front\nx", "\"  in front\\nx\""), ("# no comment", "\"# no comment\""),
        ("a ${b}\nc", "|\n  a $${b}\n  c"),
        ("key: x", "\"key: x\""), ("ends\n", "\"ends\\n\""), ("two\nlines\n\n", "\"two\\nlines\\n\\n\""),
        ("\n", "\"\\n\""),
        ("for _acme and _acme-x, not x_acme or _acme_x", "for ${tenant} and ${tenant}-x, not x_acme or _acme_x"),
        ("two\n_acme${x}", "|\n  two\n  ${tenant}$${x}"),
    ])
    func descriptionsKeepTheirLines(description: String, written: String) throws {
        let text = try text(ImportScene.definition("1", description: description))
        #expect(text == "key: name\nname: Name\ndescription: \(written)\nexpression: a = 1\n")
    }

    @Test func rulesAreTextOfOneLineOrABlock() throws {
        try check("", rule: "a = \"x: #\"", written: "expression: |\n  a = \"x: #\"\n") { _ in }
        let words = (0..<9).map { "person.field\($0) = \($0)" }
        let block = "expression: |\n  " + words.joined(separator: "\n  and ") + "\n"
        try check("", rule: words.joined(separator: " and "), written: block) { _ in }
        try check(
            "",
            rule: "_acme.x = 1 and b._acme = \"_acme\"",
            written: """
                expression: ${tenant}.x = 1 and b.${tenant} = "${tenant}"

                """
        ) { _ in }
        try check("", rule: "a = \"${x}\"", written: "expression: a = \"$${x}\"\n") { _ in }
        let json = """
            {"nodeType":"fnApply","fnName":"=","params":[{"nodeType":"fieldLookup","fieldName":"a","object":\
            {"nodeType":"parameterReference","position":1}},{"nodeType":"literal","literalType":"Integer","value":1}]}
            """
        #expect(
            try text(ImportScene.definition("1", "Name", json, format: "pql/json")) == """
                key: name
                name: Name
                expression: a = 1

                """
        )
    }

    @Test func aRuleWithoutWordsInTextIsKeptAsJSONAndMarked() throws {
        let json = """
            {"nodeType":"fnApply","fnName":"=","comment":"${x}","params":[{"nodeType":"fieldLookup","fieldName":"_acme",\
            "object":{"nodeType":"parameterReference","position":1}},{"nodeType":"literal","literalType":"String",\
            "value":"${y}"}]}
            """
        let text = try text(ImportScene.definition("1", "Name", json, format: "pql/json"))
        let head = """
            # pql/text has no words for the rule, so it stands here as pql/json
            key: name
            name: Name
            expression:
              format: pql/json
              value: |
                {
            """
        #expect(text.hasPrefix(head), "\(text)")
        #expect(text.contains("${tenant}") && text.contains("$${y}") && text.contains("\"${x}\""), "\(text)")
    }

    @Test func otherDefinitionsAreNamedByTheirKeys() throws {
        let rule =
            "inSegment(\"id-gold\") and segmentMembership.get(\"ups\").get(\"id-gold\").status = \"realized\" "
            + "and inSegment(\"elsewhere\")"
        let gold = ImportScene.definition("id-gold", "Gold", "b = 2")
        let text = try text(ImportScene.definition("1", "Name", rule), beside: [gold])
        #expect(text.contains("inSegment(${segment:gold})") && text.contains("inSegment(\"elsewhere\")"), "\(text)")
        #expect(text.contains("segmentMembership.get(\"ups\").get(${segment:gold})"), "\(text)")
        let result = ImportScene().importing([ImportScene.definition("1", "Name", rule), gold].map(ImportScene.new))
        #expect(
            result.outcome("1")?.notes == ["its rule names definition 'elsewhere' by its id, since no manifest has it"]
        )
    }

    @Test func whatNoManifestCanSayIsLeftToTheServiceAndTold() throws {
        let cases: [(String, (inout SegmentContent) -> Void)] = [
            (
                "'evaluation' is left to the service: a manifest names one evaluation method, and the sandbox has "
                    + "'batch, streaming'",
                { $0.evaluation = EvaluationFlags(batch: true, streaming: true, edge: false) }
            ),
            (
                "'mergePolicy' is left to the service: no name tells the merge policy 'Twice' from others",
                { $0.mergePolicyID = "p3" }
            ),
            ("'tags' is left to the service: the organisation has no tag of the id 'x y'", { $0.tags = ["x\ny"] }),
        ]
        for (comment, change) in cases {
            let result = ImportScene().importing([ImportScene.new(ImportScene.definition("1", change: change))])
            let text = result.text("segments/dev/name.yaml")
            #expect(text == "# \(comment)\nkey: name\nname: Name\nexpression: a = 1\n", "\(result.outcomes)")
            #expect(result.outcomes.first?.notes.count == 1)
        }
    }

    @Test func keysThatOlderYAMLReadsAsBooleansAreQuoted() throws {
        for (name, key) in [("Yes", "yes"), ("No!", "no"), ("Y", "y"), ("Off", "off"), ("Null", "null")] {
            let text = try text(ImportScene.definition("1", name))
            #expect(text.hasPrefix("key: \"\(key)\"\n"), "\(text)")
        }
    }

    @Test(arguments: [
        ("a like \"%_acme%\"", "a like \"%${tenant}%\""),
        ("a = \"x_acme\" or b = \"_acmes\"", "a = \"x_acme\" or b = \"_acmes\""),
        ("a in [\"_acme\", \"${x} _acme\"]", "a in [\"${tenant}\", \"$${x} ${tenant}\"]"),
    ])
    func theTenantAsAWordOfAStringIsATemplate(rule: String, written: String) throws {
        let result = ImportScene().importing([ImportScene.new(ImportScene.definition("1", "Name", rule))])
        let text = try #require(result.text("segments/dev/name.yaml"), "\(result.outcomes)")
        #expect(text.contains(written), "\(text)")
        #expect(result.outcomes.first?.notes == [])
    }

    @Test func theTenantWhereNoTemplateCanStandIsTold() {
        let definition = ImportScene.definition("1") { $0.labels = ["custom/_acme", "core/C1", "custom/x_acme"] }
        let result = ImportScene().importing([ImportScene.new(definition)])
        #expect(
            result.outcomes.first?.notes == ["its 'labels' names the tenant '_acme', where no ${tenant} can stand"],
            "\(result.outcomes)"
        )
        let other = ImportScene.definition("2") { $0.labels = ["custom/x_acme"] }
        #expect(ImportScene().importing([ImportScene.new(other)]).outcomes.first?.notes == [])
    }
}
