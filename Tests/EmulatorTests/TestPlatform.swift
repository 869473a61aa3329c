import Emulator
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSONTree
import PlatformAPI
import Synchronization
import Testing

/// One answer of the service.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(
        to method: HTTPRequest.Method,
        _ path: String,
        _ body: String,
        headers: HTTPFields,
        from service: (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])
    ) async throws {
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "localhost",
            path: path,
            headerFields: headers
        )
        let (response, bytes) = try await service(request, Array(body.utf8))
        status = response.status.code
        self.headers = response.headerFields
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The body; fails the test when it is no JSON.
    func json(_ location: SourceLocation = #_sourceLocation) throws -> JSONValue {
        try #require(try? JSONText.decode(text), "no JSON: \(text)", sourceLocation: location)
    }
}

/// How requests reach the service.
enum TestTransport: String, CaseIterable, Sendable {
    case inProcess, socket
}

/// A clock that stands still until it is told otherwise, and ids that count.
final class TestWorld: Sendable {
    private let time = Mutex<Int64>(1_770_000_000_123)
    private let count = Mutex(0)

    func now() -> Int64 { time.withLock { $0 } }

    func advance(milliseconds: Int64) { time.withLock { $0 += milliseconds } }

    func makeID() -> String {
        "00000000-0000-4000-8000-"
            + padded(
                count.withLock {
                    $0 += 1; return $0
                },
                to: 12
            )
    }

    func makeRequestID() -> String {
        "R"
            + padded(
                count.withLock {
                    $0 += 1; return $0
                },
                to: 31
            )
    }

    private func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}

/// A service with two sandboxes, and a client of it that has a token.
struct TestPlatform: Sendable {
    static let organisation = "0123456789ABCDEF0A495FFF@AdobeOrg"
    static let clientID = "test-client"

    let world: TestWorld
    let send: @Sendable (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])
    private(set) var token = ""

    static func service(
        _ database: EmulatorDatabase = .memory,
        tags: [EmulatedTag] = [],
        switches: EmulatorSwitches = EmulatorSwitches(),
        world: TestWorld,
        _ adjust: (inout EmulatorConfiguration) -> Void = { _ in }
    ) throws -> EmulatorService {
        var configuration = try EmulatorConfiguration(
            database: database,
            organisation: organisation,
            sandboxes: [
                EmulatedSandbox(
                    name: "luma-dev",
                    title: "Luma development",
                    isDefault: true,
                    tenant: "_wwfovlab011",
                    catalog: TestCatalog.make(tenant: "_wwfovlab011")
                ),
                EmulatedSandbox(
                    name: "prod",
                    title: "Luma",
                    kind: .production,
                    tenant: "_lumaretail",
                    catalog: TestCatalog.make(tenant: "_lumaretail")
                ),
            ],
            tags: tags,
            switches: switches,
            now: { world.now() },
            makeID: { world.makeID() },
            makeRequestID: { world.makeRequestID() }
        )
        adjust(&configuration)
        return try EmulatorService(configuration)
    }

    init(
        _ database: EmulatorDatabase = .memory,
        tags: [EmulatedTag] = [],
        switches: EmulatorSwitches = EmulatorSwitches(),
        world: TestWorld = TestWorld()
    ) async throws {
        let service = try Self.service(database, tags: tags, switches: switches, world: world)
        try await self.init(world: world) { try await service.respond(to: $0, body: $1) }
    }

    init(
        world: TestWorld,
        token: String? = nil,
        send: @escaping @Sendable (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])
    ) async throws {
        self.world = world
        self.send = send
        if let token {
            self.token = token
        } else {
            self.token = try await issueToken()
        }
    }

    /// Runs the same test over either transport.
    static func with(
        _ transport: TestTransport,
        _ test: @escaping @Sendable (TestPlatform) async throws -> Void
    ) async throws {
        switch transport {
        case .inProcess: try await test(TestPlatform())
        case .socket:
            let world = TestWorld()
            let service = try service(world: world)
            try await withLive(service) { send in try await test(TestPlatform(world: world, send: send)) }
        }
    }

    /// Gives the test a client on a socket of a service that is served while it runs.
    static func withLive(
        _ service: EmulatorService,
        _ test:
            @escaping @Sendable (
                @escaping @Sendable (HTTPRequest, [UInt8]) async throws -> (HTTPResponse, [UInt8])
            ) async throws -> Void
    ) async throws {
        try await withPort(service) { port in
            try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
                try await test { request, body in
                    let response = try await client.execute(
                        TestClient.Request(
                            request.path ?? "/",
                            method: request.method,
                            headers: request.headerFields,
                            body: ByteBuffer(bytes: body)
                        )
                    )
                    return (response.head, response.body.map { Array($0.readableBytesView) } ?? [])
                }
            }
        }
    }

    /// Serves on a free port while the test runs, then stops the server and waits for its end.
    static func withPort(
        _ service: EmulatorService,
        _ test: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await service.serve(port: 0) { continuation.yield($0) }
            }
            var iterator = ports.makeAsyncIterator()
            if let port = await iterator.next() {
                try await test(port)
                group.cancelAll()
            }
            try await group.waitForAll()
        }
    }

    private func issueToken() async throws -> String {
        let form = "grant_type=client_credentials&client_id=\(Self.clientID)&client_secret=s%26cret&scope=openid"
        let answer = try await call(
            .post,
            PlatformRoute.token,
            form,
            headers: [.contentType: "application/x-www-form-urlencoded"]
        )
        return try #require(try answer.json()["access_token"]?.string)
    }

    /// The headers that every call needs.
    func headers(sandbox: String = "luma-dev") -> HTTPFields {
        [
            .authorization: "Bearer " + token, .apiKey: Self.clientID, .organisation: Self.organisation,
            .sandbox: sandbox, .contentType: "application/json",
        ]
    }

    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        headers: HTTPFields
    ) async throws -> Answer {
        try await Answer(to: method, path, body, headers: headers) { try await send($0, $1) }
    }

    func get(_ path: String, sandbox: String = "luma-dev") async throws -> Answer {
        try await call(.get, path, headers: headers(sandbox: sandbox))
    }

    /// Sends JSON, with `If-Match` where one is given.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSONValue? = nil,
        ifMatch: String? = nil,
        sandbox: String = "luma-dev"
    ) async throws -> Answer {
        var headers = headers(sandbox: sandbox)
        headers[.ifMatch] = ifMatch
        return try await call(method, path, body.map { JSONText.encode($0) } ?? "", headers: headers)
    }

    func create(_ body: JSONValue, sandbox: String = "luma-dev") async throws -> Answer {
        let headers = headers(sandbox: sandbox)
        return try await call(.post, PlatformRoute.definitions, JSONText.encode(body), headers: headers)
    }

    /// Creates a definition that must succeed; answers its id.
    @discardableResult
    func created(_ body: JSONValue, sandbox: String = "luma-dev") async throws -> String {
        let answer = try await create(body, sandbox: sandbox)
        try #require(answer.status == 200, "\(answer.text)")
        return try #require(try answer.json()["id"]?.string)
    }

    func patch(_ id: String, _ body: JSONValue, sandbox: String = "luma-dev") async throws -> Answer {
        let headers = headers(sandbox: sandbox)
        return try await call(.patch, PlatformRoute.definition(id), JSONText.encode(body), headers: headers)
    }

    func delete(_ id: String, sandbox: String = "luma-dev") async throws -> Answer {
        try await call(.delete, PlatformRoute.definition(id), headers: headers(sandbox: sandbox))
    }
}

/// A body that the service accepts.
func draft(
    _ name: String,
    _ value: String = "workAddress.country = \"US\"",
    with more: [String: JSONValue] = [:]
) -> JSONValue {
    var members: [String: JSONValue] = [
        "name": .string(name),
        "expression": ["type": "PQL", "format": "pql/text", "value": .string(value)],
        "schema": ["name": "_xdm.context.profile"],
    ]
    members.merge(more) { _, new in new }
    return .object(members)
}

/// What a refusal in the profile service's shape must look like.
func expectProblem(
    _ answer: Answer,
    status: Int,
    code: String,
    saying part: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let json = try answer.json(sourceLocation)
    #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(json["status"] == .integer(Int64(status)), sourceLocation: sourceLocation)
    #expect(json["type"] == .string("https://ns.adobe.com/aep/errors/" + code), sourceLocation: sourceLocation)
    #expect(json["requestId"]?.string?.count == 32, sourceLocation: sourceLocation)
    let listed = try #require(json["errors"]?[String(status)]?.array, sourceLocation: sourceLocation)
    let messages = listed.compactMap { $0["message"]?.string }
    #expect(messages.first == json["title"]?.string, sourceLocation: sourceLocation)
    #expect(
        messages.joined(separator: "\n").contains(part),
        "'\(part)' is not in \(messages)",
        sourceLocation: sourceLocation
    )
}
