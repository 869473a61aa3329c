internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `/segment/definitions`: every verb, and bulk-get.
struct DefinitionRoutes: Sendable {
    var operations: DefinitionOperations
    var switches: EmulatorSwitches

    func add(to router: Router<EmulatorContext>) {
        let all = RouterPath(PlatformRoute.definitions)
        let one = RouterPath(PlatformRoute.definitions + "/:id")
        router.get(all) { request, context in try await under(context).operations.list(request) }
        router.post(all) { request, context in try await under(context).create(request) }
        router.post(RouterPath(PlatformRoute.definitionsBulkGet)) { request, context in
            try await under(context).operations.bulkGet(request)
        }
        router.get(one) { request, context in
            try await under(context).operations.get(request, id: try context.pathID())
        }
        router.patch(one) { request, context in try await under(context).update(request, id: try context.pathID()) }
        router.delete(one) { request, context in try await under(context).delete(request, id: try context.pathID()) }
    }

    /// The routes as a call meets them that the fault script may have made different.
    private func under(_ context: EmulatorContext) -> DefinitionRoutes {
        var routes = self
        routes.operations.conditions = context.conditions
        if context.conditions.clearsOmittedFields { routes.switches.clearsOmittedFieldsOnPatch = true }
        return routes
    }

    private func create(_ request: Request) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: PostedDefinition.requiredMembers
        )
        let (id, answer) = try await operations.create(posted, by: caller)
        return written(id, status: switches.answersCreateWith201 ? .created : .ok, answer: answer)
    }

    private func update(_ request: Request, id: String) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: switches.requiresFullPatch ? PostedDefinition.requiredMembers : []
        )
        let answer = try await operations.change(
            id,
            to: posted,
            omitted: switches.clearsOmittedFieldsOnPatch ? .cleared : .kept,
            where: EntityPrecondition(request, isHonoured: switches.honoursIfMatch),
            by: caller
        )
        return written(id, status: .ok, answer: answer)
    }

    private func delete(_ request: Request, id: String) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let precondition = EntityPrecondition(request, isHonoured: switches.honoursIfMatch)
        try await operations.delete(id, where: precondition, by: caller)
        switch switches.deleteAnswer {
        case .empty: return Response(status: .ok)
        case .noContent: return Response(status: .noContent)
        case .message:
            return Response(
                status: .ok,
                json: JSONText.encode(["status": true, "message": "the definition was deleted"] as JSONValue)
            )
        }
    }

    private func written(_ id: String, status: HTTPResponse.Status, answer: String) -> Response {
        var response = Response(status: status, json: answer)
        response.headers[.definitionLocation] = PlatformRoute.definition(id)
        return response
    }
}

extension EmulatorContext {
    /// The path's last part, decoded; text that is no valid encoding is the name of nothing.
    func pathID() throws -> String {
        let written = try parameters.require("id")
        return PathSegment.decode(written) ?? written
    }
}

extension HTTPField.Name {
    /// `X-Location`; the wire contract's own name for it is that of the standard `Location` as well.
    fileprivate static let definitionLocation: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Location") else { preconditionFailure("'X-Location' is a header name") }
        return name
    }()
}
