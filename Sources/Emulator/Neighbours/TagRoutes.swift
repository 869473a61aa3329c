internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `GET /unifiedtags/tags`: the tags of the organisation, which no sandbox has for itself.
struct TagRoutes: Sendable {
    private static let defaultLimit = 20
    private static let largestLimit = 100

    let gateway: Gateway
    /// As JSON, in the order in which they are listed.
    let tags: [JSONValue]

    func add(to router: Router<EmulatorContext>) {
        router.get(RouterPath(PlatformRoute.tags)) { request, _ in try await list(request) }
    }

    private func list(_ request: Request) async throws -> Response {
        _ = try await gateway.admitToOrganisation(request)
        let query = QueryFields(request.uri.query ?? "")
        let limit = Int(query["limit"] ?? String(Self.defaultLimit))
        guard let limit, (1...Self.largestLimit).contains(limit) else {
            let expected = "a number from 1 to \(Self.largestLimit)"
            throw EmulatorProblem.query("limit", expected: expected, found: query["limit"] ?? "")
        }
        let start = try Self.place(query["start"])
        let page = Array(tags.dropFirst(start).prefix(limit))
        let end = start + page.count
        let answer: JSONValue = [
            "_page": [
                "count": .integer(Int64(tags.count)), "limit": .integer(Int64(limit)),
                "next": end < tags.count ? .string(Self.token(place: end)) : .null,
            ],
            "tags": .array(page),
        ]
        return Response(status: .ok, json: JSONText.encode(answer))
    }

    /// Opaque, so that nobody counts on what it says.
    private static func token(place: Int) -> String {
        Data("after \(place)".utf8).base64EncodedString()
    }

    private static func place(_ token: String?) throws(EmulatorProblem) -> Int {
        guard let token, !token.isEmpty else { return 0 }
        let text = Data(base64Encoded: token).map { String(decoding: $0, as: UTF8.self) }
        guard let text, text.hasPrefix("after "), let place = Int(text.dropFirst("after ".count)), place >= 0 else {
            throw .query("start", expected: "what the page before had as next", found: token)
        }
        return place
    }
}
