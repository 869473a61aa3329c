import Foundation
import JSONTree
import Testing

/// The journals of real runs.
@Suite(.serialized) struct JournalTests {
    @Test func aRunNotesEveryWriteBeforeAndAfterAndEndsWithItsCounts() async throws {
        let workspace = try Workspace.samples()
        let git = workspace.folder.appendingPathComponent(".git/refs/heads")
        try FileManager.default.createDirectory(at: git, withIntermediateDirectories: true)
        let commit = String(repeating: "c0ffee00", count: 5)
        try workspace.write(".git/HEAD", "ref: refs/heads/main\n")
        try workspace.write(".git/refs/heads/main", commit + "\n")
        let apply = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(apply.status == 0)
        let path = try #require(try workspace.journals().first)
        #expect(apply.messages.contains("The journal of this run is \(path)."))
        #expect(path.wholeMatch(of: /\.segsync\/journal\/\d{8}T\d{6}Z-local\.jsonl/) != nil)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: workspace.folder.appendingPathComponent(path).path
        )
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        let lines = try workspace.journal(path)
        #expect(lines.first?["project"] == "luma" && lines.first?["sandbox"] == "local")
        #expect(lines.first?["commit"] == .string(commit))
        #expect(lines.last?["entry"] == "closed" && lines.last?["done"] == 18)
        for kind in ["writing", "written", "ended"] {
            #expect(Set(lines.filter { $0["entry"] == .string(kind) }.compactMap { $0["key"]?.string }).count == 18)
        }
        let ended = lines.filter { $0["entry"] == "ended" }
        #expect(ended.count == 18 && ended.allSatisfy { $0["status"] == "done" && $0["after"]?["id"] == $0["id"] })
    }

    @Test func aRunWithoutChangesLeavesNoJournal() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let again = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(again.status == 0 && !again.messages.contains("journal"))
        #expect(try workspace.journals().count == 1)
    }

    /// Also not in what is told of a service that goes away.
    @Test func noSecretIsInAJournal() async throws {
        let workspace = try Workspace.generated(200, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let apply = SegsyncProcess.start(["apply", "--sandbox", "remote", "--auto-approve"], in: workspace.folder)
        apply.standardOutput = FileHandle.nullDevice
        try await SegsyncProcess.runToEnd(apply, afterDone: 20) { emulator.kill() }
        let path = try #require(try workspace.journals().first)
        #expect(try workspace.journal(path).contains { $0["message"] != nil })
        let text = try workspace.read(path)
        // The organisation's id says where the run wrote, and is no secret.
        #expect(!text.contains(try #require(SegsyncProcess.credentials["E2E_CLIENT_SECRET"])))
        #expect(!text.contains("Bearer") && !text.contains("access_token"))
    }

    @Test func aJournalThatCannotBeWrittenStopsTheRunBeforeItBegins() async throws {
        let workspace = try Workspace.samples()
        try workspace.write(".segsync/journal", "in the way")
        let apply = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(apply.status == 1)
        #expect(apply.messages.contains("the journal cannot be made in '.segsync/journal'"))
        let emulator = try await EmulatorProcess(in: workspace.folder)
        #expect(try await emulator.definitions().isEmpty)
        emulator.kill()
    }

    @Test func twoRunsInOneSecondHaveAJournalEach() async throws {
        let workspace = try Workspace.samples()
        async let first = workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        async let second = workspace.segsync(
            "apply",
            "--sandbox",
            "local-prod",
            "--auto-approve",
            "--confirm-production",
            "prod"
        )
        #expect(try await [first.status, second.status] == [0, 0])
        #expect(try workspace.journals().count == 2)
        for path in try workspace.journals() { #expect(try workspace.journal(path).last?["done"] == 18) }
    }

    /// The service stands still in the middle of an apply, which is then killed: what it sent is in the journal.
    @Test func whatWasSentBeforeAKillIsInTheJournal() async throws {
        let workspace = try Workspace.generated(300, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let apply = SegsyncProcess.start(["apply", "--sandbox", "remote", "--auto-approve"], in: workspace.folder)
        apply.standardOutput = FileHandle.nullDevice
        try await SegsyncProcess.runToEnd(apply, afterDone: 30) {
            emulator.stop()
            kill(apply.processIdentifier, SIGKILL)
            emulator.goOn()
        }
        #expect(apply.terminationReason == .uncaughtSignal)
        let definitions = try await emulator.definitions().compactMap { $0["name"]?.string }
        #expect(definitions.count >= 30 && definitions.count < 300)
        let path = try #require(try workspace.journals().first)
        let lines = try workspace.journal(path)
        func names(_ kind: String) -> Set<String> {
            let keys = lines.filter { $0["entry"] == .string(kind) }.compactMap { $0["key"]?.string }
            return Set(keys.map { "Segment \($0.dropFirst())" })
        }
        #expect(names("writing").isSuperset(of: definitions))
        #expect(Set(definitions).isSuperset(of: names("written")))
        #expect(names("ended").count >= 30)
        #expect(!lines.contains { $0["entry"] == "closed" })
        emulator.kill()
    }

    @Test func aRunThatIsToldToEndBySIGTERMFinishesItsJournal() async throws {
        let workspace = try Workspace.generated(300, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let apply = SegsyncProcess.start(["apply", "--sandbox", "remote", "--auto-approve"], in: workspace.folder)
        let output = workspace.folder.appendingPathComponent("result.txt")
        try Data().write(to: output)
        apply.standardOutput = try FileHandle(forWritingTo: output)
        try await SegsyncProcess.runToEnd(apply, afterDone: 20) { apply.terminate() }
        #expect(apply.terminationReason == .exit && apply.terminationStatus == 3)
        let path = try #require(try workspace.journals().first)
        let lines = try workspace.journal(path)
        let closing = try #require(lines.last)
        let (done, skipped) = (try #require(closing["done"]?.integer), try #require(closing["skipped"]?.integer))
        #expect(closing["entry"] == "closed" && closing["failed"] == 0 && closing["unknown"] == 0)
        #expect(done >= 20 && done + skipped == 300)
        #expect(lines.count { $0["entry"] == "ended" } == 300)
        #expect(try await emulator.definitions().count == Int(done))
        #expect(try workspace.read("result.txt").contains("\(done) done, 0 failed, \(skipped) skipped"))
        emulator.kill()
    }
}

extension Workspace {
    /// The journals of its runs, from its folder, oldest first.
    func journals() throws -> [String] {
        let path = folder.appendingPathComponent(".segsync/journal").path
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { ".segsync/journal/" + $0 }
    }

    /// The whole lines of a journal.
    func journal(_ path: String) throws -> [JSONValue] {
        try read(path).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            try JSONText.decode(String($0))
        }
    }
}
