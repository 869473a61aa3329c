import Emulator
import Foundation
import HTTPTypes
import JSONTree
import Manifests
import PlatformAPI
import PlatformClient
import Reconciler
import Segments
import Synchronization
import Testing
import XDM

/// A service of its own for one run with faults, in this process: without a socket, in a time that passes only while
/// somebody waits, so that equal runs are equal.
///
/// Served on a socket it takes the machine's time.
final class MatrixWorld: Sendable {
    static let organisation = "0000000000000000LOCAL000@AdobeOrg"
    private static let name = "luma-dev"
    private static let epoch: Int64 = 1_770_000_000_000

    let service: EmulatorService
    /// Lets time pass.
    let pass: @Sendable (Duration) -> Void
    private let clock: ClientClock
    private let token: Mutex<String>

    /// `isServed` says that the run comes over a socket, from another process.
    init(isServed: Bool = false) throws {
        let state = WorldState()
        let next: @Sendable () -> Int = { state.nextNumber() }
        let pass: @Sendable (Duration) -> Void = { state.pass($0) }
        let now: @Sendable () -> Duration = { state.now }
        self.pass = pass
        clock = ClientClock(
            now: now,
            unixTime: { (Self.epoch + now().milliseconds) / 1000 },
            sleep: { duration throws(CancellationError) in pass(duration) }
        )
        token = Mutex("")
        let validation = MatrixProject.later
        service = try EmulatorService(
            EmulatorConfiguration(
                database: .memory,
                organisation: Self.organisation,
                sandboxes: [
                    EmulatedSandbox(
                        name: Self.name,
                        title: Self.name,
                        isDefault: true,
                        tenant: "_wwfovlab011",
                        catalog: validation.catalogs[MatrixProject.sandbox] ?? .empty
                    )
                ],
                tags: ["Loyalty", "Region"].map(EmulatedTag.init),
                sleep: { duration in
                    if isServed { try await Task.sleep(for: duration) } else { pass(duration) }
                },
                now: { Self.epoch + now().milliseconds },
                makeID: { "00000000-0000-4000-8000-" + Self.padded(next(), to: 12) },
                makeRequestID: { "R" + Self.padded(next(), to: 31) }
            )
        )
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Serves on a free port while the test runs.
    func serve(_ test: @escaping @Sendable (Int) async throws -> Void) async throws {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [service] in
                defer { continuation.finish() }
                try await service.serve(port: 0) { continuation.yield($0) }
            }
            for await port in ports {
                try await test(port)
                break
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    // MARK: The client's side

    /// A client that has sent nothing yet. `gives` up on a call that hangs as soon as it does.
    func client(givesUpHangingCalls: Bool = false) throws -> SegmentationClient {
        SegmentationClient(
            PlatformConnection(
                endpoint: .embedded,
                credentials: PlatformCredentials(
                    clientID: "tester",
                    clientSecret: Secret("any"),
                    organisation: Self.organisation
                ),
                sandbox: Self.name,
                transport: givesUpHangingCalls ? impatient : patient,
                gate: RequestGate(clock: clock),
                clock: clock,
                random: { 0.5 }
            )
        )
    }

    private var patient: Transport {
        { [service] request, body async throws(TransportFailure) in
            let lost = TransportFailure(.unclear, "the connection was closed before the answer was whole")
            let answer: (head: HTTPResponse, bytes: [UInt8])
            do throws(LostAnswer) {
                answer = try await service.respond(to: request, body: body)
            } catch {
                throw lost
            }
            let promised = answer.head.headerFields[.contentLength].flatMap { Int($0) } ?? answer.bytes.count
            guard answer.bytes.count >= promised else { throw lost }
            return PlatformResponse(
                status: answer.head.status.code,
                headers: answer.head.headerFields,
                body: answer.bytes
            )
        }
    }

    /// Waits for the answer or for the call to hang, which then counts as a timeout.
    private var impatient: Transport {
        let send = patient
        return { [self] request, body async throws(TransportFailure) in
            let answer = await withTaskGroup(of: Result<PlatformResponse, TransportFailure>.self) { group in
                group.addTask {
                    do throws(TransportFailure) {
                        return .success(try await send(request, body))
                    } catch {
                        return .failure(error)
                    }
                }
                group.addTask {
                    _ = try? await self.admin(.get, "calls?hanging=1")
                    return .failure(TransportFailure(.unclear, "no answer came in time"))
                }
                let first = await group.next()
                group.cancelAll()
                await group.waitForAll()
                return first
            }
            guard let answer else { preconditionFailure("one of two ends first") }
            return try answer.get()
        }
    }

    // MARK: The service's side

    @discardableResult
    func admin(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        try await send(method, "/_segsync/" + path, body.map { JSONText.encode($0) } ?? "", [:]).json
    }

    /// Puts faults in place; calls are counted from here.
    func script(_ entries: [JSONValue]) async throws {
        let text = JSONText.encode(["faults": .array(entries)])
        let answer = try await send(.put, "/_segsync/faults", text, [:])
        try #require(answer.status == 200, "\(text) \(answer.json)")
    }

    func endFaults() async throws {
        try await admin(.delete, "faults")
    }

    /// Every definition as it is kept, by its id; no fault may be in place.
    func definitions() async throws -> [String: JSONValue] {
        let answer = try await call(.get, PlatformRoute.definitions + "?limit=100")
        let rows = try #require(answer["segments"]?.array)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"]?.string ?? "", $0) })
    }

    /// Makes a definition as somebody else does; gives its id.
    @discardableResult
    func make(_ name: String, rule: String, description: String) async throws -> String {
        let body: JSONValue = [
            "name": .string(name), "description": .string(description), "schema": ["name": "_xdm.context.profile"],
            "expression": ["type": "PQL", "format": "pql/text", "value": .string(rule)],
        ]
        return try #require(try await call(.post, PlatformRoute.definitions, body)["id"]?.string)
    }

    private func call(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue
    {
        if token.withLock(\.isEmpty) {
            let form = "grant_type=client_credentials&client_id=other&client_secret=any&scope=openid"
            let answer = try await send(
                .post,
                PlatformRoute.token,
                form,
                [.contentType: "application/x-www-form-urlencoded"]
            )
            let fresh = try #require(answer.json["access_token"]?.string)
            token.withLock { $0 = fresh }
        }
        let headers: HTTPFields = [
            .authorization: "Bearer " + token.withLock { $0 }, .apiKey: "other", .organisation: Self.organisation,
            .sandbox: Self.name, .contentType: "application/json",
        ]
        let answer = try await send(method, path, body.map { JSONText.encode($0) } ?? "", headers)
        try #require(answer.status == 200, "\(answer.json)")
        return answer.json
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String,
        _ headers: HTTPFields
    ) async throws -> (status: Int, json: JSONValue) {
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "localhost",
            path: path,
            headerFields: headers
        )
        let (head, bytes) = try await service.respond(to: request, body: Array(body.utf8))
        return (head.status.code, (try? JSONText.decode(bytes)) ?? .null)
    }
}

/// The time of a world and the numbers it has given.
private final class WorldState: Sendable {
    private let time = Mutex(Duration.zero)
    private let number = Mutex(0)

    var now: Duration { time.withLock { $0 } }

    func pass(_ duration: Duration) { time.withLock { $0 += max(duration, .zero) } }

    func nextNumber() -> Int {
        number.withLock { number in
            number += 1
            return number
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
