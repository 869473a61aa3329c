internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `/audiences`: the definitions once more, changed member by member or as a whole, and audiences of other systems.
struct AudienceRoutes: Sendable {
    var operations: DefinitionOperations
    let switches: EmulatorSwitches

    func add(to router: Router<EmulatorContext>) {
        let all = RouterPath(PlatformRoute.audiences)
        let one = RouterPath(PlatformRoute.audiences + "/:id")
        router.get(all) { request, context in try await under(context).operations.list(request) }
        router.post(all) { request, context in try await under(context).create(request) }
        router.post(RouterPath(PlatformRoute.audiencesBulkGet)) { request, context in
            try await under(context).operations.bulkGet(request)
        }
        router.get(one) { request, context in
            try await under(context).operations.get(request, id: try context.pathID())
        }
        router.patch(one) { request, context in try await under(context).patch(request, id: try context.pathID()) }
        router.put(one) { request, context in try await under(context).overwrite(request, id: try context.pathID()) }
        router.delete(one) { request, context in try await under(context).delete(request, id: try context.pathID()) }
    }

    /// The routes as a call meets them that the fault script may have made different.
    private func under(_ context: EmulatorContext) -> AudienceRoutes {
        var routes = self
        routes.operations.conditions = context.conditions
        return routes
    }

    private func create(_ request: Request) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let posted = try PostedDefinition(newAudience: await request.collectedBody())
        return Response(status: writeStatus, json: try await operations.create(posted, by: caller).answer)
    }

    private func patch(_ request: Request, id: String) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let posted = try PostedDefinition(patch: await request.collectedBody())
        if posted.members["lifecycleState"] == "deleted" { throw EmulatorProblem.lifecyclePatchedToDelete }
        return try await change(request, id: id, to: posted, omitted: .kept, by: caller)
    }

    private func overwrite(_ request: Request, id: String) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: PostedDefinition.requiredMembers
        )
        return try await change(request, id: id, to: posted, omitted: .cleared, by: caller)
    }

    private func change(
        _ request: Request,
        id: String,
        to posted: PostedDefinition,
        omitted: DefinitionRules.OmittedMembers,
        by caller: Caller
    ) async throws -> Response {
        let answer = try await operations.change(
            id,
            to: posted,
            omitted: omitted,
            where: EntityPrecondition(request, isHonoured: switches.honoursIfMatch),
            by: caller
        )
        return Response(status: writeStatus, json: answer)
    }

    private func delete(_ request: Request, id: String) async throws -> Response {
        let caller = try await operations.gateway.admit(request)
        let precondition = EntityPrecondition(request, isHonoured: switches.honoursIfMatch)
        try await operations.delete(id, where: precondition, by: caller)
        return Response(status: .noContent)
    }

    private var writeStatus: HTTPResponse.Status {
        switches.answersAudienceWritesWith201 ? .created : .ok
    }
}
