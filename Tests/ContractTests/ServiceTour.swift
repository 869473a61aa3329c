import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Reconciler
import Segments
import TestSupport
import Testing

/// Leads the client and the service through everything that they can say to each other.
struct ServiceTour {
    /// What the largest sandbox holds: three pages.
    private static let definitions = 250

    let service: ContractService

    /// A whole tour; the answer is what was recorded.
    static func recorded() async throws -> [Exchange] {
        let tour = ServiceTour(service: try await ContractService())
        try await tour.callAsClient()
        try await tour.callAudiencesAsClient()
        try await tour.callRegistryAsClient()
        try await tour.callByHand()
        try await tour.callAudiences()
        try await tour.callFolders()
        try await tour.callExternalAudiences()
        await tour.callRegistry()
        try await tour.callWrongly()
        try await tour.callAudiencesWrongly()
        await tour.callFoldersWrongly()
        await tour.callRegistryWrongly()
        return tour.service.recorder.exchanges
    }

    func begin(_ scene: Scene) {
        service.recorder.begin(scene)
    }

    // MARK: The client

    private func callAsClient() async throws {
        begin(.listNothing)
        #expect(try await service.client(.empty).list().segments == [])
        begin(.preparation)
        _ = try await service.created(draft("only one"), in: .single)
        begin(.listOne)
        #expect(try await service.client(.single).list().segments.count == 1)
        begin(.create)
        let many = service.client(.many)
        for number in 0..<Self.definitions { _ = try await many.create(sample("segment \(number)")) }
        begin(.listPages)
        #expect(try await many.list().segments.count == Self.definitions)
        begin(.mergePolicies)
        let policies = try await many.mergePolicies()
        #expect(policies.count == 2)
        begin(.mergePolicyPages)
        let paged = service.client(.many, transport: service.recorder.transportOfShortPages)
        #expect(try await paged.mergePolicies() == policies)
        try await changeAsClient(policies)
    }

    private func changeAsClient(_ policies: [MergePolicy]) async throws {
        let client = service.client(.empty)
        let policy = try #require(
            try await client.mergePolicies().first { $0.schema == "_xdm.context.profile" }
        )
        begin(.create)
        let first = try await client.create(sample("first"))
        let full = try await client.create(sample("full", evaluation: EvaluationFlags.streaming, policy: policy.id))
        let user = try await client.create(sample("user", rule: "inSegment(\"\(first)\")"))
        begin(.createNameTaken)
        await expect(.nameTaken) { _ = try await client.create(sample("first")) }
        begin(.read)
        #expect(try await client.read(full)?.content.name == "full")
        begin(.readMissing)
        #expect(try await client.read(SegmentID("e65765df-adfa-4d4b-b31a-53c390a575c")) == nil)
        begin(.update)
        try await client.update(
            full,
            to: sample("full", evaluation: EvaluationFlags.batch, policy: policy.id),
            etag: nil
        )
        try await client.update(first, to: sample("first", rule: "person.gender = \"male\""), etag: nil)
        begin(.updateNameTaken)
        await expect(.nameTaken) { try await client.update(full, to: sample("first"), etag: nil) }
        begin(.updateMissing)
        await expect(.refused) { try await client.update(SegmentID("missing"), to: sample("missing"), etag: nil) }
        begin(.deleteInUse)
        await expect(.refused) { try await client.delete(first, etag: nil) }
        begin(.delete)
        try await client.delete(user, etag: nil)
        try await client.delete(first, etag: nil)
        begin(.deleteMissing)
        try await client.delete(user, etag: nil)
    }

    func expect(
        _ outcome: RepositoryFailure.Outcome,
        _ operation: () async throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let failure = await #expect(throws: RepositoryFailure.self, sourceLocation: sourceLocation) {
            try await operation()
        }
        #expect(failure?.outcome == outcome, "\(failure?.message ?? "")", sourceLocation: sourceLocation)
    }

    /// What the client is given to send; everything that a draft can say where a merge policy is named.
    func sample(
        _ name: String,
        rule: String = "person.gender = \"female\"",
        evaluation: EvaluationFlags? = nil,
        policy: String? = nil
    ) -> SegmentDraft {
        let stamp = SegmentKey("sample").map { OwnershipStamp(project: "luma", key: $0) }
        return SegmentDraft(
            name: name,
            description: StampedDescription(text: "by the client", stamp: stamp),
            expression: SegmentExpression(format: "pql/text", value: rule),
            schema: "_xdm.context.profile",
            evaluation: evaluation,
            mergePolicyID: policy,
            ttlInDays: policy == nil ? nil : 90
        )
    }
}

// MARK: By hand, in order

extension ServiceTour {
    private func callByHand() async throws {
        let definitions = PlatformRoute.definitions
        begin(.createFromTree)
        let tree = """
            {"nodeType":"fnApply","fnName":"in","params":[{"nodeType":"fieldLookup","fieldName":"gender","object":\
            {"nodeType":"fieldLookup","fieldName":"person","object":{"nodeType":"parameterReference","position":1}}},\
            {"literalType":"List","nodeType":"literal","value":["female"]}]}
            """
        let id = try await service.created(
            draft("from a tree", with: ["expression": ["type": "PQL", "format": "pql/json", "value": .string(tree)]])
        )
        begin(.emptyPage)
        await service.call(.get, definitions + "?page=7&limit=10", headers: service.headers())
        begin(.unknownParameter)
        await service.call(
            .get,
            definitions + "?limit=20&orderBy=updateTime:desc",
            headers: service.headers(.many)
        )
        begin(.sorted)
        await service.call(.get, definitions + "?start=1&limit=10&sort=name:asc", headers: service.headers(.many))
        begin(.bulkGet)
        await bulkGet([id])
        begin(.bulkGetSomeMissing)
        await bulkGet([id, "missing-audience"])
        begin(.bulkGetAllMissing)
        await bulkGet(["missing-audience-1", "missing-audience-2"])
        begin(.convert)
        await service.send(.post, PlatformRoute.conversion, draft("converted", with: ["description": "to a tree"]))
        await askNeighbours()
        begin(.token)
        await service.askForToken(
            "grant_type=client_credentials&client_id=\(ContractService.clientID)&client_secret=a&scope=openid"
        )
    }

    private func bulkGet(_ ids: [String]) async {
        let body = JSONValue.object(["ids": .array(ids.map { ["id": .string($0)] })])
        await service.send(.post, PlatformRoute.definitionsBulkGet, body)
    }

    private func askNeighbours() async {
        let profile = "https://ns.adobe.com/xdm/context/profile__union"
        begin(.unionSummaries)
        await registry(PlatformRoute.unions, accept: RegistryMediaType.summaryList)
        begin(.unionDocuments)
        await registry(PlatformRoute.unions, accept: RegistryMediaType.fullList)
        begin(.union)
        await registry(PlatformRoute.union(profile), accept: RegistryMediaType.full)
        await registry(PlatformRoute.union("_xdm.context.experienceevent__union"), accept: RegistryMediaType.full)
        begin(.unionMissing)
        await registry(PlatformRoute.union("_xdm.context.missing__union"), accept: RegistryMediaType.full)
        begin(.stats)
        await registry(PlatformRoute.registryStats, accept: "application/json")
        begin(.sandboxes)
        var headers = service.headers()
        headers[.sandbox] = nil
        await service.call(.get, PlatformRoute.sandboxes, headers: headers)
    }

    func registry(_ target: String, accept: String) async {
        await service.call(.get, target, headers: service.headers(accept: accept))
    }
}

// MARK: By hand, wrong

extension ServiceTour {
    /// One call of each service that has headers to be wrong.
    private static let doors: [(target: String, accept: String)] = [
        (PlatformRoute.definitions, "application/json"),
        (PlatformRoute.audiences, "application/json"),
        (PlatformRoute.tags, "application/json"),
        (PlatformRoute.subfolders(of: PlatformRoute.rootFolder), "application/json"),
        (PlatformRoute.mergePolicies, "application/json"),
        (PlatformRoute.sandboxes, "application/json"),
        (PlatformRoute.registryStats, "application/json"),
        (PlatformRoute.unions, RegistryMediaType.summaryList),
    ]

    private func callWrongly() async throws {
        await atTheDoor(.noToken) { $0[.authorization] = nil }
        await atTheDoor(.badToken) { $0[.authorization] = "Bearer nobody's" }
        await atTheDoor(.noKey) { $0[.apiKey] = nil }
        await atTheDoor(.badKey) { $0[.apiKey] = "another" }
        await atTheDoor(.noOrganisation) { $0[.organisation] = nil }
        await atTheDoor(.malformedOrganisation) { $0[.organisation] = "0123" }
        await atTheDoor(.foreignOrganisation) { $0[.organisation] = "FFFF@AdobeOrg" }
        let sandboxless = Self.doors.filter { ![PlatformRoute.sandboxes, PlatformRoute.tags].contains($0.target) }
        await atTheDoor(.noSandbox, sandboxless) { $0[.sandbox] = nil }
        await atTheDoor(.unknownSandbox, sandboxless) { $0[.sandbox] = "nowhere" }
        begin(.tokenWithoutSecret)
        await service.askForToken("grant_type=client_credentials&client_id=a")
        let definitions = PlatformRoute.definitions
        begin(.limitTooLarge)
        await service.call(.get, definitions + "?limit=101", headers: service.headers(.many))
        begin(.unknownSort)
        await service.call(.get, definitions + "?sort=colour:asc", headers: service.headers(.many))
        begin(.bulkGetNone)
        await bulkGet([])
        begin(.bulkGetTooMany)
        await bulkGet((0...100).map { "id-\($0)" })
        try await postWrongBodies()
        begin(.unionsWithVersion)
        await registry(PlatformRoute.unions, accept: "application/vnd.adobe.xed+json;version=1")
        begin(.unionWithoutVersion)
        await registry(PlatformRoute.union("_xdm.context.profile__union"), accept: "application/vnd.adobe.xed+json")
    }

    private func atTheDoor(
        _ scene: Scene,
        _ doors: [(target: String, accept: String)] = doors,
        _ change: (inout HTTPFields) -> Void
    ) async {
        begin(scene)
        for door in doors {
            var headers = service.headers(accept: door.accept)
            change(&headers)
            await service.call(.get, door.target, headers: headers)
        }
    }

    private func postWrongBodies() async throws {
        begin(.preparation)
        let id = try await service.created(draft("stays"))
        await post(.noContentType, JSONText.encode(draft("x")), contentType: nil)
        await post(.wrongContentType, JSONText.encode(draft("x")), contentType: "text/plain")
        await post(.bodyNoJSON, "{\"name\":")
        await post(.bodyNoObject, "[]")
        await post(.bodyWithoutName, JSONText.encode(["expression": [:]] as JSONValue))
        await post(.bodyOfWrongTypes, JSONText.encode(draft("x", with: ["name": 1, "schema": "profile"])))
        await post(.bodyTooLarge, String(repeating: " ", count: 3 << 20))
        await post(.lifecycleDeleted, JSONText.encode(draft("x", with: ["lifecycleState": "deleted"])))
        await post(.brokenRule, JSONText.encode(draft("x", rule: "person.gender = ")))
        await post(.unknownField, JSONText.encode(draft("x", rule: "person.gendre = \"female\"")))
        await post(.unknownMergePolicy, JSONText.encode(draft("x", with: ["mergePolicyId": "nobody's"])))
        begin(.brokenConversion)
        await service.send(.post, PlatformRoute.conversion, draft("x", rule: "person.gender = "))
        begin(.foreignNamespace)
        await service.send(.patch, PlatformRoute.definition(id), draft("stays", with: ["namespace": "AAM"]))
    }

    private func post(_ scene: Scene, _ body: String, contentType: String? = "application/json") async {
        begin(scene)
        var headers = service.headers()
        headers[.contentType] = contentType
        await service.call(.post, PlatformRoute.definitions, body, headers: headers)
    }
}
