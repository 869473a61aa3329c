import Diagnostics
import Manifests
import Segments
import Testing

/// Keys of a manifest whose values have rules of their own.
@Suite struct ManifestFieldTests {
    private static let head = "key: a\nname: A\nexpression: x = 1\n"

    private static func inManifests(_ validation: ProjectValidation) -> [Diagnostic] {
        validation.diagnostics.sorted.filter { $0.file.path.hasPrefix("segments/") }
    }

    @Test func labelsTagsAndLifecycleAreWanted() throws {
        let validation = Sample.project(
            Self.head + "labels: [core/C1, custom/x]\ntags:\n  - loyalty\n  - Gold\nlifecycle: inactive\nmovedFrom: b\n"
        )
        #expect(lines(validation).filter { $0.hasPrefix("segments/") }.isEmpty)
        let segment = try #require(validation.desired["dev"]?.first)
        #expect(segment.labels == ["core/C1", "custom/x"])
        #expect(segment.tags == ["loyalty", "Gold"])
        #expect(segment.lifecycle == .inactive)
        #expect(segment.movedFrom?.text == "b")
    }

    @Test(arguments: [
        ("labels: []\ntags: []\n", []),
        ("labels: [core/C1, ' ', core/C1]\n", ["4:19 MAN432", "4:24 MAN433"]),
        ("labels: [C1]\n", ["4:10 MAN434"]),
        (
            "labels: [core/, custom/a b, other/x, core/C1/x]\n",
            ["4:10 MAN434", "4:17 MAN434", "4:29 MAN434", "4:38 MAN434"]
        ),
        ("tags: [a, '', A]\n", ["4:11 MAN432", "4:15 MAN433"]),
        ("tags: [\"${tenant}\"]\n", ["4:8 MAN435"]),
        ("schema: _xdm.${x}\nmergePolicy: ${x}\n", ["4:9 MAN435", "5:14 MAN435"]),
        ("lifecycle: ${x}\n", ["4:12 MAN406"]),
        ("lifecycle: archived\n", ["4:12 MAN406"]),
        ("movedFrom: a\n", ["4:12 MAN431"]),
        ("movedFrom: A b\n", ["4:12 MAN407"]),
        ("overrides: { dev: { movedFrom: b } }\n", ["4:21 MAN402"]),
    ])
    func whatAFieldDoesNotTakeIsTold(manifest: String, expected: [String]) {
        let found = lines(Sample.project(Self.head + manifest)).filter { $0.hasPrefix("segments/") }
        #expect(found == expected.map { "segments/a.yaml:" + $0 })
    }

    @Test func aLabelWithoutItsGroupGetsSuggestions() {
        let found = Self.inManifests(Sample.project(Self.head + "labels: [C1]\n"))
        #expect(found.map(\.suggestions) == [["core/C1", "custom/C1"]])
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func aKeyIsGivenUpOnceAndByItsHolder() {
        let validation = Sample.project(
            """
            key: a
            name: A
            expression: x = 1
            movedFrom: old
            ---
            key: b
            name: B
            expression: x = 1
            movedFrom: old
            ---
            key: c
            name: C
            expression: x = 1
            movedFrom: a
            """
        )
        let found = Self.inManifests(validation)
        #expect(
            found.map(\.message) == [
                "two segments are moved from 'old'",
                "'movedFrom' is 'a', which another manifest has as its key",
            ]
        )
        #expect(found.map(\.rule.code) == ["MAN431", "MAN431"])
    }

    @Test func aKeyThatIsHeldInAnotherSandboxAloneIsFree() {
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
                movedFrom: b
                sandboxes: [dev]
                ---
                key: b
                name: B
                expression: x = 1
                sandboxes: [prod]
                """,
            ])
        )
        #expect(!validation.diagnostics.hasErrors, "\(lines(validation))")
    }
}
