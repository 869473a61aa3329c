internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI
internal import XDM

/// The Schema Registry as far as segments need it: the tenant's name, and the unions.
struct RegistryRoutes: Sendable {
    let gateway: Gateway

    func add(to router: Router<EmulatorContext>) {
        router.get(RouterPath(PlatformRoute.registryStats)) { request, _ in try await stats(request) }
        router.get(RouterPath(PlatformRoute.unions)) { request, _ in try await unions(request) }
        router.get(RouterPath(PlatformRoute.unions + "/:id")) { request, context in
            try await union(request, id: try context.pathID())
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

    private func unions(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let accept = request.headers[.accept] ?? ""
        guard let type = RegistryAccept(accept), type.version == nil, type.form == nil || type.form == "id" else {
            throw EmulatorProblem.listAccept(accept)
        }
        let unions = sandbox.settings.catalog.documents.filter(\.isUnion).map { document -> JSONValue in
            guard type.form == "id" else { return document.value }
            return [
                "title": document.value["title"] ?? .string(document.altID), "$id": .string(document.id),
                "meta:altId": .string(document.altID), "version": document.value["version"] ?? "1",
            ]
        }
        return Response(status: .ok, json: JSONText.encode(["results": .array(unions)] as JSONValue))
    }

    private func union(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let accept = request.headers[.accept] ?? ""
        let forms: Set = ["full", "notext", "full-notext", "full-desc"]
        guard let type = RegistryAccept(accept), type.version != nil, type.form.map(forms.contains) ?? true else {
            throw EmulatorProblem.lookupAccept(accept)
        }
        let document = sandbox.settings.catalog.documents.first { $0.isUnion && ($0.id == id || $0.altID == id) }
        guard type.version == 1, let document else { throw EmulatorProblem.resourceMissing(id) }
        return Response(status: .ok, json: JSONText.encode(document.value))
    }
}

/// `application/vnd.adobe.xed[-form]+json[; version=N]`.
///
/// `xdm`, the same with prefixed names, is not served: the snapshots have the plain names.
struct RegistryAccept: Hashable, Sendable {
    /// `id`, `full`, `notext`, …; nil for the plain form.
    let form: String?
    let version: Int?

    init?(_ text: String) {
        let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        guard let type = parts.first, type.hasPrefix("application/vnd.adobe.xed"), type.hasSuffix("+json") else {
            return nil
        }
        let form = type.dropFirst("application/vnd.adobe.xed".count).dropLast("+json".count)
        guard form.isEmpty || form.hasPrefix("-") && form.count > 1 else { return nil }
        self.form = form.isEmpty ? nil : String(form.dropFirst())
        guard let parameter = parts.dropFirst().first(where: { $0.hasPrefix("version=") }) else {
            version = nil
            return
        }
        guard let version = Int(parameter.dropFirst("version=".count)) else { return nil }
        self.version = version
    }
}
