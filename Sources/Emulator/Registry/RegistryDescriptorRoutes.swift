internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI
internal import XDM

/// The descriptors of the Schema Registry: what fields identify and where they lead to.
struct RegistryDescriptorRoutes: Sendable {
    /// What a list shows of each descriptor.
    private enum Row: String {
        case whole = "", id, link

        func show(_ descriptor: JSONValue) -> JSONValue {
            let id = descriptor["@id"]?.string ?? ""
            return switch self {
            case .whole: descriptor
            case .id: .string(id)
            case .link: .string("/tenant/descriptors/" + PathSegment.encode(id))
            }
        }
    }

    let gateway: Gateway

    func add(to router: Router<EmulatorContext>) {
        router.get(RouterPath(PlatformRoute.descriptors)) { request, _ in try await list(request) }
        router.get(RouterPath(PlatformRoute.descriptors + "/:id")) { request, context in
            try await lookUp(request, id: try context.pathID())
        }
    }

    /// Grouped by type, or in pages with the `v2` media types.
    private func list(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let accept = request.headers[.accept] ?? ""
        guard let type = RegistryAccept(accept, vocabulary: "xdm"), type.version == nil else {
            throw EmulatorProblem.descriptorListAccept(accept)
        }
        var words = type.form?.split(separator: "-").map(String.init) ?? []
        let isPaged = words.first == "v2"
        if isPaged { words.removeFirst() }
        guard words.count < 2, let row = Row(rawValue: words.first ?? "") else {
            throw EmulatorProblem.descriptorListAccept(accept)
        }
        let query = try RegistryQuery(request, orderedBy: "@id")
        let descriptors = sandbox.settings.catalog.descriptors.filter(query.keeps)
        let answer: JSONValue
        if isPaged {
            answer = query.page(of: descriptors, path: "/tenant/descriptors", value: { $0 }, row.show)
        } else {
            let groups = Dictionary(grouping: descriptors) { $0["@type"]?.string ?? "" }
            answer = .object(groups.mapValues { .array($0.map(row.show)) })
        }
        return Response(status: .ok, json: JSONText.encode(answer))
    }

    /// Descriptors have no versions, and the call may leave the header out.
    private func lookUp(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let accept = request.headers[.accept] ?? "*/*"
        let isPlain = RegistryAccept(accept, vocabulary: "xdm").map { $0.form == nil && $0.version == nil } ?? false
        guard isPlain || accept == "*/*" else { throw EmulatorProblem.descriptorLookupAccept(accept) }
        let descriptor = sandbox.settings.catalog.descriptors.first { $0["@id"]?.string == id }
        guard let descriptor else { throw EmulatorProblem.resourceMissing(id) }
        return Response(status: .ok, json: JSONText.encode(descriptor))
    }
}
