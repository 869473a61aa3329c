internal import Emulator
internal import HTTPTypes
internal import Manifests
internal import PlatformClient
internal import Reconciler

/// Opens a sandbox for a command: the embedded service in this process, or a platform over the network.
struct SandboxConnection: Sendable {
    let session: ProjectSession
    var timeouts = AsyncHTTPTransport.Timeouts.standard

    /// Runs `body` with the sandbox's definitions.
    func withRepository<Result>(
        _ sandbox: SandboxConfiguration,
        in validation: ProjectValidation,
        _ body: (any SegmentRepository) async throws -> Result
    ) async throws -> Result {
        try await withConnection(sandbox, in: validation) { try await body(SegmentationClient($0)) }
    }

    /// Runs `body` with a connection to the sandbox, which is closed afterwards.
    ///
    /// `credentials` count in place of those of the environment; the embedded service has its own.
    func withConnection<Result>(
        _ sandbox: SandboxConfiguration,
        in validation: ProjectValidation,
        as credentials: PlatformCredentials? = nil,
        _ body: (PlatformConnection) async throws -> Result
    ) async throws -> Result {
        switch sandbox.endpoint {
        case .embedded:
            return try await body(embedded(sandbox, validation))
        case .url(let url):
            let endpoint = try address { () throws(InvalidAddress) in
                try PlatformEndpoint(url, tokenURL: sandbox.credentials?.tokenURL)
            }
            let proxies = try address { () throws(InvalidAddress) in
                try ProxySettings(environment: session.environment)
            }
            let credentials = try credentials ?? self.credentials(of: sandbox, validation)
            return try await AsyncHTTPTransport.withTransport(proxies: proxies, timeouts: timeouts) { transport in
                try await body(connection(endpoint, credentials, sandbox, transport))
            }
        }
    }

    private func embedded(
        _ sandbox: SandboxConfiguration,
        _ validation: ProjectValidation
    ) throws -> PlatformConnection {
        let service = try EmulatedProject(folder: session.folder).service(
            [sandbox],
            catalogs: validation.catalogs,
            tags: validation.tagNames
        )
        let credentials = PlatformCredentials(
            clientID: "embedded",
            clientSecret: Secret("embedded"),
            organisation: EmulatedProject.organisation
        )
        return connection(.embedded, credentials, sandbox) { request, body async throws(TransportFailure) in
            do throws(LostAnswer) {
                let (response, bytes) = try await service.respond(to: request, body: body)
                return PlatformResponse(status: response.status.code, headers: response.headerFields, body: bytes)
            } catch {
                throw TransportFailure(.unclear, "the embedded service cut the connection")
            }
        }
    }

    private func connection(
        _ endpoint: PlatformEndpoint,
        _ credentials: PlatformCredentials,
        _ sandbox: SandboxConfiguration,
        _ transport: @escaping Transport
    ) -> PlatformConnection {
        let clock = ClientClock.system
        return PlatformConnection(
            endpoint: endpoint,
            credentials: credentials,
            sandbox: sandbox.sandbox,
            transport: transport,
            gate: RequestGate(clock: clock),
            clock: clock,
            random: { Double.random(in: 0..<1) }
        )
    }

    /// The credentials from the environment; where variables are missing, every place that names one is told.
    private func credentials(
        of sandbox: SandboxConfiguration,
        _ validation: ProjectValidation
    ) throws -> PlatformCredentials {
        guard let names = sandbox.credentials else {
            preconditionFailure("validation asks for credentials where the endpoint is not embedded")
        }
        let variables = CredentialVariables(names, in: session.environment, validation)
        guard variables.missing.isEmpty else {
            let list = variables.missing.joined(separator: ", ")
            throw CommandFailure(
                "sandbox '\(sandbox.name.value)' needs environment variables that are not set, those named by \(list)"
            )
        }
        func value(_ name: Located<String>) -> String { session.environment[name.value] ?? "" }
        return PlatformCredentials(
            clientID: value(names.clientID),
            clientSecret: Secret(value(names.clientSecret)),
            organisation: value(names.orgID)
        )
    }

    private func address<Value>(_ make: () throws(InvalidAddress) -> Value) throws -> Value {
        do throws(InvalidAddress) {
            return try make()
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
