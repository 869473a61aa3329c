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
    let access: EmulatorAccess

    /// For what belongs to a sandbox.
    ///
    /// A sandbox that the client's role does not have is refused like one that is not there. Permission is looked at
    /// before the type and the content of a body.
    func admit(_ request: Request) async throws -> Caller {
        let clientID = try await client(of: request)
        guard let name = request.headers[.sandbox], !name.isEmpty else { throw EmulatorProblem.headerMissing }
        guard let sandbox = sandboxes[name], isOpen(sandbox, to: clientID) else {
            throw EmulatorProblem.sandboxUnknown(name)
        }
        guard sandbox.settings.state == .active else {
            throw EmulatorProblem.sandboxNotActive(name, state: sandbox.settings.state.rawValue)
        }
        try permit(request, to: clientID, in: sandbox)
        try checkContentType(of: request)
        return Caller(clientID: clientID, sandbox: sandbox)
    }

    /// For what belongs to the organisation; answers the client id.
    func admitToOrganisation(_ request: Request) async throws -> String {
        let clientID = try await client(of: request)
        try permit(request, to: clientID, in: nil)
        return clientID
    }

    /// The sandboxes that a client's role has, by name.
    func sandboxes(of clientID: String) -> [ServedSandbox] {
        sandboxes.values.filter { isOpen($0, to: clientID) }.sorted { $0.name < $1.name }
    }

    private func isOpen(_ sandbox: ServedSandbox, to clientID: String) -> Bool {
        access.clients?[clientID]?.sandboxes?.contains(sandbox.name) ?? true
    }

    private func permit(_ request: Request, to clientID: String, in sandbox: ServedSandbox?) throws {
        guard let permissions = access.clients?[clientID]?.permissions,
            let needed = NeededPermission(request.method, path: request.uri.path),
            !permissions.contains(needed.permission)
        else { return }
        throw needed.refusal(organisation: organisation, sandbox: sandbox?.name)
    }

    /// The client whose headers are in order.
    private func client(of request: Request) async throws -> String {
        guard let authorization = request.headers[.authorization] else { throw EmulatorProblem.tokenMissing }
        let words = authorization.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer",
            let clientID = try await tokens.clientID(of: String(words[1])),
            access.clients.map({ $0[clientID] != nil }) ?? true
        else { throw EmulatorProblem.tokenInvalid }
        guard let key = request.headers[.apiKey], !key.isEmpty else { throw EmulatorProblem.keyMissing }
        guard key == clientID, access.clients?[clientID]?.hasPlatformAPI ?? true else {
            throw EmulatorProblem.keyInvalid
        }
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
