import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

let secretText = "p0is0ned-s3cret"

/// A client secret of which no two ways of writing it are the same; each shows one of its ends.
let clientSecretText = "p0is0n +/=%&\"\\ü s3cret"

extension String {
    /// Whether an end of the client secret is in it, however it is written.
    var showsClientSecret: Bool { contains("p0is0n") || contains("s3cret") }
}

/// The four ways of calling that differ in what may be repeated.
enum Operation: String, Sendable, CaseIterable {
    case read, create, update, delete
}

extension PlatformConnection {
    /// A connection to a service of the tests.
    static func sample(
        _ transport: @escaping Transport,
        clock: ClientClock,
        endpoint: String = "https://platform.example",
        tokenURL: String? = "https://platform.example/ims/token/v3",
        limit: Int? = nil,
        retry: RetryPolicy = .standard,
        random: @escaping @Sendable () -> Double = { 0 }
    ) throws -> PlatformConnection {
        PlatformConnection(
            endpoint: try PlatformEndpoint(endpoint, tokenURL: tokenURL),
            credentials: .sample,
            sandbox: "luma-dev",
            transport: transport,
            gate: limit.map { RequestGate(limit: $0, clock: clock) } ?? RequestGate(clock: clock),
            retry: retry,
            clock: clock,
            random: random
        )
    }
}

extension SegmentationClient {
    /// A client of a scripted service, with three attempts and no jitter.
    static func scripted(
        _ service: ScriptedService,
        clock: TestClock = TestClock(),
        endpoint: String = "https://platform.example",
        tokenURL: String? = "https://platform.example/ims/token/v3",
        limit: Int = 8,
        retry: RetryPolicy = .threeTimes
    ) throws -> SegmentationClient {
        SegmentationClient(
            try .sample(
                service.transport,
                clock: clock.clock,
                endpoint: endpoint,
                tokenURL: tokenURL,
                limit: limit,
                retry: retry
            )
        )
    }

    /// A client as it is in earnest, in simulated time.
    static func simulated(
        _ service: LimitedService,
        time: SimulatedTime,
        random: @escaping @Sendable () -> Double
    ) throws -> SegmentationClient {
        SegmentationClient(try .sample(service.transport, clock: time.clock, random: random))
    }

    /// Does one operation on segment `a/b`, and gives what it threw.
    func failure(of operation: Operation) async -> RepositoryFailure? {
        do throws(RepositoryFailure) {
            switch operation {
            case .read: _ = try await read(SegmentID("a/b"))
            case .create: _ = try await create(.sample())
            case .update: try await update(SegmentID("a/b"), to: .sample(), etag: nil)
            case .delete: try await delete(SegmentID("a/b"), etag: nil)
            }
            return nil
        } catch {
            return error
        }
    }

    func listFailure() async -> RepositoryFailure? {
        do throws(RepositoryFailure) {
            _ = try await list()
            return nil
        } catch {
            return error
        }
    }
}

extension PlatformCredentials {
    static let sample = PlatformCredentials(
        clientID: "client-id",
        clientSecret: Secret(clientSecretText),
        organisation: "ORG@AdobeOrg"
    )
}

extension RetryPolicy {
    static let threeTimes = RetryPolicy(
        attempts: 3,
        base: .seconds(2),
        cap: .seconds(20),
        longestWait: .seconds(120),
        patience: .seconds(300)
    )
}

extension SegmentDraft {
    static func sample(
        stamp: OwnershipStamp? = nil,
        evaluation: EvaluationFlags? = nil,
        mergePolicyID: String? = nil,
        ttlInDays: Int64? = nil
    ) -> SegmentDraft {
        SegmentDraft(
            name: "Luma Bronze Customer",
            description: StampedDescription(text: "all bronze customers", stamp: stamp),
            expression: SegmentExpression(format: "pql/text", value: #"person.name.lastName = "Luma""#),
            schema: "_xdm.context.profile",
            evaluation: evaluation,
            mergePolicyID: mergePolicyID,
            ttlInDays: ttlInDays
        )
    }
}

/// A definition as the service answers it.
func definition(_ id: String, _ changes: [String: JSONValue] = [:]) -> JSONValue {
    var members: [String: JSONValue] = [
        "id": .string(id),
        "name": .string("Segment " + id),
        "description": "",
        "expression": ["type": "PQL", "format": "pql/text", "value": "person.name.lastName = \"Luma\""],
        "schema": ["name": "_xdm.context.profile"],
        "evaluationInfo": [
            "batch": ["enabled": true], "continuous": ["enabled": false], "synchronous": ["enabled": false],
        ],
        "ttlInDays": 30,
        "updateTime": 1_770_000_000_000,
    ]
    members.merge(changes) { _, new in new }
    return .object(members.filter { $0.value != .null })
}
