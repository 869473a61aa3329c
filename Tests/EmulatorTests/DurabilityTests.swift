import Emulator
import Foundation
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct DurabilityTests {
    private func state(_ platform: TestPlatform) async throws -> [JSONValue] {
        var answers: [JSONValue] = []
        for sandbox in ["luma-dev", "prod"] {
            for path in [PlatformRoute.definitions, PlatformRoute.mergePolicies] {
                answers.append(try await platform.get(path, sandbox: sandbox).json())
            }
        }
        return answers
    }

    @Test func aRestartChangesNothing() async throws {
        try await withDatabase(onDisk: true) { database in
            let world = TestWorld()
            var token = ""
            var before: [JSONValue] = []
            do {
                let platform = try await TestPlatform(database, world: world)
                let base = try await platform.created(draft("base"))
                try await platform.created(draft("user", "inSegment(\"\(base)\")"))
                try await platform.created(draft("base"), sandbox: "prod")
                _ = try await platform.delete(try await platform.created(draft("gone")))
                before = try await state(platform)
                token = platform.token
            }
            // The token is still good, and references still hold.
            world.advance(milliseconds: 3_600_000)
            let service = try TestPlatform.service(database, world: world)
            let platform = try await TestPlatform(world: world, token: token) {
                try await service.respond(to: $0, body: $1)
            }
            #expect(try await state(platform) == before)
            let base = try #require(before[0]["segments"]?.array?.last?["id"]?.string)
            #expect(try await platform.delete(base).status == 400)
            #expect(try await platform.create(draft("user")).status == 422)
        }
    }

    /// What an answer has told is in the files already: a copy of them, taken as a kill would leave them, has it.
    @Test func whatWasAnsweredIsInTheFiles() async throws {
        try await withDatabase(onDisk: true) { database in
            guard case .file(let path) = database else { return }
            let world = TestWorld()
            let platform = try await TestPlatform(database, world: world)
            for number in 0..<20 {
                let id = try await platform.created(draft("segment \(number)"))
                let copy = path + ".copy\(number)"
                for suffix in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
                }
                let survivor = try await TestPlatform(.file(copy), world: world)
                #expect(try await survivor.get(PlatformRoute.definition(id)).status == 200)
                let total = try await survivor.get(PlatformRoute.definitions).json()["page"]?["totalCount"]
                #expect(total == .integer(Int64(number + 1)))
            }
        }
    }

    @Test func manyMayOpenTheSameFileAtOnce() async throws {
        try await withDatabase(onDisk: true) { database in
            let world = TestWorld()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let platform = try await TestPlatform(database, world: world)
                        return try await platform.create(draft("segment \(number)")).status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
            let platform = try await TestPlatform(database, world: world)
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 8)
        }
    }

    @Test func theRuleOnNamesIsTheOneOfTheLastStart() async throws {
        try await withDatabase(onDisk: true) { database in
            var lenient = EmulatorSwitches()
            lenient.allowsDuplicateNames = true
            let world = TestWorld()
            let first = try await TestPlatform(database, world: world)
            let id = try await first.created(draft("a"))
            let second = try await TestPlatform(database, switches: lenient, world: world)
            try await second.created(draft("a"))
            let error = try #require(throws: EmulatorError.self) {
                _ = try TestPlatform.service(database, world: world)
            }
            #expect(error.reason.contains("allowsDuplicateNames"))
            #expect(try await second.delete(id).status == 200)
            let third = try await TestPlatform(database, world: world)
            #expect(try await third.create(draft("a")).status == 422)
        }
    }

    @Test func aFileThatCannotBeOpenedIsNamed() throws {
        let path = "/no/such/folder/service.db"
        let error = try #require(throws: EmulatorError.self) {
            _ = try TestPlatform.service(.file(path), world: TestWorld())
        }
        #expect(error.object == path)
        #expect(error.description.hasPrefix("cannot open the database '\(path)': "))
    }

    @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() async throws {
        try await withDatabase(onDisk: true) { database in
            guard case .file(let path) = database else { return }
            let text = String(repeating: "not a database\n", count: 100)
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: EmulatorError.self) { _ = try TestPlatform.service(database, world: TestWorld()) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }
}
