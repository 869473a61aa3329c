import FoundationEssentials
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// The contract in our own words: what the reference says, checked also where its data is absent.
@Suite(.recordedTour) struct WrittenExpectationTests {
    @Test func theTourLeadsEverywhere() throws {
        let exchanges = RecordedTour.exchanges
        #expect(Set(exchanges.map(\.scene)) == Set(Scene.allCases))
        for exchange in exchanges {
            // A 5xx or an answer that is no JSON is wrong whatever the description says.
            #expect(exchange.status < 500, "\(exchange.summary)")
            #expect(exchange.answer.isEmpty == (exchange.json == nil), "\(exchange.summary)")
            let isRefusal = exchange.status >= 400
            let mayBeRefused = exchange.scene.kind == .wrong || exchange.scene.expectsRefusal
            // A client that is told of another state looks at it.
            let isLook = exchange.scene == .changeOfAnotherState && exchange.method == "GET"
            #expect(
                isRefusal == mayBeRefused || isLook || exchange.path == PlatformRoute.token,
                "\(exchange.summary)"
            )
        }
    }

    @Test func theClientSendsTheFourHeadersAndNothingUnknown() throws {
        let calls = RecordedTour.exchanges.filter {
            $0.scene.kind == .client && $0.path != PlatformRoute.token
        }
        #expect(calls.count > 15)
        for call in calls {
            var names: Set = ["authorization", "x-api-key", "x-gw-ims-org-id", "x-sandbox-name", "accept"]
            let hasBody = call.method == "POST" || call.method == "PATCH"
            if hasBody { names.insert("content-type") }
            if call.path == PlatformRoute.tags {
                names.insert("content-type")
                names.remove("x-sandbox-name")
            }
            if call.path.hasPrefix(PlatformRoute.folders) { names.insert("content-type") }
            let conditional: Set<Scene> = [.change, .changeOfAnotherState]
            if conditional.contains(call.scene), call.method == "PATCH" { names.insert("if-match") }
            #expect(Set(call.headers.map(\.name.canonicalName)) == names, "\(call.summary)")
            #expect(call.headers[.authorization]?.hasPrefix("Bearer ") == true)
            #expect(call.body.isEmpty == !hasBody)
        }
    }

    @Test func theClientSendsMembersThatTheServiceKnows() throws {
        let bodies = RecordedTour.exchanges
            .filter { [.create, .update, .createWhole, .updateWhole].contains($0.scene) }
            .filter { $0.path != PlatformRoute.token }
            .map(\.requestJSON)
        let always: Set = ["name", "description", "expression", "schema"]
        let sometimes: Set = [
            "evaluationInfo", "mergePolicyId", "ttlInDays", "labels", "tags", "lifecycleState", "ansibleDataModel",
        ]
        var seen: Set<String> = []
        for body in bodies {
            let members = Set(try #require(body?.object).keys)
            #expect(members.isSuperset(of: always))
            #expect(members.isSubset(of: always.union(sometimes)))
            seen.formUnion(members)
            #expect(body?["expression"]?["type"] == "PQL")
            #expect(body?["expression"]?["format"] == "pql/text")
            #expect(body?["schema"]?.object?.keys.sorted() == ["name"])
        }
        #expect(seen == always.union(sometimes))
    }

    /// `start`, `next` and `pageOffset` are strings, the counts numbers; the last page has no `next`.
    @Test func pagesHaveStringsAmongNumbers() throws {
        let exchanges = RecordedTour.exchanges
        let pages = exchanges.filter { $0.path == PlatformRoute.definitions && $0.method == "GET" && $0.status == 200 }
        #expect(pages.count >= 7)
        for exchange in pages {
            let answer = try #require(exchange.json)
            #expect(answer.object?.keys.sorted() == ["link", "page", "segments"])
            let page = try #require(answer["page"]?.object)
            for name in ["totalCount", "totalPages", "pageSize", "limit"] {
                #expect(page[name]?.typeName == "integer", "\(exchange.summary): \(name)")
            }
            for name in ["start", "pageOffset", "sort", "sortField"] {
                #expect(page[name]?.typeName == "string", "\(exchange.summary): \(name)")
            }
            #expect(page["pageSize"]?.integer == answer["segments"]?.array.map { Int64($0.count) })
            #expect(page["next"] == nil || page["next"]?.typeName == "string")
            #expect((page["next"] == nil) == (answer["link"] == [:]), "\(exchange.summary)")
        }
        let counts = pages.filter { $0.scene == .listPages }
            .map { ($0.target, $0.json?["segments"]?.array?.count) }
            .sorted { $0.0 < $1.0 }
        #expect(counts.map(\.1) == [100, 100, 50])
        let past = try #require(pages.first { $0.scene == .emptyPage }?.json)
        #expect(past["segments"] == [])
        #expect(past["page"]?["next"] == nil)
    }

    /// As above; `start` is a page here, and the order is told only where it was asked for.
    @Test func pagesOfAudiencesHaveStringsAmongNumbers() throws {
        let pages = RecordedTour.exchanges
            .filter { $0.path == PlatformRoute.audiences && $0.method == "GET" && $0.status == 200 }
        #expect(pages.count == 8)
        for exchange in pages {
            let answer = try #require(exchange.json)
            #expect(answer.object?.keys.sorted() == ["_links", "_page", "children"])
            let page = try #require(answer["_page"]?.object)
            for name in ["totalCount", "totalPages", "pageSize", "limit"] {
                #expect(page[name]?.typeName == "integer", "\(exchange.summary): \(name)")
            }
            for name in ["start", "pageOffset"] {
                #expect(page[name]?.typeName == "string", "\(exchange.summary): \(name)")
            }
            #expect((page["sortField"] == nil) == !exchange.target.contains("sort="))
            #expect(page["pageSize"]?.integer == answer["children"]?.array.map { Int64($0.count) })
            #expect((page["next"] == nil) == (answer["_links"] == [:]), "\(exchange.summary)")
            let decoded = try JSONDecoder().decode(AudiencePage.self, from: Data(exchange.answer))
            #expect(decoded.children.count == answer["children"]?.array?.count)
            #expect(decoded.next.map(String.init) == page["next"]?.string)
        }
        let counts = pages.filter { $0.scene == .audiencePages }.map { $0.json?["children"]?.array?.count }
        #expect(counts == [100, 50, 0])
        let filtered = pages.filter { $0.scene == .audiencesFiltered }.map { $0.json?["children"]?.array?.count }
        #expect(filtered == [1])
    }

    @Test func tagsComeWithAnOpaquePlaceForTheNext() throws {
        let pages = try RecordedTour.exchanges.filter { [.tags, .tagPages].contains($0.scene) }
            .map { try JSONDecoder().decode(TagPage.self, from: Data($0.answer)) }
        #expect(pages.map { $0.tags.map(\.name) } == [["Seasonal", "Loyalty"], ["Seasonal"]])
        #expect(pages.map { $0.next == nil } == [true, false])
    }

    @Test func refusalsHaveOneOfFiveShapes() throws {
        let refusals = RecordedTour.exchanges.filter {
            $0.status >= 400 && $0.path != PlatformRoute.token
        }
        let shapes: [[String]] = [
            ["errors", "requestId", "status", "title", "type"],
            ["error_code", "message"],
            ["detail", "status", "title", "type"],
            ["detail", "report", "status", "title", "type"],
            // A filter of `/audiences`, whose entries of `errors` have a `value`.
            ["errors", "instance", "status", "title", "type"],
        ]
        for refusal in refusals {
            let members = try #require(refusal.json?.object)
            #expect(shapes.contains(members.keys.sorted()), "\(refusal.summary)")
            if let errors = members["errors"]?.object {
                #expect(Array(errors.keys) == [String(refusal.status)])
                #expect(
                    errors.values.allSatisfy {
                        ($0.array ?? []).allSatisfy {
                            $0.object?.keys.filter { $0 != "value" }.sorted() == ["code", "message"]
                        }
                    }
                )
            }
            if let code = members["error_code"]?.string { #expect(code.hasPrefix(String(refusal.status))) }
        }
    }
}

extension Scene {
    /// Whether a request that is in order is refused for what it asks.
    fileprivate var expectsRefusal: Bool {
        [
            .createNameTaken, .readMissing, .updateNameTaken, .updateMissing, .deleteInUse, .deleteMissing,
            .bulkGetAllMissing, .unionMissing, .audienceNameTaken, .audienceReadMissing, .audiencePatchMissing,
            .audiencePutMissing, .audienceDeleteInUse, .audienceDeleteMissing, .audienceBulkGetAllMissing,
            .changeMissing, .changeOfAnotherState, .clientRegistryMissing, .schemaMissing, .descriptorMissing,
        ].contains(self)
    }
}
