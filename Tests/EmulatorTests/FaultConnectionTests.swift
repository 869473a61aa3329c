import Emulator
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSONTree
import PlatformAPI
import Synchronization
import Testing

/// Calls that hang, are late, or whose answer does not get through.
@Suite struct FaultConnectionTests {
    @Test(arguments: [false, true]) func aCallHangsUntilItIsReleased(afterWrite: Bool) async throws {
        try await served { platform, other in
            try await platform.script(fault("create", "hang", ["afterWrite": .boolean(afterWrite)], nth: 2))
            try await platform.created(draft("a"))
            async let answer = platform.create(draft("b"))
            let calls = try await other.calls(hanging: 1)
            #expect(
                calls["hanging"] == [
                    [
                        "call": "create", "method": "POST", "path": .string(PlatformRoute.definitions),
                        "afterWrite": .boolean(afterWrite),
                    ]
                ]
            )
            #expect(calls["calls"]?["create"] == 2)
            #expect(calls["faulted"] == ["create": 1])
            let list = try await other.get(PlatformRoute.definitions)
            #expect(try list.json()["page"]?["totalCount"] == (afterWrite ? 2 : 1))
            #expect(try await other.admin(.post, "release").json() == ["released": 1])
            #expect(try await answer.status == 200)
            #expect(try await other.calls()["hanging"] == [])
            #expect(try await other.total() == 2)
        }
    }

    @Test func severalCallsHangAndGoOnTogether() async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("any", "hang", nth: nil))
        async let first = platform.create(draft("a"))
        async let second = platform.create(draft("b"))
        #expect(try await platform.calls(hanging: 2)["hanging"]?.array?.count == 2)
        #expect(try await platform.admin(.post, "release").json() == ["released": 2])
        let statuses = try await [first.status, second.status]
        #expect(statuses == [200, 200])
    }

    /// The caller goes away, as a process that is killed does.
    @Test(arguments: [false, true]) func aHangEndsWhenTheConnectionCloses(afterWrite: Bool) async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await platform.script(fault("create", "hang", ["afterWrite": .boolean(afterWrite)]))
        try await TestPlatform.withPort(service) { port in
            try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
                try await client.executeAndDontWaitForResponse(
                    TestClient.Request(
                        PlatformRoute.definitions,
                        method: .post,
                        headers: platform.headers(),
                        body: ByteBuffer(string: JSONText.encode(draft("a")))
                    )
                )
                #expect(try await platform.calls(hanging: 1)["hanging"]?.array?.count == 1)
            }
            // Its connection is closed now.
            #expect(try await platform.calls(hanging: 0)["hanging"] == [])
        }
        #expect(try await platform.total() == (afterWrite ? 1 : 0))
    }

    @Test func aHangEndsWhenTheServiceStops() async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await platform.script(fault("create", "hang"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
            group.addTask { try await service.serve(port: 0) { continuation.yield($0) } }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            async let status = try? await TestClient.withClient(host: "127.0.0.1", port: port) { client in
                let body = ByteBuffer(string: JSONText.encode(draft("a")))
                return try await client.post(PlatformRoute.definitions, headers: platform.headers(), body: body).status
            }
            _ = try await platform.calls(hanging: 1)
            group.cancelAll()
            try await group.waitForAll()
            let answered = await status
            #expect(answered == nil)
        }
        #expect(try await platform.calls()["hanging"] == [])
        #expect(try await platform.total() == 0)
    }

    @Test(arguments: TestTransport.allCases) func aLostAnswerIsOfACallThatWasCarriedOut(
        _ transport: TestTransport
    ) async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await platform.script(fault("create", "loseAnswer"))
        switch transport {
        case .inProcess:
            await #expect(throws: LostAnswer.self) { try await platform.create(draft("a")) }
        case .socket:
            await #expect(throws: (any Error).self) {
                try await TestPlatform.withLive(service) { send in
                    let live = try await TestPlatform(world: world, token: platform.token, send: send)
                    _ = try await live.create(draft("a"))
                }
            }
        }
        #expect(try await platform.calls()["faulted"] == ["create": 1])
        #expect(try await platform.total() == 1)
    }

    @Test func aCutBodyHasHalfOfWhatItsHeadPromises() async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("a"))
        let whole = try await platform.get(PlatformRoute.definitions)
        try await platform.script(fault("list", "cutBody"))
        let cut = try await platform.get(PlatformRoute.definitions)
        #expect(cut.status == 200)
        #expect(cut.headers[.contentLength] == whole.headers[.contentLength])
        #expect(cut.text.utf8.count == whole.text.utf8.count / 2)
        #expect(whole.text.hasPrefix(cut.text))
        #expect(try await platform.get(PlatformRoute.definitions).text == whole.text)
    }

    @Test func aBodyThatIsEmptyIsCutToo() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        try await platform.script(fault("delete", "cutBody"))
        let answer = try await platform.delete(id)
        #expect(answer.headers[.contentLength] == "1")
        #expect(answer.text.isEmpty)
        #expect(try await platform.total() == 0)
    }

    @Test func onASocketABodyThatIsCutIsNoAnswer() async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await platform.script(fault("create", "cutBody"))
        await #expect(throws: (any Error).self) {
            try await TestPlatform.withLive(service) { send in
                let live = try await TestPlatform(world: world, token: platform.token, send: send)
                _ = try await live.create(draft("a"))
            }
        }
        #expect(try await platform.total() == 1)
    }

    @Test func aLateAnswerComesWhenItsTimeHasPassed() async throws {
        let slept = Mutex<[Duration]>([])
        let world = TestWorld()
        let service = try TestPlatform.service(world: world) { configuration in
            configuration.sleep = { duration in slept.withLock { $0.append(duration) } }
        }
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await platform.script(fault("create", "late", ["seconds": 2.5]), fault("read", "late", ["seconds": 1]))
        let id = try await platform.created(draft("a"))
        #expect(slept.withLock { $0 } == [.milliseconds(2500)])
        try await platform.created(draft("b"))
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 200)
        #expect(slept.withLock { $0 } == [.milliseconds(2500), .seconds(1)])
    }

    /// A platform on a socket, and another connection to it: one that waits cannot ask anything else.
    private func served(_ test: @escaping @Sendable (TestPlatform, TestPlatform) async throws -> Void) async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world)
        let other = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        try await TestPlatform.withLive(service) { send in
            try await test(TestPlatform(world: world, token: other.token, send: send), other)
        }
    }
}
