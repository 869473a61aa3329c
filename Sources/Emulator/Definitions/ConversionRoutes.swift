internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `/segment/conversion`: the rule of a definition in its other form. Nothing is kept.
struct ConversionRoutes: Sendable {
    let gateway: Gateway

    func add(to router: Router<EmulatorContext>) {
        router.post(RouterPath(PlatformRoute.conversion)) { request, _ in try await convert(request) }
    }

    private func convert(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: PostedDefinition.requiredMembers
        )
        guard let expression = posted.members["expression"].flatMap(ExpressionBody.init) else {
            preconditionFailure("a posted expression is an object")
        }
        let converted = try sandbox.expressions.convert(expression)
        var answer: [String: JSONValue] = [
            "imsOrgId": .string(sandbox.organisation), "sandbox": sandbox.json, "expression": converted.json,
        ]
        answer["description"] = posted.members["description"]
        return Response(status: .ok, json: JSONText.encode(answer))
    }
}
