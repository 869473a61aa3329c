import Emulator
import FoundationEssentials
import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Reconciler
import Segments
import Synchronization
import Testing

/// The client fed with the platform's published and recorded answers, the emulator with its published requests.
///
/// Neither is asked what the other makes of them, so an error that the two share shows here.
@Suite(.enabled(if: ReferenceData.folder != nil, ReferenceData.absence))
struct ExampleReplayTests {
    /// A client whose calls are all answered by this, but for the token.
    private func client(_ status: Int, _ answer: JSONValue?) throws -> SegmentationClient {
        let clock = ClientClock(now: { .zero }, unixTime: { 0 }, sleep: { _ in })
        let token = JSONText.encode(try ReferenceData.example("ims:oauth:v3").answer)
        let body = answer.map { JSONText.encode($0) } ?? ""
        return SegmentationClient(
            PlatformConnection(
                endpoint: .embedded,
                credentials: PlatformCredentials(
                    clientID: "client",
                    clientSecret: Secret("s&cret"),
                    organisation: ContractService.organisation
                ),
                sandbox: "prod",
                transport: { request, _ in
                    request.path == PlatformRoute.token
                        ? PlatformResponse(status: 200, body: Array(token.utf8))
                        : PlatformResponse(status: status, body: Array(body.utf8))
                },
                gate: RequestGate(clock: clock),
                retry: RetryPolicy(attempts: 1, base: .zero, cap: .zero, longestWait: .zero, patience: .zero),
                clock: clock,
                random: { 0 }
            )
        )
    }

    private let anyDraft = SegmentDraft(
        name: "any",
        description: StampedDescription(text: "", stamp: nil),
        expression: SegmentExpression(format: "pql/text", value: "person.gender = \"female\""),
        schema: "_xdm.context.profile",
        evaluation: nil,
        mergePolicyID: nil,
        ttlInDays: nil
    )

    @Test(arguments: ["live:def:list:single", "doc:def:list"])
    func theClientReadsPublishedLists(id: String) async throws {
        var answer = try ReferenceData.example(id).answer
        let definitions = try #require(answer["segments"]?.array)
        // The examples leave out most rows; a list that is short of its count is none.
        var page = try #require(answer["page"]?.object)
        page["totalCount"] = .integer(Int64(definitions.count))
        answer = .object(try #require(answer.object).merging(["page": .object(page)]) { $1 })
        let segments = try await client(200, answer).list().segments
        #expect(segments.map(\.id.text) == definitions.compactMap { $0["id"]?.string })
        #expect(segments.map(\.content.name) == definitions.compactMap { $0["name"]?.string })
        #expect(segments.map(\.content.mergePolicyID) == definitions.map { $0["mergePolicyId"]?.string })
        #expect(segments.allSatisfy { $0.content.evaluation == EvaluationFlags.batch && !$0.isSystem })
    }

    @Test(arguments: [
        "doc:def:create", "doc:def:get", "doc:def:patch", "spec:post:/segment/definitions:200:pql/text",
        "spec:post:/segment/definitions:200:pql/json",
    ])
    func theClientReadsPublishedDefinitions(id: String) async throws {
        let answer = try ReferenceData.example(id).answer
        let expected = try #require(answer["id"]?.string)
        let client = try client(200, answer)
        let segment = try #require(try await client.read(SegmentID(expected)))
        #expect(segment.id.text == expected)
        #expect(segment.content.name == answer["name"]?.string)
        #expect(segment.description.remote == answer["description"]?.string)
        #expect(segment.content.schema == answer["schema"]?["name"]?.string)
        #expect(segment.updateTime == answer["updateTime"]?.integer)
        #expect(try await client.create(anyDraft).text == expected)
        try await client.update(SegmentID(expected), to: anyDraft, etag: nil)
    }

    @Test func theClientReadsTheLiveMergePolicies() async throws {
        let answer = try ReferenceData.example("live:mergePolicies").answer
        let policies = try await client(200, answer).mergePolicies()
        #expect(policies.map(\.id) == answer["children"]?.array?.compactMap { $0["id"]?.string })
        #expect(policies.map(\.schema) == ["_xdm.context.profile", "_xdm.context.segmentdefinition"])
        #expect(policies.allSatisfy { $0.isDefault && $0.name == "Default Timebased" })
    }

    /// Docs, description and one working client know three answers to a delete.
    @Test func everyKnownAnswerToADeleteIsASuccess() async throws {
        let message: JSONValue = ["status": true, "message": "done"]
        for (status, answer) in [(200, nil), (200, message), (204, nil)] {
            try await client(status, answer).delete(SegmentID("any"), etag: nil)
        }
    }

    @Test(arguments: [
        "spec:get:/audiences:403:Organization not enabled for audiences",
        "spec:get:/audiences:403:Attribute Based Access Control validation error",
        "spec:post:/audiences:400:Validation error (Name is a mandatory field)",
        "spec:delete:/audiences/{AUDIENCE_ID}:400:Validation error (Audience is dependent on other audiences)",
        "live:aud:bad-property", "gateway:no-org", "gateway:not-entitled", "gateway:content-type", "ups:error:job",
        "sr:error:acceptErrorLookup",
    ])
    func theClientSpeaksOfPublishedRefusals(id: String) async throws {
        let example = try ReferenceData.example(id)
        let status = try #require(example.status)
        let client = try client(status, example.answer)
        let failure = await #expect(throws: RepositoryFailure.self) { _ = try await client.create(anyDraft) }
        let message = try #require(failure).message
        #expect(message.contains(String(status)))
        let code =
            example.answer["error_code"]?.string
            ?? example.answer["type"]?.string.flatMap { $0.split(separator: "/").last.map(String.init) }
        if let code, code != "uri" { #expect(message.contains(code), "\(message)") }
    }

    /// What Adobe's pages and a tool of Adobe's post is taken; their field names are of no schema here.
    @Test(arguments: [
        "doc:def:create", "spec:post:/segment/definitions:request:pql/text",
        "spec:post:/segment/definitions:request:pql/json", "client:def:create:ui-editable",
    ])
    func theServiceTakesPublishedRequests(id: String) async throws {
        let body = try ReferenceData.request(id)
        let service = try await ContractService(switches: .takingAnyField)
        let response = await service.send(.post, PlatformRoute.definitions, body)
        #expect(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
        let stored = try JSONText.decode(response.body)
        for name in ["name", "description", "schema", "evaluationInfo", "ttlInDays", "ansibleDataModel"]
        where body[name] != nil {
            #expect(stored[name] == body[name], "\(name)")
        }
        #expect(stored["expression"]?["value"] == body["expression"]?["value"])
        #expect(stored["expression"]?["type"] == "PQL")
    }

    @Test(arguments: [
        ("spec:post:/audiences:request:Platform-generated audience", "POST", 201), ("doc:aud:create", "POST", 201),
        ("spec:patch:/audiences/{AUDIENCE_ID}:request:Update the PQL", "PATCH", 201), ("doc:aud:patch", "PATCH", 201),
        ("doc:aud:patch:folder", "PATCH", 201),
        ("spec:put:/audiences/{AUDIENCE_ID}:request:Update the audience PQL", "PUT", 201),
    ])
    func theServiceTakesPublishedWritesOfAudiences(id: String, method: String, status: Int) async throws {
        let body = try ReferenceData.request(id)
        let service = try await ContractService(switches: .takingAnyField)
        let path =
            method == "POST"
            ? PlatformRoute.audiences : PlatformRoute.audience(try await service.created(draft("before")))
        let method = try #require(HTTPRequest.Method(rawValue: method))
        let response = await service.send(method, path, body)
        #expect(response.status == status, "\(String(decoding: response.body, as: UTF8.self))")
        let stored = try JSONText.decode(response.body)
        for operation in body.array ?? [] {
            let operation = try #require(JSONPatchOperation(operation))
            #expect(stored[try #require(operation.member)] == operation.value)
        }
        for name in ["name", "description", "expression", "schema", "labels", "ttlInDays"] where body[name] != nil {
            #expect(stored[name] == body[name], "\(name)")
        }
    }

    @Test(arguments: [("spec:example:AudiencesList", 2), ("live:aud:list", 1)])
    func publishedListsOfAudiencesAreRead(id: String, count: Int) throws {
        let answer = try ReferenceData.example(id).answer
        let page = try JSONDecoder().decode(AudiencePage.self, from: Data(JSONText.encode(answer).utf8))
        #expect(page.children.count == count)
        #expect(page.children.map(\.id) == answer["children"]?.array?.map { $0["id"]?.string })
        #expect(page.next == 1)
        #expect(page.nextLink == answer["_links"]?["next"]?["href"]?.string)
        #expect(page.totalCount == (answer["_page"] ?? answer["_pages"])?["totalCount"]?.integer.map(Int.init))
    }

    @Test func publishedTagsAreRead() throws {
        let answer = try ReferenceData.example("live:tags").answer
        let page = try JSONDecoder().decode(TagPage.self, from: Data(JSONText.encode(answer).utf8))
        #expect(page.tags.map(\.name) == ["cool"])
        #expect(page.next == nil)
    }

    /// The documented pair, in both directions.
    @Test func theServiceConvertsThePublishedRule() async throws {
        let service = try await ContractService(switches: .takingAnyField)
        let body = try ReferenceData.request("doc:conversion")
        let published = try ReferenceData.example("doc:conversion").answer
        let response = await service.send(.post, PlatformRoute.conversion, body)
        #expect(response.status == 200)
        let answer = try JSONText.decode(response.body)
        #expect(Set(try #require(answer.object).keys) == Set(try #require(published.object).keys))
        #expect(answer["description"] == published["description"])
        #expect(answer["expression"]?["format"] == published["expression"]?["format"])
        let (ours, theirs) = (answer["expression"]?["value"]?.string, published["expression"]?["value"]?.string)
        #expect(try JSONText.decode(try #require(ours)) == JSONText.decode(try #require(theirs)))

        var reverse = try #require(body.object)
        reverse["expression"] = published["expression"]
        let back = await service.send(.post, PlatformRoute.conversion, .object(reverse))
        #expect(try JSONText.decode(back.body)["expression"] == body["expression"])
    }

    @Test func theServiceTakesThePublishedChange() async throws {
        let service = try await ContractService(switches: .takingAnyField)
        let id = try await service.created(
            draft("before", rule: "workAddress.country = \"US\"", with: ["description": "Last 30 days"])
        )
        let before = try JSONText.decode(
            await service.call(.get, PlatformRoute.definition(id), headers: service.headers()).body
        )
        let response = await service.send(
            .patch,
            PlatformRoute.definition(id),
            try ReferenceData.request("doc:def:patch")
        )
        #expect(response.status == 200)
        let after = try JSONText.decode(response.body)
        let published = try ReferenceData.example("doc:def:patch").answer
        for name in ["name", "description", "expression", "schema", "evaluationInfo", "dataGovernancePolicy"] {
            #expect(after[name] == published[name], "\(name)")
        }
        // What the sample sends of the server's own, zeroed times among them, is passed over.
        #expect(after["id"] == .string(id))
        for name in ["creationTime", "mergePolicyId"] { #expect(after[name] == before[name], "\(name)") }
    }
}

extension EmulatorSwitches {
    fileprivate static var takingAnyField: EmulatorSwitches {
        var switches = EmulatorSwitches()
        switches.refusesUnknownFields = false
        return switches
    }
}
