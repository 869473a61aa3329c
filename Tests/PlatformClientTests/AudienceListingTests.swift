import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

/// The list of audiences, and the count that leaves those of other systems out.
@Suite struct AudienceListingTests {
    private static func row(_ number: Int) -> JSONValue {
        let isExternal = number % 50 == 7
        var row: [String: JSONValue] = [
            "id": .string("\(number)"), "name": .string("Audience \(number)"),
            "type": isExternal ? "ExternalSegment" : "SegmentDefinition", "lifecycleState": "published",
        ]
        if number % 10 == 0 { row["linkedAudienceRef"] = ["audienceFolderId": .string("f\(number % 100)")] }
        return .object(row)
    }

    private static func page(_ rows: some Sequence<Int>, total: Int?) -> ScriptedAnswer {
        var page: [String: JSONValue] = ["start": "0", "next": "1"]
        page["totalCount"] = total.map { .integer(Int64($0)) }
        return .status(200, ["children": .array(rows.map(row)), "_page": .object(page), "_links": [:]])
    }

    /// Answers any page of `count` audiences, of which only the first `rows` are listed.
    private static func service(of count: Int, listing rows: Int? = nil) -> ScriptedService {
        ScriptedService { received, _ in
            let fields = received.path.split(separator: "?").last?.split(separator: "&") ?? []
            func number(_ name: String) -> Int? {
                fields.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
            }
            guard received.path.hasPrefix("/data/core/ups/audiences?"), let start = number("start"),
                let limit = number("limit")
            else { return .status(400) }
            let end = min(rows ?? count, (start + 1) * limit)
            return page(start * limit..<max(start * limit, end), total: count)
        }
    }

    @Test(arguments: [0, 1, 100, 101, 250]) func allPagesAreRead(count: Int) async throws {
        let service = Self.service(of: count)
        let list = try await SegmentationClient.scripted(service).audiences()
        #expect(list.audiences.map(\.id.text) == (0..<count).map { "\($0)" })
        #expect(list.isWhole && list.statedCount == count)
        #expect(service.calls.count == max(1, (count + 99) / 100))
        #expect(
            list.audiences.filter(\.isExternal).map(\.name)
                == stride(from: 7, to: count, by: 50).map { "Audience \($0)" }
        )
        #expect(list.audiences.filter { $0.folderID != nil }.count == (count + 9) / 10)
    }

    @Test func aShortListIsReadTwiceAndGivenWithItsCount() async throws {
        let service = Self.service(of: 150, listing: 149)
        let list = try await SegmentationClient.scripted(service).audiences()
        #expect(list.audiences.count == 149 && list.statedCount == 150 && !list.isWhole)
        #expect(service.calls.count == 4)
    }

    @Test func aListWithoutACountIsNeverWhole() async throws {
        let service = ScriptedService { _, _ in .raw(200, #"{"children":[]}"#) }
        #expect(try await SegmentationClient.scripted(service).audiences().isWhole == false)
    }

    @Test(arguments: [
        (#"{"segments":[]}"#, "with a body that is not what its description says"),
        (#"{"children":{}}"#, "with a body that is not what its description says"),
        ("", "with a body that is not what its description says"),
        (#"{"children":[{"name":"A"}]}"#, "could not read audience 'A': the service answered it without 'id'"),
        (#"{"children":[{"id":""}]}"#, "could not read audience without name: the service answered it without 'id'"),
        (#"{"children":[{"id":"7"}]}"#, "could not read audience '7': the service answered it without 'name'"),
    ])
    func anAnswerThatIsNoListIsAFailure(body: String, message: String) async throws {
        let service = ScriptedService { _, _ in .raw(200, body) }
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).audiences()
        }
        #expect(failure?.outcome == .unavailable)
        #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
    }

    @Test(
        arguments: [
            (#"{}"#, false, nil), (#"{"type":"SegmentDefinition"}"#, false, nil),
            (#"{"type":"ExternalAudience"}"#, true, nil),
            (#"{"type":"ExternalSegment","linkedAudienceRef":{"flowId":"x"}}"#, true, nil),
            (#"{"type":"Other","linkedAudienceRef":{"audienceFolderId":"f"}}"#, false, "f"),
            (#"{"type":null,"linkedAudienceRef":{"audienceFolderId":325813}}"#, false, "325813"),
            (#"{"linkedAudienceRef":null}"#, false, nil), (#"{"linkedAudienceRef":[]}"#, false, nil),
        ] as [(String, Bool, String?)]
    )
    func typesAndFoldersAreReadAsTheyCome(members: String, isExternal: Bool, folder: String?) async throws {
        var row = try #require(try JSONText.decode(members).object)
        row["id"] = "1"
        row["name"] = "A"
        let answer = ScriptedAnswer.status(200, ["children": [.object(row)], "_page": ["totalCount": 1]])
        let audience = try #require(
            try await SegmentationClient.scripted(ScriptedService(answers: [answer])).audiences().audiences.first
        )
        #expect(audience.isExternal == isExternal && audience.folderID == folder)
    }

    /// The organisation has no external audiences: no role can mend that.
    @Test func whatTheOrganisationIsNotEnabledForIsARefusalWithoutAHint() async throws {
        let title = "The IMS Org is not enabled for External Segment"
        let body: JSONValue = [
            "type": "https://ns.adobe.com/aep/errors/UPAPI-113740-403", "title": .string(title), "status": 403,
        ]
        let service = ScriptedService(answers: [.status(403, body)])
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).audiences()
        }
        #expect(failure?.outcome == .refused)
        #expect(
            failure?.message == "could not list the audiences of sandbox 'luma-dev' (page 0): the service answered 403 "
                + "UPAPI-113740-403 '\(title)'"
        )
    }

    @Test(arguments: [(8, nil, 7), (250, nil, 245), (7, nil, 7), (150, 100, 150), (57, 7, 57)] as [(Int, Int?, Int)])
    func theCountIsOfDefinitionsWhereTheListIsWhole(count: Int, listed: Int?, definitions: Int) async throws {
        let service = Self.service(of: count, listing: listed)
        #expect(try await SegmentationClient.scripted(service).audienceCount() == definitions)
    }
}

/// The tree of folders.
@Suite struct FolderListingTests {
    /// Answers what the folders hold, by id.
    private static func service(_ children: [String: [String]]) -> ScriptedService {
        ScriptedService { received, _ in
            let parts = received.path.split(separator: "/")
            guard parts.count == 5, parts.prefix(3) == ["unifiedfolders", "folders", "segment"],
                parts[4] == "subfolders", let held = children[String(parts[3])]
            else { return .status(404) }
            return .status(
                200,
                [
                    "id": .string(parts[3] == "root" ? "r" : String(parts[3])), "name": "any",
                    "children": .array(
                        held.map { ["id": .string($0), "name": .string("Folder \($0)"), "children": []] }
                    ),
                ]
            )
        }
    }

    @Test func theTreeIsWalkedFromTheRootOnTheHostOfTheTags() async throws {
        let service = Self.service(["root": ["a", "b"], "a": ["c"], "b": [], "c": []])
        let client = try SegmentationClient.scripted(service, endpoint: "https://platform.adobe.io")
        #expect(
            try await client.folders() == [
                AudienceFolder(id: "a", name: "Folder a", parentID: nil),
                AudienceFolder(id: "b", name: "Folder b", parentID: nil),
                AudienceFolder(id: "c", name: "Folder c", parentID: "a"),
            ]
        )
        #expect(service.calls.count == 4)
        for call in service.calls {
            #expect(call.request.authority == "experience.adobe.io" && call.request.scheme == "https")
            let headers = call.request.headerFields.reduce(into: [:]) { $0[$1.name.canonicalName] = $1.value }
            #expect(headers["x-sandbox-name"] == "luma-dev" && headers["content-type"] == "application/json")
        }
    }

    @Test func aCircleEnds() async throws {
        let service = Self.service(["root": ["a", "root", "r"], "a": ["b", "a"], "b": ["a", "r", "root", "b"]])
        let folders = try await SegmentationClient.scripted(service).folders()
        #expect(folders.map(\.id) == ["a", "b"] && folders.map(\.parentID) == [nil, "a"])
        #expect(service.calls.count == 3)
    }

    @Test func foldersWithoutEndAreAFailure() async throws {
        let service = ScriptedService { _, index in
            .status(200, ["children": .array((0..<300).map { ["id": .string("\(index)-\($0)"), "name": "x"] })])
        }
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).folders()
        }
        #expect(failure?.message == "could not list the folders of sandbox 'luma-dev': there are more than 1000")
        #expect(service.calls.count == 4)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"children":{}}"#, #"{"children":[{"id":"a"}]}"#, #"{"children":[{"id":"","name":"a"}]}"#,
        #"{"children":[{"id":1,"name":"a"}]}"#,
    ])
    func anAnswerThatHoldsNoFoldersIsAFailure(body: String) async throws {
        let service = ScriptedService { _, _ in .raw(200, body) }
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).folders()
        }
        #expect(failure?.outcome == .unavailable)
        #expect(failure?.message.contains("with a body that is not what its description says") == true)
    }

    @Test func noFoldersAreToldByNullToo() async throws {
        let service = ScriptedService(answers: [.raw(200, #"{"id":"r","children":null}"#)])
        #expect(try await SegmentationClient.scripted(service).folders() == [])
    }

    @Test(arguments: [
        (403, "'View Segments' (no source names one of its own for folders)"), (404, "check the endpoint"),
    ])
    func aRefusalNamesTheRouteAndWhatToDo(status: Int, hint: String) async throws {
        let service = ScriptedService { _, _ in .status(status) }
        let failure = await #expect(throws: RepositoryFailure.self) {
            _ = try await SegmentationClient.scripted(service).folders()
        }
        #expect(failure?.outcome == .refused)
        let message = failure?.message ?? ""
        #expect(
            message.contains("(GET /unifiedfolders/folders/segment/root/subfolders)") && message.contains(hint),
            "\(message)"
        )
    }
}
