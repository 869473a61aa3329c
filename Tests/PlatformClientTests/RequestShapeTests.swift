import HTTPTypes
import JSONTree
import PlatformClient
import Segments
import Testing

/// Each request as the platform's documentation has it.
@Suite struct RequestShapeTests {
    private func header(_ name: String, of received: ScriptedService.Received?) throws -> String? {
        received?.request.headerFields[try #require(HTTPField.Name(name))]
    }

    @Test func theTokenIsAskedForWithAForm() async throws {
        let service = ScriptedService(answers: [.status(404)])
        _ = try await SegmentationClient.scripted(service).read(SegmentID("a"))
        let call = try #require(service.tokenCalls.first)
        #expect(call.request.method == .post)
        #expect(call.request.scheme == "https")
        #expect(call.request.authority == "platform.example")
        #expect(call.path == "/ims/token/v3")
        #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        #expect(
            String(decoding: call.body, as: UTF8.self)
                == "grant_type=client_credentials&client_id=client-id&client_secret=p0is0n%20%2B%2F%3D%25%26%22%5C%C3%BC%20s3cret"
                + "&scope=openid%2CAdobeID%2Csession%2Cread_organizations%2Cadditional_info.projectedProductContext"
        )
    }

    @Test(arguments: [
        ("2f3c", #""2f3c""#), (#""2f3c""#, #""2f3c""#), (#"W/"2f3c""#, #"W/"2f3c""#), (#"""#, #"""""#),
    ])
    func anEntityTagIsQuotedOnce(text: String, header: String) {
        #expect(EntityTag(text).headerText == header)
    }

    @Test func everyCallCarriesTheFourHeaders() async throws {
        let service = ScriptedService { received, _ in
            received.path.contains("mergePolicies")
                ? .status(200, ["children": []])
                : received.path.contains("page=") ? page([], total: 0, pages: 0) : .status(200, definition("a/b"))
        }
        let client = try SegmentationClient.scripted(service)
        _ = try await client.list()
        _ = try await client.mergePolicies()
        for operation in Operation.allCases { #expect(await client.failure(of: operation) == nil) }
        #expect(service.calls.count == 6)
        for call in service.calls {
            #expect(try header("Authorization", of: call) == "Bearer token-0")
            #expect(try header("x-api-key", of: call) == "client-id")
            #expect(try header("x-gw-ims-org-id", of: call) == "ORG@AdobeOrg")
            #expect(try header("x-sandbox-name", of: call) == "luma-dev")
            #expect(try header("Accept", of: call) == "application/json")
            let hasBody = call.request.method == .post || call.request.method == .patch
            #expect(try header("Content-Type", of: call) == (hasBody ? "application/json" : nil))
            #expect(call.body.isEmpty == !hasBody)
            #expect(call.request.scheme == "https")
            #expect(call.request.authority == "platform.example")
        }
        #expect(
            service.calls.map { "\($0.request.method) \($0.path)" } == [
                "GET /data/core/ups/segment/definitions?page=0&limit=100",
                "GET /data/core/ups/config/mergePolicies?limit=20",
                "GET /data/core/ups/segment/definitions/a%2Fb",
                "POST /data/core/ups/segment/definitions",
                "PATCH /data/core/ups/segment/definitions/a%2Fb",
                "DELETE /data/core/ups/segment/definitions/a%2Fb",
            ]
        )
    }

    @Test func aDraftIsSentWithItsExpressionAsText() async throws {
        let service = ScriptedService { _, _ in .status(200, definition("new")) }
        let client = try SegmentationClient.scripted(service)
        let stamp = OwnershipStamp(project: "luma", key: try #require(SegmentKey("bronze")))
        let full = SegmentDraft.sample(
            stamp: stamp,
            evaluation: EvaluationFlags.streaming,
            mergePolicyID: "policy",
            ttlInDays: 90
        )
        _ = try await client.create(full)
        try await client.update(SegmentID("new"), to: full, etag: nil)
        let expected: JSONValue = [
            "name": "Luma Bronze Customer",
            "description": "all bronze customers\n[segsync:1 project=luma key=bronze]",
            "expression": ["type": "PQL", "format": "pql/text", "value": "person.name.lastName = \"Luma\""],
            "schema": ["name": "_xdm.context.profile"],
            "evaluationInfo": [
                "batch": ["enabled": false], "continuous": ["enabled": true], "synchronous": ["enabled": false],
            ],
            "mergePolicyId": "policy",
            "ttlInDays": 90,
        ]
        #expect(service.calls.map(\.json) == [expected, expected])
    }

    @Test func whatADraftLeavesOpenIsNotSent() async throws {
        let service = ScriptedService(answers: [.status(201, definition("new"))])
        _ = try await SegmentationClient.scripted(service).create(.sample())
        let body = service.calls.first?.json
        #expect(body?.object?.keys.sorted() == ["description", "expression", "name", "schema"])
        #expect(body?["description"] == "all bronze customers")
    }
}

@Suite struct DefinitionMappingTests {
    @Test func everyFieldOfAnAnswerIsRead() async throws {
        let service = ScriptedService(answers: [
            .status(
                200,
                definition(
                    "a",
                    [
                        "description": "text\n[segsync:1 project=luma key=a protect]",
                        "evaluationInfo": [
                            "batch": ["enabled": false], "continuous": ["enabled": false],
                            "synchronous": ["enabled": true],
                        ],
                        "mergePolicyId": "p", "ttlInDays": "40", "lastModifiedBy": "x@techacct.adobe.com",
                        "metrics": ["changes": "always"],
                    ]
                )
            )
        ])
        let segment = try #require(try await SegmentationClient.scripted(service).read(SegmentID("a")))
        #expect(
            segment
                == ObservedSegment(
                    id: SegmentID("a"),
                    content: SegmentContent(
                        name: "Segment a",
                        expression: SegmentExpression(format: "pql/text", value: #"person.name.lastName = "Luma""#),
                        schema: "_xdm.context.profile",
                        evaluation: EvaluationFlags.edge,
                        mergePolicyID: "p",
                        ttlInDays: 40
                    ),
                    description: StampedDescription(
                        text: "text",
                        stamp: OwnershipStamp(project: "luma", key: try #require(SegmentKey("a")), protect: true)
                    ),
                    lastModifiedBy: "x@techacct.adobe.com",
                    updateTime: 1_770_000_000_000
                )
        )
    }

    @Test func whatAnAnswerLeavesOutHasItsDocumentedMeaning() async throws {
        let service = ScriptedService(answers: [
            .status(
                200,
                definition(
                    "a",
                    [
                        "description": .null, "evaluationInfo": .null, "ttlInDays": .null,
                        "schema": ["id": "https://ns.adobe.com/x"],
                    ]
                )
            )
        ])
        let segment = try #require(try await SegmentationClient.scripted(service).read(SegmentID("a")))
        #expect(segment.content.description == "")
        #expect(segment.content.evaluation == EvaluationFlags.batch)
        #expect(segment.content.schema == "https://ns.adobe.com/x")
        #expect(segment.content.ttlInDays == nil)
        #expect(segment.content.mergePolicyID == nil)
    }

    /// What is sent for a draft and answered with an id reads back as that draft.
    @Test(arguments: [EvaluationFlags.batch, EvaluationFlags(batch: true, streaming: true, edge: false)])
    func aDraftReadsBackAsItWasSent(evaluation: EvaluationFlags) async throws {
        let service = ScriptedService { received, index in
            index == 0 ? .status(200, definition("new")) : .status(404)
        }
        let client = try SegmentationClient.scripted(service)
        let stamp = OwnershipStamp(project: "luma", key: try #require(SegmentKey("bronze")), unknownMembers: ["x=1"])
        let draft = SegmentDraft.sample(stamp: stamp, evaluation: evaluation, mergePolicyID: "p", ttlInDays: 7)
        _ = try await client.create(draft)
        var members = try #require(service.calls.first?.json?.object)
        members["id"] = "new"
        let stored = JSONValue.object(members)
        let echo = ScriptedService { _, _ in .status(200, stored) }
        let segment = try #require(try await SegmentationClient.scripted(echo).read(SegmentID("new")))
        #expect(segment.content.name == draft.name)
        #expect(segment.description == draft.description)
        #expect(segment.content.expression == draft.expression)
        #expect(segment.content.evaluation == evaluation)
        #expect(segment.content.mergePolicyID == "p")
        #expect(segment.content.ttlInDays == 7)
    }
}
