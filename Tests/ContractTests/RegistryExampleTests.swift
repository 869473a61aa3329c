import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Testing
import XDM

/// The published answers of the Schema Registry: read by the client, and held against those of the service.
@Suite(.enabled(if: ReferenceData.folder != nil, ReferenceData.absence), .recordedTour)
struct RegistryExampleTests {
    private func client(_ example: String) throws -> SchemaRegistryClient {
        let example = try ReferenceData.example(example)
        let status = try #require(example.status)
        let clock = ClientClock(now: { .zero }, unixTime: { 0 }, sleep: { _ in })
        let body = Array(JSONText.encode(example.answer).utf8)
        return SchemaRegistryClient(
            PlatformConnection(
                endpoint: .embedded,
                credentials: PlatformCredentials(clientID: "c", clientSecret: Secret("s"), organisation: "O@AdobeOrg"),
                sandbox: "dev",
                transport: { request, _ in
                    guard request.path == PlatformRoute.token else {
                        return PlatformResponse(status: status, body: body)
                    }
                    return PlatformResponse(
                        status: 200,
                        body: Array(#"{"access_token":"t","expires_in":9,"token_type":"bearer"}"#.utf8)
                    )
                },
                gate: RequestGate(clock: clock),
                clock: clock,
                random: { 0 }
            )
        )
    }

    @Test func theClientReadsPublishedAnswers() async throws {
        #expect(try await client("doc:stats").tenant() == "_{TENANT_ID}")
        #expect(try await client("sr:unions:list").unions().contains("_xdm.context.profile__union"))
        #expect(try await client("doc:unions:list").unions() == ["_xdm.context.profile__union"])
        // The published union is shortened to one without fields, so it is read as the schema that it is as well.
        let union = try #require(try await client("doc:unions:get").schema("_xdm.context.profile__union"))
        #expect(union["meta:class"] == "https://ns.adobe.com/xdm/context/profile")
        let hotels = "https://ns.adobe.com/{TENANT_ID}/schemas/d4ad4b8463a67f6755f2aabbeb9e02c7"
        #expect(try await client("sr:schema:get").schema(hotels)?["title"] == "Hotels")
        #expect(try await client("sr:error:notFoundError").schema("x") == nil)
    }

    @Test func publishedDescriptorsAreUnderstood() throws {
        let examples = try ["Identity", "ReferenceIdentity", "OneToOne"].map {
            try ReferenceData.example("sr:descriptor:descriptor" + $0).answer
        }
        var gathering = SnapshotGathering(
            unions: [
                [
                    "$id": "https://ns.adobe.com/xdm/context/profile__union",
                    "meta:extends": .array(examples.compactMap { $0["xdm:sourceSchema"] }),
                ]
            ],
            descriptors: examples
        )
        #expect(gathering.next() == ["https://ns.adobe.com/{TENANT_ID}/schemas/74ec84c38fefa486bc81c03a172933f1"])
        let kept = gathering.snapshot.descriptors
        #expect(kept.count == 3)
        #expect(kept.allSatisfy { $0["meta:registryMetadata"] == nil && $0["imsOrg"] == nil && $0["@id"] != nil })
    }

    @Test func listsAndDescriptorsAreShapedLikePublishedOnes() throws {
        func answer(_ scene: Scene) throws -> JSONValue {
            try #require(RecordedTour.exchanges.first { $0.scene == scene }?.json)
        }
        let list = try ReferenceData.example("live:schemas").answer
        // The recorder of the live answer kept the results alone; the description has the page and its links.
        #expect(ShapeDifference.between(try answer(.schemaSummaries), list) == ["+/_page", "+/_links"])
        // The sample project's descriptors carry nothing of a registry's book-keeping.
        let live: Set = ["-/imsOrg", "-/meta:registryMetadata", "-/meta:sandboxId", "-/meta:sandboxType"]
        let relation = try ReferenceData.example("sr:descriptor:descriptorOneToOne").answer
        #expect(ShapeDifference.between(try answer(.descriptor), relation) == live.union(["+/xdm:destinationProperty"]))
        let identity = try ReferenceData.example("sr:descriptor:descriptorIdentity").answer
        let ours = try #require(try answer(.descriptors)["xdm:descriptorIdentity"]?.array?.first)
        #expect(ShapeDifference.between(ours, identity) == live)
    }
}
