import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

/// Calls beside those of definitions: audiences, tags, sandboxes, and writes for a definition as it was read.
@Suite struct AudienceCallTests {
    private let change = AudienceChange(
        description: StampedDescription(text: "text", stamp: nil),
        labels: ["core/C1"],
        tags: ["t-1", "x:y"],
        lifecycle: .inactive
    )

    @Test func aChangeIsOnePatchOfThoseFieldsAlone() async throws {
        let service = ScriptedService(answers: [.status(201), .status(200)])
        let client = try SegmentationClient.scripted(service)
        try await client.change(SegmentID("a/b"), change, etag: "2f3c")
        let bare = AudienceChange(description: change.description)
        try await client.change(SegmentID("a/b"), bare, etag: nil)
        #expect(service.calls.map(\.path) == Array(repeating: "/data/core/ups/audiences/a%2Fb", count: 2))
        #expect(service.calls.map { $0.request.headerFields[.ifMatch] } == [#""2f3c""#, nil])
        let description: JSONValue = ["op": "add", "path": "/description", "value": "text"]
        #expect(
            service.calls.map(\.json) == [
                [
                    description, ["op": "add", "path": "/labels", "value": ["core/C1"]],
                    ["op": "add", "path": "/tags", "value": ["t-1", "x:y"]],
                    ["op": "add", "path": "/lifecycleState", "value": "inactive"],
                ],
                [description],
            ]
        )
    }

    @Test func anOverwriteSendsWhatOthersOwnAsItStands() async throws {
        let service = ScriptedService(answers: [.status(200), .status(200)])
        let client = try SegmentationClient.scripted(service)
        let model = BuilderModel(json: #"{"dataModel":{"a":1},"hash":"7"}"#)
        for part in [SegmentDraft.BuilderModelPart.keep(model), .drop] {
            let draft = SegmentDraft(
                name: "a",
                description: change.description,
                expression: SegmentExpression(format: "pql/text", value: "x  =  1"),
                schema: "_xdm.context.profile",
                labels: ["core/C1"],
                tags: ["audience_portal_x"],
                lifecycle: .published,
                builderModel: part,
                unmanaged: UnmanagedMembers(json: #"{"dataGovernancePolicy":{"excludeOptOut":false}}"#)
            )
            try await client.update(SegmentID("a"), to: draft, etag: nil)
        }
        let bodies = service.calls.compactMap(\.json)
        #expect(bodies.map { $0["labels"] } == [["core/C1"], ["core/C1"]])
        #expect(bodies.map { $0["tags"] } == [["audience_portal_x"], ["audience_portal_x"]])
        #expect(bodies.map { $0["lifecycleState"] } == ["published", "published"])
        #expect(bodies.map { $0["ansibleDataModel"] } == [["dataModel": ["a": 1], "hash": "7"], .null])
        #expect(bodies.allSatisfy { $0["dataGovernancePolicy"] == ["excludeOptOut": false] })
        #expect(bodies.map { $0["expression"]?["value"] } == ["x  =  1", "x  =  1"], "to the letter as it was read")
    }

    @Test(arguments: 0..<3) func aDefinitionThatHasChangedIsLeftAloneAlsoWhereThatIsSeenLate(stale: Int) async throws {
        let old = Array(repeating: ScriptedAnswer.status(200, definition("a", ["_etag": "old"])), count: stale)
        let new = ScriptedAnswer.status(200, definition("a", ["_etag": "new"]))
        let service = ScriptedService(answers: [.status(412)] + old + [new])
        let failure = await #expect(throws: RepositoryFailure.self) {
            try await SegmentationClient.scripted(service).change(SegmentID("a"), change, etag: "old")
        }
        #expect(failure?.outcome == .changedMeanwhile)
        #expect(service.calls.count == 2 + stale)
    }

    @Test func aServiceThatDoesNotUnderstandTheTagIsAskedWithoutOnceSeveralReadsSayThatNothingChanged() async throws {
        let same = ScriptedAnswer.status(200, definition("a", ["_etag": "same"]))
        let service = ScriptedService(answers: [.status(412), same, same, same, .status(200)])
        let clock = TestClock()
        let client = try SegmentationClient.scripted(service, clock: clock)
        try await client.change(SegmentID("a"), change, etag: "same")
        #expect(service.calls.map { $0.request.headerFields[.ifMatch] } == [#""same""#, nil, nil, nil, nil])
        #expect(clock.sleeps == [.seconds(1), .seconds(2), .seconds(4)])
    }

    @Test func allTagsOfAllPagesAreReadWithoutASandbox() async throws {
        let service = ScriptedService(answers: [
            .status(
                200,
                [
                    "tags": [["id": "1", "name": "a"], ["id": "2", "name": "b", "archived": true]],
                    "_page": ["next": "x/y"],
                ]
            ),
            .status(200, ["tags": [["id": "3", "name": "c"]], "_page": ["next": .null]]),
        ])
        let client = try SegmentationClient.scripted(service, endpoint: "https://platform.adobe.io")
        #expect(try await client.tags() == [Tag(id: "1", name: "a"), Tag(id: "3", name: "c")])
        #expect(
            service.calls.map(\.path) == ["/unifiedtags/tags?limit=100", "/unifiedtags/tags?limit=100&start=x%2Fy"]
        )
        #expect(service.calls.allSatisfy { $0.request.authority == "experience.adobe.io" })
        let sandbox = try #require(HTTPField.Name("x-sandbox-name"))
        #expect(service.calls.allSatisfy { $0.request.headerFields[sandbox] == nil })
    }

    @Test func aPlaceOfTagsThatComesAgainIsAFailure() async throws {
        let service = ScriptedService { _, _ in .status(200, ["tags": [], "_page": ["next": "x"]]) }
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).tags()
        }
        #expect(failure?.outcome == .unavailable)
        #expect(service.calls.count == 2)
    }

    @Test(arguments: [("production", true), ("development", false)])
    func theKindOfTheSandboxIsLookedUp(type: String, isProduction: Bool) async throws {
        let mine: JSONValue = ["name": "luma-dev", "type": .string(type)]
        let service = ScriptedService(answers: [
            .status(200, ["sandboxes": [["name": "other", "type": "production"], mine]])
        ])
        #expect(try await SegmentationClient.scripted(service).isProduction() == isProduction)
    }

    @Test func aSandboxThatIsNotListedIsOfNoKnownKind() async throws {
        let service = ScriptedService(answers: [.status(200, ["sandboxes": [["name": "other", "type": "production"]]])])
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).isProduction()
        }
        #expect(failure?.outcome == .refused)
    }

    @Test func aSandboxWithoutATypeIsNotSaidToBeMissing() async throws {
        let service = ScriptedService(answers: [.status(200, ["sandboxes": [["name": "luma-dev"]]])])
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).isProduction()
        }
        #expect(failure?.message.contains("'luma-dev' is there without its type") == true)
    }

    @Test(arguments: [(ScriptedAnswer.raw(403, "<html>"), false), (.status(403, ["title": "no"]), true)])
    func aPageThatRefusesSaysNothingOfPermissions(answer: ScriptedAnswer, isOfThePlatform: Bool) async throws {
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(ScriptedService(answers: [answer])).isProduction()
        }
        #expect(failure?.message.contains("needs the permission") == isOfThePlatform)
        #expect(failure?.message.contains("no answer of the platform's") == !isOfThePlatform)
    }

    @Test func audiencesAreCountedByOneRow() async throws {
        let service = ScriptedService(answers: [.status(200, ["children": [], "_page": ["totalCount": 0]])])
        #expect(try await SegmentationClient.scripted(service).audienceCount() == 0)
        #expect(service.calls.map(\.path) == ["/data/core/ups/audiences?start=0&limit=1"])
    }

    @Test func audiencesWithoutACountAreAFailure() async throws {
        let service = ScriptedService(answers: [.status(200, ["children": []])])
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).audienceCount()
        }
        #expect(failure?.outcome == .unavailable)
    }

    @Test func systemTagsAndBuilderModelsAreKeptApart() async throws {
        let service = ScriptedService(answers: [
            .status(
                200,
                definition(
                    "a",
                    [
                        "tags": ["t-2", "audience_portal_x", "x:y", "t-1"], "labels": ["core/C2", "core/C1"],
                        "lifecycleState": "archived", "ansibleDataModel": ["hash": "7"], "_etag": "e",
                        "dataGovernancePolicy": ["excludeOptOut": false], "metrics": ["n": 1],
                    ]
                )
            )
        ])
        let segment = try #require(try await SegmentationClient.scripted(service).read(SegmentID("a")))
        #expect(segment.content.tags == ["t-1", "t-2"] && segment.systemTags == ["audience_portal_x", "x:y"])
        #expect(segment.content.labels == ["core/C1", "core/C2"] && segment.content.lifecycle == .other("archived"))
        #expect(segment.builderModel == BuilderModel(json: #"{"hash":"7"}"#) && segment.etag == "e")
        #expect(segment.unmanaged?.json == #"{"dataGovernancePolicy":{"excludeOptOut":false}}"#)
    }
}
