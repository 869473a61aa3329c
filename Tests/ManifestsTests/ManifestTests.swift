import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

@Suite struct ManifestTests {
    private func desired(_ manifest: String, variables: String = "{}") throws -> DesiredSegment {
        let validation = Sample.project(manifest, variables: variables)
        #expect(!validation.diagnostics.hasErrors, "\(lines(validation))")
        return try #require(validation.desired["dev"]?.first)
    }

    @Test func everyKeyIsRead() throws {
        let segment = try desired(
            """
            key: full
            name: Full
            description: All keys
            expression: a = 1
            evaluation: streaming
            schema: _xdm.context.account
            mergePolicy: Strict
            labels: [core/C1]
            tags: [loyalty]
            lifecycle: published
            ttlInDays: 90
            owner: team
            protect: true
            adopt: true
            sandboxes: [dev]
            overrides: { dev: { ttlInDays: 60 } }
            """
        )
        #expect(segment.key.text == "full")
        #expect(segment.description == "All keys")
        #expect(segment.evaluation == .streaming)
        #expect(segment.schema == "_xdm.context.account")
        #expect(segment.mergePolicy == .named("Strict"))
        #expect(segment.ttlInDays == 60)
        #expect(segment.protect && segment.adopt)
    }

    @Test func whatIsNotWrittenIsNotWanted() throws {
        let segment = try desired("key: a\nname: A\nexpression: x = 1\n")
        #expect(segment.description == nil)
        #expect(segment.evaluation == nil)
        #expect(segment.mergePolicy == nil)
        #expect(segment.ttlInDays == nil)
        #expect(segment.schema == "_xdm.context.profile")
    }

    @Test func severalDocumentsAreSeveralSegments() {
        let validation = Sample.project(
            "key: a\nname: A\nexpression: x = 1\n---\n# none\n---\nkey: b\nname: B\nexpression: x = 2\n"
        )
        #expect(validation.desired["dev"]?.map(\.key.text) == ["a", "b"])
        #expect(validation.manifestCount == 2)
    }

    @Test func templatesAreFilledInByKind() throws {
        let segment = try desired(
            """
            key: t
            name: "Level ${level} of ${tenant} costs $${none}"
            expression: ${tenant}.level in ${levels} and a = ${level} and b = "is ${count}" and c occurs <= ${count} days before now
            """,
            variables: "{ level: 'go\"ld', levels: [x, 2, true], count: 30 }"
        )
        #expect(segment.name == "Level go\"ld of _acme costs ${none}")
        let rule = SegmentExpression(
            format: "pql/text",
            value: #"_acme.level in ["x", 2, true] and a = "go\"ld" and b = "is 30" and c occurs <= 30 days before now"#
        )
        #expect(segment.expression == rule)
    }

    @Test func aValueCannotInjectSyntax() throws {
        let segment = try desired(
            "key: t\nname: T\nexpression: a = ${v}\n",
            variables: #"{ v: "x\" or true or \"" }"#
        )
        #expect(segment.expression == SegmentExpression(format: "pql/text", value: #"a = "x\" or true or \"""#))
    }

    @Test func anExpressionMayStandInAFileOrBeATree() throws {
        let validation = Sample.project(
            """
            key: from-file
            name: F
            expression: { file: rules/f.pql }
            ---
            key: tree
            name: T
            expression:
              format: pql/json
              value: { nodeType: fnApply, fnName: isNull, params: [ { nodeType: fieldLookup, fieldName: a, object: { nodeType: parameterReference, position: 1 } } ] }
            ---
            key: text
            name: X
            expression: { format: pql/text, value: a.isNull() }
            """,
            more: ["segments/rules/f.pql": "a.isNull()\n"]
        )
        #expect(!validation.diagnostics.hasErrors, "\(lines(validation))")
        let rules = validation.desired["dev"]?.map(\.expression) ?? []
        #expect(rules.count == 3)
        #expect(Set(rules).count == 1)
    }

    @Test func aTreeInYAMLHoldsWhatJSONHolds() {
        let validation = Sample.project(
            """
            key: tree
            name: T
            expression:
              format: pql/json
              value:
                nodeType: someday
                limits: [.nan, -.inf, 1.5]
                1: one
                true: yes
            """
        )
        let found = lines(validation).filter { $0.hasPrefix("segments/") }
        #expect(
            found == [
                "segments/a.yaml:7:14 MAN425", "segments/a.yaml:7:20 MAN425", "segments/a.yaml:8:5 MAN425",
                "segments/a.yaml:9:5 MAN425",
            ]
        )
    }

    @Test func aListOfNoSandboxesIsNoList() {
        let validation = Sample.project("key: a\nname: A\nexpression: x = 1\nsandboxes: []\n")
        #expect(lines(validation).contains("segments/a.yaml:4:12 MAN428"))
    }

    @Test func ofAFloodInOneFileTheFirstAreKept() {
        let documents = (0..<300).map { "key: k\($0)\nname: N\($0)\nexpression: x = ${v\($0)}\n" }
        let validation = Sample.project(documents.joined(separator: "---\n"))
        let kept = lines(validation).filter { $0.hasPrefix("segments/") }
        #expect(kept == (0..<100).map { "segments/a.yaml:\($0 * 4 + 3):17 MAN412" })
        #expect(validation.diagnostics.dropped.values.reduce(0, +) == 200)
    }

    @Test func tokensWithoutTheirEndTakeNoLongerThanText() {
        let source = String(repeating: "${", count: 200_000)
        let text = TemplateText("${a}" + source, offsets: .shift(by: 0, length: source.utf8.count + 4))
        #expect(text.parts == [.variable("a", ByteSpan(0, 4)), .text(source)])
    }

    @Test func aFloodOfUnknownReferencesIsTold() {
        let documents = (0..<300).map { index in
            "key: segment-number-\(index)\nname: N\(index)\nexpression: inSegment(${segment:segment-numbre-\(index)})\n"
        }
        let validation = Sample.project(documents.joined(separator: "---\n"))
        let kept = validation.diagnostics.sorted.filter { $0.rule.code == "MAN417" }
        #expect(kept.count == 100)
        #expect(kept.allSatisfy { !$0.suggestions.isEmpty })
    }

    @Test func aMistakeInAnExpressionsFileIsShownThere() {
        let validation = Sample.project(
            "key: f\nname: F\nexpression: { file: f.pql }\n",
            more: ["segments/f.pql": "a = 1\n  and ${nope} = 2\n"]
        )
        #expect(lines(validation).contains("segments/f.pql:2:7 MAN412"))
    }

    @Test func overridesHoldInTheirSandboxAlone() {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: luma
                sandboxes:
                  dev: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s], variables: { v: 1 } }
                  prod: { endpoint: embedded, sandbox: p, tenant: _b, segments: [s], variables: { v: 2 } }
                """,
                "s/m.yaml": """
                key: a
                name: A
                expression: ${tenant}.x = ${v}
                overrides: { prod: { name: A in production, evaluation: edge } }
                ---
                key: b
                name: B
                expression: y = 1
                sandboxes: [dev]
                """,
            ])
        )
        #expect(!validation.diagnostics.hasErrors, "\(lines(validation))")
        #expect(validation.desired["dev"]?.map(\.name) == ["A", "B"])
        #expect(validation.desired["prod"]?.map(\.name) == ["A in production"])
        #expect(validation.desired["prod"]?.first?.expression.text == "_b.x = 2")
        #expect(validation.desired["prod"]?.first?.evaluation == .edge)
    }

    @Test func anOverrideForASandboxThatIsLeftOutIsTold() {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: luma
                sandboxes:
                  dev: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s] }
                  prod: { endpoint: embedded, sandbox: p, tenant: _b, segments: [s] }
                """,
                "s/m.yaml": """
                key: a
                name: A
                expression: x = 1
                sandboxes: [dev]
                overrides:
                  prod: { ttlInDays: 1 }
                """,
            ])
        )
        #expect(lines(validation).filter { $0.hasSuffix("MAN410") } == ["s/m.yaml:6:3 MAN410"])
    }

    @Test func whatOneSandboxAloneFindsNamesIt() {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: luma
                sandboxes:
                  dev: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s], variables: { v: 1 } }
                  prod: { endpoint: embedded, sandbox: p, tenant: _b, segments: [s] }
                """,
                "s/m.yaml": "key: a\nname: A\nexpression: x = ${v} and ${w} = 1\n",
            ])
        )
        let messages = validation.diagnostics.sorted.filter { $0.severity == .error }.map(\.message)
        #expect(messages == ["undefined variable 'v', in sandbox 'prod'", "undefined variable 'w'"])
    }

    @Test func anUnusedVariableIsTold() {
        let validation = Sample.project("key: a\nname: A\nexpression: x = 1\n", variables: "{ spare: 1 }")
        #expect(lines(validation).contains("segsync.yaml:9:18 MAN414"))
        #expect(!validation.diagnostics.hasErrors)
    }
}
