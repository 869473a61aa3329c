import JSONTree
import PlatformAPI
import Testing

/// Refusals against those that the platform publishes: status, members, types; never the texts alone.
@Suite(.enabled(if: ReferenceData.folder != nil, ReferenceData.absence), .recordedTour)
struct ErrorShapeTests {
    /// Scenes with an example of exactly that refusal, of `/audiences` where definitions have none.
    private static let examples: [Scene: String] = [
        .bodyWithoutName: "spec:post:/audiences:400:Validation error (Name is a mandatory field)",
        .lifecycleDeleted:
            "spec:post:/audiences:400:Validation error (Cannot create audience where lifecycle state is deleted)",
        .readMissing: "spec:get:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .changeMissing: "spec:patch:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .updateMissing: "spec:patch:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .deleteMissing: "spec:delete:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .deleteInUse:
            "spec:delete:/audiences/{AUDIENCE_ID}:400:Validation error (Audience is dependent on other audiences)",
        .foreignNamespace: "spec:put:/audiences/{AUDIENCE_ID}:400:Validation error (Namepsace is immutable)",
        .bulkGetNone: "spec:post:/audiences/bulk-get:400:No IDs were provided",
        .bulkGetTooMany: "spec:post:/audiences/bulk-get:400:No IDs were provided",
        .bulkGetAllMissing: "spec:post:/audiences/bulk-get:404:All audiences were not found",
        .audienceWithoutName: "spec:post:/audiences:400:Validation error (Name is a mandatory field)",
        .audienceOperatorUnknown: "live:aud:bad-property",
        .audiencePatchedToDelete:
            "spec:patch:/audiences/{AUDIENCE_ID}:400:Validation error (Lifecycle status cannot be modified to Delete)",
        .audienceForeignNamespace: "spec:put:/audiences/{AUDIENCE_ID}:400:Validation error (Namepsace is immutable)",
        .audienceReadMissing: "spec:get:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .audiencePatchMissing: "spec:patch:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .audiencePutMissing: "spec:put:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .audienceDeleteMissing: "spec:delete:/audiences/{AUDIENCE_ID}:404:Audience not found",
        .audienceDeleteInUse:
            "spec:delete:/audiences/{AUDIENCE_ID}:400:Validation error (Audience is dependent on other audiences)",
        .audienceBulkGetNone: "spec:post:/audiences/bulk-get:400:No IDs were provided",
        .audienceBulkGetAllMissing: "spec:post:/audiences/bulk-get:404:All audiences were not found",
        .noToken: "gateway:no-token",
        .badToken: "gateway:bad-token",
        .noKey: "gateway:no-key",
        .badKey: "gateway:bad-key",
        .noOrganisation: "gateway:no-org",
        .noSandbox: "gateway:no-org",
        .malformedOrganisation: "gateway:no-region",
        .foreignOrganisation: "gateway:not-entitled",
        .noContentType: "gateway:content-type",
        .wrongContentType: "gateway:content-type",
        .unionsWithVersion: "sr:error:acceptErrorList",
        .unionWithoutVersion: "sr:error:acceptErrorLookup",
        .unionMissing: "sr:error:notFoundError",
        .schemasWithVersion: "sr:error:acceptErrorList",
        .schemaWithoutVersion: "sr:error:acceptErrorLookup",
        .schemaMissing: "sr:error:notFoundError",
        .clientRegistryMissing: "sr:error:notFoundError",
        .descriptorsOfAnotherType: "sr:error:acceptErrorDescriptorList",
        .descriptorOfAnotherType: "sr:error:acceptErrorDescriptorLookup",
        .descriptorMissing: "sr:error:notFoundError",
    ]

    /// Refusals whose text and code no source tells: their shape is that of the service that refuses.
    private static let sameShapeAs: [Scene: String] = Dictionary(
        uniqueKeysWithValues: [
            .createNameTaken, .updateNameTaken, .limitTooLarge, .unknownSort, .bodyNoJSON, .bodyNoObject,
            .bodyOfWrongTypes, .brokenConversion, .brokenRule, .unknownField, .unknownMergePolicy, .unknownSandbox,
            .audienceNameTaken, .audienceLimitTooLarge, .audienceBadPath, .changedSinceRead, .changeOfAnotherState,
            .tagPlaceUnknown,
        ].map { ($0, "spec:get:/audiences/{AUDIENCE_ID}:404:Audience not found") } + [
            (.bodyTooLarge, "gateway:content-type"), (.folderWithoutName, "gateway:content-type"),
            (.folderNameTaken, "gateway:content-type"), (.folderMissing, "gateway:content-type"),
        ]
    )

    /// Ours has an empty list where one example, alone among its kind, has none.
    private static let tolerated: [Scene: Set<String>] = Dictionary(
        uniqueKeysWithValues: [.unionMissing, .schemaMissing, .clientRegistryMissing, .descriptorMissing].map {
            ($0, ["+/report/sub-errors"])
        }
    )

    /// The key of `errors` is the status as text: it says the same under one name.
    private func keyedByStatus(_ body: JSONValue, _ status: Int) throws -> JSONValue {
        guard var members = body.object, let errors = members["errors"]?.object else { return body }
        #expect(Array(errors.keys) == [String(status)])
        members["errors"] = .object(["status": try #require(errors[String(status)])])
        return .object(members)
    }

    @Test func everyRefusalHasThePublishedShape() throws {
        let refusals = RecordedTour.exchanges.filter {
            $0.status >= 400 && $0.path != PlatformRoute.token
        }
        let scenes = Set(refusals.map(\.scene))
        #expect(scenes == Set(Self.examples.keys).union(Self.sameShapeAs.keys))
        for refusal in refusals {
            guard let id = Self.examples[refusal.scene] ?? Self.sameShapeAs[refusal.scene] else { continue }
            let example = try ReferenceData.example(id)
            let status = try #require(example.status)
            if Self.examples[refusal.scene] != nil { #expect(refusal.status == status, "\(refusal.summary)") }
            let ours = try keyedByStatus(#require(refusal.json, "\(refusal.summary)"), refusal.status)
            let theirs = try keyedByStatus(example.answer, status)
            #expect(
                ShapeDifference.between(ours, theirs) == Self.tolerated[refusal.scene] ?? [],
                "\(refusal.summary) against \(id)"
            )
            if let inside = ours["status"] { #expect(inside.integer == Int64(refusal.status)) }
        }
    }

    /// The code and the wording are what a client may look for; ids and quoted input differ.
    @Test func publishedCodesAndTitlesAreTaken() throws {
        let refusals = RecordedTour.exchanges
        for (scene, id) in Self.examples where scene != .noSandbox {
            let refusal = try #require(refusals.first { $0.scene == scene && $0.status >= 400 }, "\(scene)")
            let ours = try #require(refusal.json)
            let theirs = try ReferenceData.example(id).answer
            for member in ["type", "error_code", "message"] {
                #expect(ours[member] == theirs[member], "\(scene): \(member)")
            }
            // The title of a missing one has its id.
            if ours["type"] != "https://ns.adobe.com/aep/errors/UPAPI-113430-404" {
                #expect(ours["title"] == theirs["title"], "\(scene)")
            }
        }
    }

    @Test(arguments: [Scene.bulkGetSomeMissing, .audienceBulkGetSomeMissing])
    func aMissingIdInABulkAnswerHasThePublishedShape(scene: Scene) throws {
        let exchange = try #require(
            RecordedTour.exchanges.first { $0.scene == scene }
        )
        let example = try ReferenceData.example("spec:post:/audiences/bulk-get:207:One audience was not found")
        #expect(exchange.status == example.status)
        let ours = try #require(exchange.json?["results"]?["missing-audience"])
        let theirs = try #require(example.answer["results"]?["missing-audience"])
        #expect(ShapeDifference.between(ours, theirs) == [])
        #expect(ours["errors"] == theirs["errors"])
    }
}
