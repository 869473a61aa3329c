import Diagnostics
import Emulator
import Foundation
import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Segments
import Synchronization
import Testing
import XDM

/// The service with three sandboxes of the sample project, its recorder, and who calls it.
struct ContractService: Sendable {
    static let organisation = "0123456789ABCDEF0A495FFF@AdobeOrg"
    static let clientID = "contract-client"

    /// No definition, one, and 250.
    enum Sandbox: String, CaseIterable {
        case empty = "luma-empty"
        case single = "luma-single"
        case many = "luma-many"
    }

    let recorder: Recorder
    private(set) var token = ""

    init(switches: EmulatorSwitches = EmulatorSwitches()) async throws {
        let time = Mutex<Int64>(1_770_000_000_123)
        let catalog = try Self.catalog()
        let configuration = EmulatorConfiguration(
            database: .memory,
            organisation: Self.organisation,
            sandboxes: Sandbox.allCases.map { sandbox in
                EmulatedSandbox(
                    name: sandbox.rawValue,
                    title: "Luma",
                    kind: sandbox == .many ? .production : .development,
                    isDefault: sandbox == .many,
                    tenant: "_wwfovlab011",
                    catalog: catalog
                )
            },
            tags: ["Seasonal", "Loyalty"].map { EmulatedTag(id: UUID().uuidString.lowercased(), name: $0) },
            switches: switches,
            now: {
                time.withLock { time in
                    time += 1; return time
                }
            },
            makeID: { UUID().uuidString.lowercased() },
            makeRequestID: { UUID().uuidString.filter { $0 != "-" } }
        )
        recorder = Recorder(service: try EmulatorService(configuration))
        token = try await issueToken()
    }

    /// The schemas of the sample project.
    static func catalog() throws -> SchemaCatalog {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../schemas/luma").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .map { SchemaSnapshotFile(id: FileID($0.lastPathComponent), bytes: Array(try Data(contentsOf: $0))) }
        let (catalog, diagnostics) = SchemaCatalog.load(files: files)
        try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
        return catalog
    }

    func client(_ sandbox: Sandbox, transport: Transport? = nil) -> SegmentationClient {
        SegmentationClient(connection(sandbox, transport: transport))
    }

    func registry(_ sandbox: Sandbox) -> SchemaRegistryClient {
        SchemaRegistryClient(connection(sandbox))
    }

    private func connection(_ sandbox: Sandbox, transport: Transport? = nil) -> PlatformConnection {
        let clock = ClientClock(now: { .zero }, unixTime: { 0 }, sleep: { _ in })
        return PlatformConnection(
            endpoint: .embedded,
            credentials: PlatformCredentials(
                clientID: Self.clientID,
                clientSecret: Secret("s&cret"),
                organisation: Self.organisation
            ),
            sandbox: sandbox.rawValue,
            transport: transport ?? recorder.transport,
            gate: RequestGate(clock: clock),
            clock: clock,
            random: { 0 }
        )
    }

    /// The headers that every call needs.
    func headers(_ sandbox: Sandbox = .empty, accept: String = "application/json") -> HTTPFields {
        [
            .authorization: "Bearer " + token, .apiKey: Self.clientID, .organisation: Self.organisation,
            .sandbox: sandbox.rawValue, .accept: accept,
        ]
    }

    @discardableResult
    func call(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ body: String = "",
        headers: HTTPFields
    ) async -> PlatformResponse {
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "localhost",
            path: target,
            headerFields: headers
        )
        return await recorder.forward(request, body: Array(body.utf8))
    }

    /// Sends JSON to a sandbox.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ body: JSONValue,
        to sandbox: Sandbox = .empty
    ) async -> PlatformResponse {
        var headers = headers(sandbox)
        headers[.contentType] = "application/json"
        return await call(method, target, JSONText.encode(body), headers: headers)
    }

    /// Creates a definition by hand, which must succeed; answers its id.
    func created(_ body: JSONValue, in sandbox: Sandbox = .empty) async throws -> String {
        let response = await send(.post, PlatformRoute.definitions, body, to: sandbox)
        try #require(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
        return try #require(try JSONText.decode(response.body)["id"]?.string)
    }

    @discardableResult
    func askForToken(_ form: String) async -> PlatformResponse {
        await call(.post, PlatformRoute.token, form, headers: [.contentType: "application/x-www-form-urlencoded"])
    }

    private func issueToken() async throws -> String {
        let response = await askForToken(
            "grant_type=client_credentials&client_id=\(Self.clientID)&client_secret=s%26cret&scope=openid"
        )
        return try #require(try JSONText.decode(response.body)["access_token"]?.string)
    }
}

/// A body that the service accepts.
func draft(
    _ name: String,
    rule: String = "person.gender = \"female\"",
    with more: [String: JSONValue] = [:]
) -> JSONValue {
    var members: [String: JSONValue] = [
        "name": .string(name),
        "description": "made by hand",
        "expression": ["type": "PQL", "format": "pql/text", "value": .string(rule)],
        "schema": ["name": "_xdm.context.profile"],
    ]
    members.merge(more) { _, new in new }
    return .object(members)
}
