import Emulator
import Foundation
import JSONTree
import PlatformAPI
import Testing

@Suite struct ConcurrencyTests {
    private func statuses(
        _ count: Int,
        _ call: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Int: Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count { group.addTask { try await call(number).status } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    @Test(arguments: [false, true])
    func ofManyWithOneNameExactlyOneIsMade(onDisk: Bool) async throws {
        try await withDatabase(onDisk: onDisk) { database in
            let platform = try await TestPlatform(database)
            let statuses = try await statuses(100) { _ in try await platform.create(draft("one")) }
            #expect(statuses == [200: 1, 422: 99])
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 1)
        }
    }

    @Test(arguments: [false, true])
    func manyWithTheirOwnNamesAreAllMade(onDisk: Bool) async throws {
        try await withDatabase(onDisk: onDisk) { database in
            let platform = try await TestPlatform(database)
            let statuses = try await statuses(200) { try await platform.create(draft("segment \($0)")) }
            #expect(statuses == [200: 200])
            var ids: Set<String> = []
            for page in 0..<2 {
                let list = try await platform.get(PlatformRoute.definitions + "?page=\(page)").json()
                ids.formUnion(list["segments"]?.array?.compactMap { $0["id"]?.string } ?? [])
            }
            #expect(ids.count == 200)
        }
    }

    @Test func concurrentChangesAllCount() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let statuses = try await statuses(50) { number in
            try await platform.patch(id, draft("a", with: ["description": .string("\(number)")]))
        }
        #expect(statuses == [200: 50])
        let json = try await platform.get(PlatformRoute.definition(id)).json()
        #expect(json["updateTime"] == 1_770_000_000_173)
    }

    /// A reference that is being made and the delete of what it names cannot both succeed.
    @Test func aDeleteAndANewReferenceExcludeEachOther() async throws {
        let platform = try await TestPlatform()
        for round in 0..<20 {
            let base = try await platform.created(draft("base \(round)"))
            async let delete = platform.delete(base).status
            async let create = platform.create(draft("user \(round)", "inSegment(\"\(base)\")")).status
            let outcome = try await [delete, create]
            #expect(outcome == [200, 400] || outcome == [400, 200])
        }
    }
}

/// Runs a test with a database in memory or in a folder of its own, which is removed afterwards.
func withDatabase(onDisk: Bool, _ test: (EmulatorDatabase) async throws -> Void) async throws {
    guard onDisk else { return try await test(.memory) }
    let folder = FileManager.default.temporaryDirectory.appending(path: "segsync-emulator-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
        do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    try await test(.file(folder.appending(path: "service.db").path))
}
