import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// What cannot be written into a manifest is named, and no byte changes.
@Suite struct AdoptingRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let manifest: String
        let change: @Sendable (inout SegmentContent) -> Void

        init(_ reason: String, _ manifest: String, _ change: @escaping @Sendable (inout SegmentContent) -> Void) {
            testDescription = reason
            self.manifest = manifest
            self.change = change
        }
    }

    private static let head = "key: a\nname: A\nexpression: x = 1\n"

    static let cases = [
        Case(
            "a manifest names one evaluation method, and the sandbox has 'batch, streaming'",
            head + "evaluation: batch\n"
        ) {
            $0.evaluation = EvaluationFlags(batch: true, streaming: true, edge: false)
        },
        Case("a manifest names one evaluation method, and the sandbox has 'none'", head + "evaluation: batch\n") {
            $0.evaluation = EvaluationFlags(batch: false, streaming: false, edge: false)
        },
        Case("no manifest can ask for the state 'archived'", head + "lifecycle: published\n") {
            $0.lifecycle = Lifecycle("archived")
        },
        Case("the sandbox has none, and a manifest cannot ask for none", head + "ttlInDays: 30\n") {
            $0.ttlInDays = nil
        },
        Case("the sandbox has none, and a manifest cannot ask for none", head + "mergePolicy: default\n") {
            $0.mergePolicyID = nil
        },
        Case("the sandbox has no merge policy of the id 'p9'", head + "mergePolicy: default\n") {
            $0.mergePolicyID = "p9"
        },
        Case("no name tells the merge policy 'Twice' from others", head + "mergePolicy: default\n") {
            $0.mergePolicyID = "p3"
        },
        Case("the organisation has no tag of the id 't9'", head + "tags: [web]\n") { $0.tags = ["t9"] },
        Case("the sandbox's rule cannot be read", head) { $0.expression = AdoptingProject.rule("x = = 1") },
        Case(
            "'labels' has an anchor or is an alias, so that its text counts elsewhere too",
            head + "labels: &l [core/C1]\ntags: *l\n"
        ) { $0.labels = ["core/C2"] },
        Case(
            "'description' has an anchor or is an alias, so that its text counts elsewhere too",
            "key: a\nname: &n A\nexpression: x = 1\ndescription: *n\n"
        ) { $0.description = "D" },
        Case("comments stand among the items that go", head + "labels: [core/C1, # one\n  core/C2]\n") {
            $0.labels = ["core/C2"]
        },
        Case(
            "the project would have an error: 'ttlInDays' must be from 1 to 3650, found 9999",
            head + "ttlInDays: 30\n"
        ) { $0.ttlInDays = 9999 },
        Case("the project would have an error: segment name 'Other' is used twice", head) { $0.name = "Other" },
        Case("the lines of 'segments/dev/a.yaml' end in several ways", "key: a\r\nname: A\nexpression: x = 1\n") {
            $0.name = "B"
        },
    ]

    @Test(arguments: cases)
    func whatCannotBeSaidIsRefused(_ item: Case) throws {
        let project = AdoptingProject(item.manifest)
        let adoption = try project.adopting(item.change)
        #expect(adoption.outcomes.map(\.refusal) == [item.testDescription])
        #expect(adoption.files.isEmpty)
    }

    @Test func otherFieldsAreAdoptedAllTheSame() throws {
        let project = AdoptingProject(Self.head + "evaluation: batch\nttlInDays: 30\n")
        let adoption = try project.adopting {
            $0.evaluation = EvaluationFlags(batch: true, streaming: true, edge: false)
            $0.ttlInDays = 60
        }
        #expect(adoption.outcomes.map(\.field) == [.evaluation, .ttlInDays])
        #expect(adoption.outcomes.map { $0.refusal == nil } == [false, true])
        let text = project.files(after: adoption)["segments/dev/a.yaml"]
        #expect(text == Self.head + "evaluation: batch\nttlInDays: 60\n")
    }

    @Test func aSegmentThatWouldBeWrongStopsNoOther() throws {
        let project = AdoptingProject(
            Self.head + "---\nkey: b\nname: B\nexpression: y = 1\n---\nkey: c\nname: C\nexpression: z = 1\n"
        )
        let segments = try [("a", "Other"), ("b", "Bee"), ("c", "Bee")].map { key, name in
            var content = try project.content(of: key)
            content.name = name
            return AdoptedSegment(key: try #require(SegmentKey(key)), fields: [.name], content: content)
        }
        let adoption = project.adopting(segments)
        #expect(adoption.outcomes.map { $0.refusal == nil } == [false, false, false])
        #expect(adoption.files.isEmpty)
        let sound = project.adopting(Array(segments.prefix(2)))
        #expect(sound.outcomes.map { $0.refusal == nil } == [false, true])
        let text = try #require(project.files(after: sound)["segments/dev/a.yaml"])
        #expect(text.contains("name: A\n") && text.contains("name: Bee\n"))
    }

    @Test func aSegmentWithoutAManifestIsNamed() throws {
        let project = AdoptingProject(Self.head)
        let key = try #require(SegmentKey("lost"))
        let adoption = project.adopting([
            AdoptedSegment(key: key, fields: [.name], content: try project.content())
        ])
        #expect(adoption.outcomes.map(\.refusal) == ["its manifest is gone"])
    }
}
