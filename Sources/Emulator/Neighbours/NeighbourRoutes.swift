internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// What definitions stand on: merge policies, and the list of sandboxes.
struct NeighbourRoutes: Sendable {
    private static let defaultLimit = 20

    let gateway: Gateway

    func add(to router: Router<EmulatorContext>) {
        router.get(RouterPath(PlatformRoute.mergePolicies)) { request, _ in try await mergePolicies(request) }
        router.get(RouterPath(PlatformRoute.sandboxes)) { request, _ in try await sandboxes(request) }
    }

    private func mergePolicies(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let query = QueryFields(request.uri.query ?? "")
        let limit = Int(query["limit"] ?? String(Self.defaultLimit))
        guard let limit, limit > 0 else {
            throw EmulatorProblem.query("limit", expected: "a number from 1", found: query["limit"] ?? "")
        }
        // Opaque to clients: here the place in the list.
        let start = Int(query["start"] ?? "0")
        guard let start, start >= 0 else {
            throw EmulatorProblem.query("start", expected: "what the link before had", found: query["start"] ?? "")
        }
        let matches = sandbox.mergePolicies.map { ($0.isDefault, $0.json(in: sandbox)) }.filter { isDefault, policy in
            Self.matches(policy["schema"]?["name"]?.string, query["schema.name"])
                && Self.matches(policy["identityGraph"]?["type"]?.string, query["identityGraph.type"])
                && Self.matches(policy["attributeMerge"]?["type"]?.string, query["attributeMerge.type"])
                && Self.matches(String(isDefault), query["default"]?.lowercased())
        }.map(\.1)
        let page = Array(matches.dropFirst(start).prefix(limit))
        let rest = matches.count - start - page.count
        let next = "@/config/mergePolicies?start=\(start + page.count)&limit=\(limit)"
        let answer: JSONValue = [
            "_page": ["totalCount": .integer(Int64(matches.count)), "pageSize": .integer(Int64(page.count))],
            "children": .array(page),
            "_links": ["next": rest > 0 ? ["href": .string(next)] : [:]],
        ]
        return Response(status: .ok, json: JSONText.encode(answer))
    }

    private static func matches(_ value: String?, _ wanted: String?) -> Bool {
        wanted == nil || wanted == value
    }

    /// The list for users: it does not say the sandboxes' ids.
    private func sandboxes(_ request: Request) async throws -> Response {
        let clientID = try await gateway.admitToOrganisation(request)
        let items = gateway.sandboxes(of: clientID).map { sandbox -> JSONValue in
            let time = JSONValue.string(Timestamp.sandbox(sandbox.createdAt))
            return [
                "name": .string(sandbox.name), "title": .string(sandbox.settings.title),
                "state": .string(sandbox.settings.state.rawValue),
                "type": .string(sandbox.settings.kind.rawValue), "region": "LOCAL",
                "isDefault": .boolean(sandbox.settings.isDefault), "etag": 1, "createdDate": time,
                "lastModifiedDate": time, "createdBy": "system", "modifiedBy": "system",
            ]
        }
        let answer: JSONValue = [
            "sandboxes": .array(items),
            "_page": ["limit": 200, "count": .integer(Int64(items.count))],
            "_links": ["next": ["href": ""], "page": ["href": ""]],
        ]
        return Response(status: .ok, json: JSONText.encode(answer))
    }
}
