import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Synchronization
import Testing

@Suite struct ServeTests {
    @Test func aPortThatIsTakenIsAnError() async throws {
        let service = try TestPlatform.service(world: TestWorld())
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.serve(port: 0) { continuation.yield($0) } }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let error = await #expect(throws: EmulatorError.self) { try await service.serve(port: port) { _ in } }
            #expect(error?.object == "127.0.0.1:\(port)")
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func itStopsWhenItsTaskIsCancelledAndCanBeServedAgain() async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        for round in 0..<3 {
            try await TestPlatform.withLive(service) { send in
                let platform = try await TestPlatform(world: world, send: send)
                #expect(try await platform.create(draft("round \(round)")).status == 200)
            }
        }
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 3)
    }

    @Test func bothTransportsAnswerAlike() async throws {
        func answers(_ transport: TestTransport) async throws -> [String] {
            let texts = Mutex<[String]>([])
            try await TestPlatform.with(transport) { platform in
                let id = try await platform.created(draft("a"))
                let list = PlatformRoute.definitions + "?limit=1"
                for answer in [
                    try await platform.get(list), try await platform.get(PlatformRoute.definition(id)),
                    try await platform.patch(id, draft("b")), try await platform.create(draft("b")),
                    try await platform.delete(id), try await platform.get("/none"),
                ] {
                    texts.withLock { $0.append("\(answer.status) \(answer.text)") }
                }
            }
            return texts.withLock { $0 }
        }
        #expect(try await answers(.inProcess) == answers(.socket))
    }
}
