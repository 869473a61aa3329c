import Foundation
import HTTPTypes
import JSONTree
import PlatformAPI
import TestSupport
import Testing

private let referenceData = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"]

/// Holds the service's answers against recorded and documented ones: the same members, each of the same kind.
@Suite(.enabled(if: referenceData != nil, "SEGSYNC_REFERENCE_DATA does not name the folder of the reference data"))
struct ReferenceShapeTests {
    /// The recorded answer of an example.
    private func example(_ id: String) throws -> (status: Int?, response: JSONValue) {
        let path = try #require(referenceData) + "/reference/api-examples.jsonl"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let examples = lines.compactMap { try? JSONText.decode(String($0)) }
        let example = try #require(examples.first { $0["id"] == .string(id) }, "no example \(id)")
        return (example["status"]?.integer.map(Int.init), try #require(example["response"]))
    }

    /// Every place where a value differs in kind, or that only one of the two has.
    private func differences(_ ours: JSONValue, _ theirs: JSONValue, at path: String = "") -> Set<String> {
        switch (ours, theirs) {
        case (.object(let ours), .object(let theirs)):
            return Set(ours.keys).union(theirs.keys).reduce(into: []) { found, key in
                let place = path.isEmpty ? key : path + "." + key
                switch (ours[key], theirs[key]) {
                case (let our?, let their?): found.formUnion(differences(our, their, at: place))
                case (nil, _): found.insert("-" + place)
                case (_, nil): found.insert("+" + place)
                }
            }
        case (.array(let ours), .array(let theirs)):
            guard let our = ours.first, let their = theirs.first else { return [] }
            return differences(our, their, at: path + "[]")
        case (.string, .string), (.boolean, .boolean), (.null, .null), (.integer, .integer), (.number, .number):
            return []
        default:
            return ["!" + path]
        }
    }

    @Test(arguments: [("live:def:list:page0", "limit=1", true), ("live:def:list:single", "limit=100", false)])
    func aListHasTheMembersOfTheLiveOne(id: String, query: String, hasNext: Bool) async throws {
        let platform = try await TestPlatform()
        for name in ["a", "b"] {
            try await platform.created(draft(name, "person.gender = \"female\"", with: ["description": "x"]))
        }
        let ours = try await platform.get(PlatformRoute.definitions + "?" + query).json()
        let (status, theirs) = try example(id)
        #expect(status == 200)
        // Only a job that has run makes metrics.
        #expect(differences(ours, theirs) == ["-segments[].metrics"])
        #expect((ours["page"]?["next"] != nil) == hasNext)
    }

    @Test func theNextLinkIsBuiltLikeTheLiveOne() async throws {
        let (_, theirs) = try example("live:def:list:unknown-param")
        let platform = try await TestPlatform()
        for number in 0..<13 { try await platform.created(draft("segment \(number)")) }
        let ours = try await platform.get(PlatformRoute.definitions + "?limit=3&orderBy=updateTime:desc").json()
        #expect(ours["link"] == theirs["link"])
        #expect(ours["page"] == theirs["page"])
    }

    @Test func mergePoliciesHaveTheMembersOfTheLiveOnes() async throws {
        let ours = try await TestPlatform().get(PlatformRoute.mergePolicies).json()
        #expect(differences(ours, try example("live:mergePolicies").response) == [])
    }

    @Test func sandboxesHaveTheMembersOfTheDescription() async throws {
        let ours = try await TestPlatform().get(PlatformRoute.sandboxes).json()
        // The example has the name that the administrators' list uses; the description and the docs of this list do not.
        let known: Set = ["+sandboxes[].modifiedBy", "-sandboxes[].lastModifiedBy"]
        #expect(differences(ours, try example("spec:sandboxes").response) == known)
    }

    @Test func theRegistryAnswersInTheShapesOfItsDocs() async throws {
        let platform = try await TestPlatform()
        let stats = try await platform.get(PlatformRoute.registryStats).json()
        #expect(differences(stats, try example("doc:stats").response) == [])
        var headers = platform.headers()
        headers[.accept] = RegistryMediaType.summaryList
        let unions = try await platform.call(.get, PlatformRoute.unions, headers: headers).json()
        #expect(differences(unions, try example("doc:unions:list").response) == [])
        headers[.accept] = "application/vnd.adobe.xed+json"
        let id = "_xdm.context.profile__union"
        let lookup = try await platform.call(.get, PlatformRoute.union(id), headers: headers)
        let (status, theirs) = try example("sr:error:acceptErrorLookup")
        #expect(lookup.status == status)
        #expect(differences(try lookup.json(), theirs) == [])
        #expect(try lookup.json()["detail"] == theirs["detail"])
    }

    @Test func aTokenHasTheMembersOfTheDocs() async throws {
        let answer = try await TestPlatform().call(
            .post,
            PlatformRoute.token,
            "grant_type=client_credentials&client_id=a&client_secret=b",
            headers: [.contentType: "application/x-www-form-urlencoded"]
        )
        #expect(differences(try answer.json(), try example("ims:oauth:v3").response) == [])
    }

    @Test func refusalsHaveTheShapesOfTheDescription() async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base"))
        try await platform.created(draft("user", "inSegment(\"\(base)\")"))
        let headers = platform.headers()
        let bulk = PlatformRoute.definitionsBulkGet
        let none = JSONText.encode(BulkGetBody(ids: []))
        let missing = JSONText.encode(BulkGetBody(ids: ["missing-audience-1", "missing-audience-2"]))
        let deleted = draft("x", with: ["lifecycleState": "deleted"])
        let cases: [(String, Answer)] = [
            ("post:/audiences:400:Validation error (Name is a mandatory field)", try await platform.create([:])),
            (
                "post:/audiences:400:Validation error (Cannot create audience where lifecycle state is deleted)",
                try await platform.create(deleted)
            ),
            (
                "put:/audiences/{AUDIENCE_ID}:400:Validation error (Namepsace is immutable)",
                try await platform.patch(base, draft("base", with: ["namespace": "AAM"]))
            ),
            (
                "get:/audiences/{AUDIENCE_ID}:404:Audience not found",
                try await platform.get(PlatformRoute.definition("e65765df-adfa-4d4b-b31a-53c390a575c"))
            ),
            (
                "delete:/audiences/{AUDIENCE_ID}:400:Validation error (Audience is dependent on other audiences)",
                try await platform.delete(base)
            ),
            (
                "post:/audiences/bulk-get:400:No IDs were provided",
                try await platform.call(.post, bulk, none, headers: headers)
            ),
            (
                "post:/audiences/bulk-get:404:All audiences were not found",
                try await platform.call(.post, bulk, missing, headers: headers)
            ),
        ]
        for (id, answer) in cases {
            let (status, theirs) = try example("spec:" + id)
            #expect(answer.status == status, "\(id)")
            let ours = try answer.json()
            #expect(differences(ours, theirs) == [], "\(id)")
            #expect(ours["type"] == theirs["type"], "\(id)")
            #expect(ours["title"] == theirs["title"], "\(id)")
        }
    }
}
