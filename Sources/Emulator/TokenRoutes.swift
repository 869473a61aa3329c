internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `POST /ims/token/v3`: OAuth server-to-server.
struct TokenRoutes: Sendable {
    let tokens: TokenStore

    func add(to router: Router<EmulatorContext>) {
        router.post(RouterPath(PlatformRoute.token)) { request, _ in try await issue(request) }
    }

    /// Any client id and secret that are not empty are good: there is nothing here to protect.
    private func issue(_ request: Request) async throws -> Response {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw EmulatorProblem.token(error: "invalid_request", description: "expected a form body")
        }
        let form = QueryFields(String(decoding: try await request.collectedBody(), as: UTF8.self))
        guard let grant = form["grant_type"], !grant.isEmpty else {
            throw EmulatorProblem.token(error: "invalid_request", description: "grant_type is missing")
        }
        guard grant == "client_credentials" else {
            throw EmulatorProblem.token(error: "unsupported_grant_type", description: "expected client_credentials")
        }
        guard let clientID = form["client_id"], !clientID.isEmpty, form["client_secret"]?.isEmpty == false else {
            throw EmulatorProblem.token(error: "invalid_client", description: "client_id and client_secret are needed")
        }
        let body = try await tokens.issue(to: clientID)
        var response = Response(status: .ok, json: JSONText.encode(body))
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
