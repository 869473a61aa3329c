import Diagnostics
import Manifests
import Testing

@Suite struct ProjectFileTests {
    private func codes(_ project: String) -> [String] {
        lines(ProjectValidation(files: .memory(["segsync.yaml": project, "s/a.yaml": "# none\n"])))
    }

    @Test func aMissingProjectFileIsADiagnostic() {
        #expect(lines(ProjectValidation(files: .memory([:]))) == ["segsync.yaml:1:1 MAN408"])
    }

    @Test(arguments: [
        ("{}", ["segsync.yaml:1:1 MAN403", "segsync.yaml:1:1 MAN403", "segsync.yaml:1:1 MAN403"]),
        ("version: 2\nproject: p\nsandboxes: {}\n", ["segsync.yaml:1:10 MAN422"]),
        ("version: 1\nproject: a b\nsandboxes: {}\n", ["segsync.yaml:2:10 MAN407"]),
        ("version: 1\nproject: p\nsandboxes: []\n", ["segsync.yaml:3:12 MAN404"]),
        ("version: 1\nproject: p\nsandboxes: {}\nguard: {}\n", ["segsync.yaml:4:1 MAN402"]),
        ("version: 1\nproject: p\nsandboxes: {}\nguards: { maxDeletePercent: 101 }\n", ["segsync.yaml:4:29 MAN405"]),
        ("", ["segsync.yaml:1:1 MAN403"]),
        ("- a\n", ["segsync.yaml:1:1 MAN404"]),
    ])
    func mistakesOfTheFrameAreFound(project: String, expected: [String]) {
        #expect(codes(project) == expected)
    }

    @Test func everyMistakeOfASandboxIsFound() {
        let found = codes(
            """
            version: 1
            project: p
            sandboxes:
              dev:
                endpoint: ftp://example.org
                sandbox: dev
                tenant: acme
                segments: [nowhere]
                schemas: nowhere-either
                variables: { tenant: x, 1st: y, map: {} }
                credentials: { clientID: a-real-secret, clientSecret: SECRET, orgId: ORG }
            """
        )
        #expect(
            found == [
                "segsync.yaml:5:15 MAN424", "segsync.yaml:7:13 MAN421", "segsync.yaml:10:18 MAN407",
                "segsync.yaml:10:29 MAN407", "segsync.yaml:10:42 MAN404", "segsync.yaml:11:18 MAN403",
                "segsync.yaml:11:30 MAN423", "segsync.yaml:11:67 MAN402",
            ]
        )
    }

    @Test(arguments: [("", Bool?.none), ("production: true", true), ("production: false", false)])
    func aSandboxMayBeSaidToBeOneOfProduction(line: String, expected: Bool?) throws {
        let project = """
            version: 1
            project: p
            sandboxes:
              dev: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s], \(line) }
            """
        let validation = ProjectValidation(files: .memory(["segsync.yaml": project, "s/a.yaml": "# none\n"]))
        #expect(try #require(validation.project?.sandboxes.first).isProduction == expected)
    }

    @Test func whetherItIsOneOfProductionIsYesOrNo() {
        let found = codes(
            """
            version: 1
            project: p
            sandboxes:
              dev: { endpoint: embedded, sandbox: d, tenant: _a, production: maybe, segments: [s] }
            """
        )
        #expect(found.contains("segsync.yaml:4:66 MAN404"), "\(found)")
    }

    @Test func aPlatformsSandboxNeedsCredentials() {
        let found = codes(
            """
            version: 1
            project: p
            sandboxes:
              dev: { endpoint: "https://platform.adobe.io", sandbox: d, tenant: _a, segments: [s] }
            """
        )
        #expect(found.contains("segsync.yaml:4:3 MAN403"))
    }

    @Test func twoNamesForOneSandboxWouldDeleteEachOthersSegments() throws {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: p
                sandboxes:
                  a: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s] }
                  b: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s] }
                  c: { endpoint: embedded, sandbox: e, tenant: _a, segments: [s] }
                  d: { endpoint: "https://x.org", sandbox: d, tenant: _a, segments: [s], credentials: &one { clientID: C, clientSecret: S, orgID: O } }
                  e: { endpoint: "https://X.org/", sandbox: d, tenant: _a, segments: [s], credentials: *one }
                  f: { endpoint: "https://x.org", sandbox: d, tenant: _a, segments: [s], credentials: { clientID: C, clientSecret: S, orgID: P } }
                """,
                "s/a.yaml": "key: a\nname: A\nexpression: x = 1\n",
            ])
        )
        #expect(
            lines(validation).filter { !$0.hasSuffix("MAN426") } == [
                "segsync.yaml:5:3 MAN427", "segsync.yaml:8:3 MAN427",
            ]
        )
        let first = try #require(validation.diagnostics.sorted.first { $0.rule.code == "MAN427" })
        let note = try #require(first.notes.first)
        #expect(validation.sources[note.file]?.position(at: note.span.start) == SourcePosition(line: 4, column: 3))
    }

    @Test(arguments: ["./s", "s/", "s//", "././s/."])
    func aFolderMayBeWrittenInOtherWays(folder: String) {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: p
                sandboxes:
                  a: { endpoint: embedded, sandbox: d, tenant: _a, segments: [s, "\(folder)"] }
                """,
                "s/a.yaml": "key: a\nname: A\nexpression: x = 1\nsandboxes: [a]\n",
            ])
        )
        #expect(lines(validation) == ["segsync.yaml:4:3 MAN426"])
        #expect(validation.manifestCount == 1)
    }

    @Test func aSecretWrittenByMistakeIsNotRepeated() {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: p
                sandboxes:
                  dev:
                    endpoint: https://platform.adobe.io
                    sandbox: d
                    tenant: _a
                    segments: [s]
                    credentials: { clientID: ID, clientSecret: p8e-hunter2, orgID: ORG }
                """
            ])
        )
        #expect(validation.diagnostics.sorted.contains { $0.rule.code == "MAN423" })
        #expect(!validation.diagnostics.sorted.contains { "\($0)".contains("hunter2") })
    }
}
