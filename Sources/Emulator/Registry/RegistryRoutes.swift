internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI
internal import XDM

/// The Schema Registry as far as segments need it: the tenant's name, unions and schemas.
struct RegistryRoutes: Sendable {
    private static let lookupForms: Set = ["full", "notext", "full-notext", "full-desc"]

    let gateway: Gateway

    func add(to router: Router<EmulatorContext>) {
        router.get(RouterPath(PlatformRoute.registryStats)) { request, _ in try await stats(request) }
        router.get(RouterPath(PlatformRoute.unions)) { request, _ in try await unions(request) }
        router.get(RouterPath(PlatformRoute.unions + "/:id")) { request, context in
            try await lookUp(request, id: try context.pathID()) { $0.isUnion }
        }
        router.get(RouterPath(PlatformRoute.schemas)) { request, _ in try await schemas(request) }
        router.get(RouterPath(PlatformRoute.schemas + "/:id")) { request, context in
            try await lookUp(request, id: try context.pathID()) { _ in true }
        }
    }

    private func stats(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let documents = sandbox.settings.catalog.documents
        let unions = documents.count { $0.isUnion }
        let tenant = sandbox.settings.tenant
        let answer: JSONValue = [
            "imsOrg": .string(sandbox.organisation),
            // Without the underscore that field paths start with.
            "tenantId": .string(String(tenant.hasPrefix("_") ? tenant.dropFirst() : tenant[...])),
            "counts": [
                "schemas": .integer(Int64(documents.count - unions)), "mixins": 0, "datatypes": 0, "classes": 0,
                "unions": .integer(Int64(unions)),
            ],
            "recentlyCreatedResources": [],
            "recentlyUpdatedResources": [],
            "classUsage": [:],
        ]
        return Response(status: .ok, json: JSONText.encode(answer))
    }

    /// All of them: a sandbox has as many as it has classes that are enabled for Profile.
    private func unions(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let isShort = try listsInShort(request)
        let unions = sandbox.settings.catalog.documents.filter(\.isUnion).map { isShort ? $0.summary : $0.value }
        return Response(status: .ok, json: JSONText.encode(["results": .array(unions)] as JSONValue))
    }

    /// The schemas that are no unions; of those that a union is made of only the union is known.
    private func schemas(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let isShort = try listsInShort(request)
        let query = try RegistryQuery(request, orderedBy: "$id")
        let schemas = sandbox.settings.catalog.documents.filter { !$0.isUnion && query.keeps($0.value) }
        let page = query.page(of: schemas, path: "/tenant/schemas", value: \.value) { isShort ? $0.summary : $0.value }
        return Response(status: .ok, json: JSONText.encode(page))
    }

    /// Whether a list is asked for in short; anything but a list's own media types is refused.
    private func listsInShort(_ request: Request) throws -> Bool {
        let accept = request.headers[.accept] ?? ""
        guard let type = RegistryAccept(accept), type.version == nil, type.form == nil || type.form == "id" else {
            throw EmulatorProblem.listAccept(accept)
        }
        return type.form == "id"
    }

    private func lookUp(
        _ request: Request,
        id: String,
        _ isServed: (SchemaDocument) -> Bool
    ) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let accept = request.headers[.accept] ?? ""
        guard let type = RegistryAccept(accept), type.version != nil,
            type.form.map(Self.lookupForms.contains) ?? true
        else { throw EmulatorProblem.lookupAccept(accept) }
        let document = sandbox.settings.catalog.documents.first { isServed($0) && ($0.id == id || $0.altID == id) }
        guard type.version == 1, let document else { throw EmulatorProblem.resourceMissing(id) }
        return Response(status: .ok, json: JSONText.encode(document.value))
    }
}

extension SchemaDocument {
    /// As lists in short show it.
    fileprivate var summary: JSONValue {
        [
            "title": value["title"] ?? .string(altID), "$id": .string(id), "meta:altId": .string(altID),
            "version": value["version"] ?? "1",
        ]
    }
}
