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
                "segsync.yaml:5:5 MAN424", "segsync.yaml:7:13 MAN421", "segsync.yaml:10:18 MAN407",
                "segsync.yaml:10:29 MAN407", "segsync.yaml:10:42 MAN404", "segsync.yaml:11:18 MAN403",
                "segsync.yaml:11:20 MAN423", "segsync.yaml:11:67 MAN402",
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

    /// What `sandboxes.dev` says from its endpoint on, and the code of one thing that is wrong with it.
    @Test(arguments: [
        ("", "credentials: { clientID: ID, clientSecret: p8e-hunter2, orgID: ORG }", "MAN423"),
        ("", "credentials:\n      clientID: ID\n      orgID: ORG\n      clientSecret: p8e-hunter2", "MAN423"),
        ("", "credentials:\n      clientID: ID\n      clientSecrt: p8e-hunter2\n      orgID: ORG", "MAN402"),
        ("", "credentials:\n      clientID: ID\n      p8e-hunter2: yes\n      orgID: ORG", "MAN402"),
        ("", "credentials: p8e-hunter2", "MAN404"),
        ("", "credentials: [p8e-hunter2]", "MAN404"),
        ("", "credentials:\n      clientSecret:\n        - p8e-hunter2", "MAN404"),
        ("", "credentials:\n      ? [p8e-hunter2]\n      : a", "MAN401"),
        ("", "clientSecret: p8e-hunter2", "MAN402"),
        ("", "credentails: { clientSecret: p8e-hunter2 }", "MAN402"),
        ("", "client_secret: p8e-hunter2", "MAN402"),
        ("", "credentials:\n      clientSecret: *hunter2", "YML"),
        ("", "credentials:\n      clientSecret: !hunter2 a", "YML"),
        ("", "credentials:\n      clientSecret: \"p8e-hunter2", "YML"),
        ("", "credentials:\n      clientSecret:p8e-hunter2\n      orgID: ORG", "YML"),
        ("", "credentials:\n      clientID: ID\n      clientSecret: it's: p8e-hunter2", "YML"),
        ("", "credentials:\n      clientID: ID\n      p8e-hunter2: a\n      p8e-hunter2: b", "YML"),
        ("", "credentials:\n      clientID: ID\n      clientSecret: @hunter2", "YML"),
        (
            "", "credentials:\n      clientID: C\n      clientSecret: S\n      orgID: O\n      tokenURL: hunter2",
            "MAN424"
        ),
        (
            "",
            "credentials:\n      clientID: C\n      clientSecret: S\n      orgID: O\n      tokenURL: https://x.org/?a=hunter2",
            "MAN424"
        ),
        ("ftp://u:hunter2@x.org", "", "MAN424"), ("u:hunter2@x.org", "", "MAN424"),
        ("\n      u:hunter2@x.org", "", "MAN424"), ("https://u:hunter2@x.org", "", "MAN424"),
        ("\"https://x.org?hunter2\"", "", "MAN424"), ("[\"https://hunter2@x.org\"]", "", "MAN404"),
    ])
    func aSecretWrittenByMistakeIsShownNowhere(endpoint: String, rest: String, code: String) {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 1
                project: p
                sandboxes:
                  dev:
                    endpoint: \(endpoint.isEmpty ? "https://platform.adobe.io" : endpoint)
                    sandbox: d
                    tenant: _a
                    segments: [s]
                    \(rest)
                """
            ])
        )
        let found = validation.diagnostics.sorted
        #expect(found.contains { $0.rule.code.hasPrefix(code) }, "\(found)")
        #expect(!found.contains { "\($0)".contains("hunter2") }, "\(found)")
        for diagnostic in found {
            for span in [diagnostic.span] + diagnostic.notes.map(\.span) {
                for offset in span.start...span.end {
                    let shown = validation.sources[diagnostic.file]?.excerpt(at: offset)
                    #expect(shown?.text.contains("hunter2") == false)
                }
            }
        }
    }

    @Test func whatIsNoSecretIsShown() throws {
        let validation = ProjectValidation(
            files: .memory([
                "segsync.yaml": """
                version: 2
                project: p
                sandboxes:
                  dev:
                    endpoint: https://platform.adobe.io
                    credentials: # of the robot
                      clientID: ID
                    sandbox: d
                """
            ])
        )
        let source = try #require(validation.sources[FileID("segsync.yaml")])
        let shown = [0, 11, 22, 33, 40, 80, 112, 131].map { source.excerpt(at: $0) }
        #expect(
            shown.map(\.text) == [
                "version: 2", "project: p", "sandboxes:", "  dev:", "    endpoint: https://platform.adobe.io",
                "    credentials:", "      clientID:", "    sandbox: d",
            ]
        )
        #expect(shown.map(\.isCutBehind) == [false, false, false, false, false, true, true, false])
    }
}
