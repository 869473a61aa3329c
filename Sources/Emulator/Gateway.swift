internal import HTTPTypes
internal import Hummingbird
internal import PlatformAPI

/// Who calls, and on which sandbox.
struct Caller: Sendable {
    let clientID: String
    let sandbox: ServedSandbox

    /// The form in which the platform names a technical account.
    var author: String { clientID + "@techacct.adobe.com" }
}

/// Lets a call through to a service when its headers are in order.
struct Gateway: Sendable {
    let organisation: String
    let sandboxes: [String: ServedSandbox]
    let tokens: TokenStore

    /// For what belongs to a sandbox.
    func admit(_ request: Request) async throws -> Caller {
        let clientID = try await admitToOrganisation(request)
        guard let name = request.headers[.sandbox], !name.isEmpty else { throw EmulatorProblem.headerMissing }
        guard let sandbox = sandboxes[name] else { throw EmulatorProblem.sandboxUnknown(name) }
        try checkContentType(of: request)
        return Caller(clientID: clientID, sandbox: sandbox)
    }

    /// For what belongs to the organisation; answers the client id.
    func admitToOrganisation(_ request: Request) async throws -> String {
        guard let authorization = request.headers[.authorization] else { throw EmulatorProblem.tokenMissing }
        let words = authorization.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer",
            let clientID = try await tokens.clientID(of: String(words[1]))
        else { throw EmulatorProblem.tokenInvalid }
        guard let key = request.headers[.apiKey], !key.isEmpty else { throw EmulatorProblem.keyMissing }
        guard key == clientID else { throw EmulatorProblem.keyInvalid }
        guard let organisation = request.headers[.organisation], !organisation.isEmpty else {
            throw EmulatorProblem.headerMissing
        }
        guard organisation.hasSuffix("@AdobeOrg") else { throw EmulatorProblem.organisationMalformed }
        guard organisation == self.organisation else { throw EmulatorProblem.organisationForeign }
        return clientID
    }

    private func checkContentType(of request: Request) throws {
        guard [.post, .patch, .put].contains(request.method) else { return }
        let type = request.headers[.contentType]?.split(separator: ";").first.map(String.init)?.lowercased()
        guard type?.filter({ !$0.isWhitespace }) == "application/json" else { throw EmulatorProblem.contentType }
    }
}
