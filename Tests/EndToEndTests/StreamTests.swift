import Foundation
import JSONTree
import Testing

/// What goes to which stream, and what happens when nobody reads it or it cannot be written.
@Suite(.serialized) struct StreamTests {
    @Test(arguments: ["stdout", "stderr"]) func aReaderThatGoesAwayStopsNoApply(stream: String) async throws {
        let workspace = try Workspace.samples()
        let process = SegsyncProcess.start(["apply", "--sandbox", "local", "--auto-approve"], in: workspace.folder)
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        process.standardOutput = stream == "stdout" ? pipe : FileHandle.nullDevice
        process.standardError = stream == "stderr" ? pipe : FileHandle.nullDevice
        try await SegsyncProcess.runToEnd(process)
        #expect(process.terminationStatus == 0)
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
    }

    @Test(arguments: [["validate"], ["validate", "--format", "json"], ["plan", "--sandbox", "local"]])
    func aResultThatCannotBeWrittenIsAFailure(arguments: [String]) async throws {
        let workspace = try Workspace.samples()
        let process = SegsyncProcess.start(arguments, in: workspace.folder)
        let messages = Pipe()
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        process.standardError = messages
        try await SegsyncProcess.runToEnd(process)
        #expect(process.terminationStatus == 1)
        let told = String(decoding: messages.fileHandleForReading.availableData, as: UTF8.self)
        #expect(told.contains("the result cannot be written: No space left on device"))
    }

    @Test func anApplyInJSONAlwaysHasAnAnswer() async throws {
        let workspace = try Workspace.samples()
        let arguments = ["apply", "--sandbox", "local", "--auto-approve", "--format", "json"]
        let first = try await SegsyncProcess.run(arguments, in: workspace.folder)
        #expect(try JSONText.decode(first.output)["summary"]?["done"] == 18)
        let again = try await SegsyncProcess.run(arguments, in: workspace.folder)
        #expect(again.status == 0)
        #expect(try JSONText.decode(again.output)["outcomes"] == [])
        for path in ["shared/loyalty.yaml", "shared/purchases.yaml", "shared/engagement.yaml"] {
            try workspace.write("segments/" + path, "# nothing\n")
        }
        let refused = try await SegsyncProcess.run(arguments, in: workspace.folder)
        #expect(refused.status == 4)
        let plan = try JSONText.decode(refused.output)
        #expect(plan["summary"]?["delete"] == 16 && plan["summary"]?["blocked"] == 1)
        #expect(plan["blocks"]?.array?.map { $0["by"] } == ["maxDeletes", "maxDeletePercent"])
    }

    @Test func emulateTellsWhatIsWrongWithSchemasAndTheProject() async throws {
        let workspace = try Workspace.samples()
        let project = try workspace.read("segsync.yaml").replacingOccurrences(
            of: "schemas: schemas/luma-prod",
            with: ""
        )
        try workspace.write("segsync.yaml", project)
        try workspace.write("segments/dev/broken.yaml", "key: 1\n")
        // A place where no database can be, so that the command ends by itself.
        let warned = try await workspace.segsync("emulate", "--database", "/dev/null/local.db")
        #expect(warned.status == 1)
        #expect(warned.messages.contains("MAN426") && warned.messages.contains("/dev/null"))
        #expect(!warned.messages.contains("broken.yaml"))
        try workspace.write("schemas/luma/broken.json", "{")
        let stopped = try await workspace.segsync("emulate", "--database", "/dev/null/local.db")
        #expect(stopped.status == 1)
        #expect(stopped.messages.contains("[XDM7") && !stopped.messages.contains("/dev/null"))
        try workspace.write("segsync.yaml", "version: 1\n")
        let unreadable = try await workspace.segsync("emulate")
        #expect(unreadable.status == 1)
        #expect(unreadable.messages.contains("MAN403"))
    }

    @Test func emulatePrintsNoControlCharacters() async throws {
        let workspace = try Workspace.generated(1, endpoint: "embedded")
        let project = try workspace.read("segsync.yaml")
            .replacingOccurrences(of: "sandbox: luma-dev", with: #"sandbox: "\e[31mRED""#)
        try workspace.write("segsync.yaml", project)
        let emulator = try await EmulatorProcess(in: workspace.folder)
        #expect(emulator.greeting.contains(#"sandboxes: \u{1b}[31mRED"#))
        emulator.kill()
    }

    @Test func aLinkedFolderIsNotEntered() async throws {
        let workspace = try Workspace.generated(3, endpoint: "embedded")
        try FileManager.default.createSymbolicLink(
            at: workspace.folder.appendingPathComponent("segments/loop"),
            withDestinationURL: workspace.folder
        )
        let result = try await workspace.segsync("validate")
        #expect(result.status == 0, "\(result.output.suffix(1000))")
        #expect(result.output.contains("3 manifests checked"))
    }
}
