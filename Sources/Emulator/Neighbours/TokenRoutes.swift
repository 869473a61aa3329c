internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `POST /ims/token/v3`: OAuth server-to-server.
struct TokenRoutes: Sendable {
    let tokens: TokenStore
    let access: EmulatorAccess

    func add(to router: Router<EmulatorContext>) {
        router.post(RouterPath(PlatformRoute.token)) { request, _ in try await issue(request) }
    }

    /// Any client id and secret that are not empty are good, unless the access names those that are.
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
        guard let clientID = form["client_id"], !clientID.isEmpty, let secret = form["client_secret"], !secret.isEmpty
        else {
            throw EmulatorProblem.token(error: "invalid_client", description: "client_id and client_secret are needed")
        }
        try check(clientID, secret, scope: form["scope"] ?? "")
        let body = try await tokens.issue(to: clientID)
        var response = Response(status: .ok, json: JSONText.encode(body))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// RFC 6749 names the errors; which of the two a wrong id or secret is, the description alone tells (assumed).
    private func check(_ clientID: String, _ secret: String, scope: String) throws {
        guard let clients = access.clients else { return }
        guard let client = clients[clientID] else {
            throw EmulatorProblem.token(error: "invalid_client", description: "invalid client_id parameter")
        }
        guard client.secret == secret else {
            throw EmulatorProblem.token(error: "invalid_client", description: "invalid client_secret parameter")
        }
        let asked = scope.split { $0 == "," || $0 == " " }.map(String.init)
        if let allowed = client.scopes, let other = asked.first(where: { !allowed.contains($0) }) {
            throw EmulatorProblem.token(error: "invalid_scope", description: "the client may not ask for '\(other)'")
        }
    }
}
