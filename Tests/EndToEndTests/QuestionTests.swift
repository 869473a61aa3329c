import Foundation
import HTTPTypes
import JSONTree
import Testing

/// What happens in the sandbox while somebody thinks about the question of an apply.
@Suite(.serialized) struct QuestionTests {
    @Test func aUserOfASegmentThatCameMeanwhileKeepsItFromBeingDeleted() async throws {
        let server = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: server.folder)
        let workspace = try Workspace()
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        try workspace.write("schemas/profile-union.json", try server.read("schemas/luma/profile-union.json"))
        try workspace.write("segments/a.yaml", "key: a\nname: A\nexpression: person.birthYear > 1980\n")
        try workspace.write("segments/b.yaml", "key: b\nname: B\nexpression: person.birthYear > 1990\n")
        let first = try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
        #expect(first.status == 0, "\(first.output)\(first.messages)")
        let id = try #require(try await emulator.definitions().first { $0["name"] == "A" }?["id"]?.string)
        try workspace.remove("segments/a.yaml")

        let terminal = try Terminal()
        let arguments = ["apply", "--sandbox", "remote", "--max-deletes", "5", "--max-delete-percent", "100"]
        let process = SegsyncProcess.start(arguments, in: workspace.folder)
        process.standardInput = terminal.device
        process.standardOutput = FileHandle.nullDevice
        process.standardError = terminal.device
        async let ended: Void = SegsyncProcess.runToEnd(process)
        #expect(await terminal.shown(upTo: "Only 'yes' is taken").contains("Apply 1 changes"))
        let user: JSONValue = [
            "name": "By hand", "schema": ["name": "_xdm.context.profile"],
            "expression": ["type": "PQL", "format": "pql/text", "value": .string("inSegment(\"\(id)\")")],
        ]
        let answer = try await emulator.call(.post, "/segment/definitions", body: user)
        #expect(answer.status == 200, "\(answer.json)")
        try terminal.type("yes")
        let shown = await terminal.shown(upTo: "plan again")
        #expect(shown.contains("has come to be used by 'By hand'"), "\(shown)")
        try await ended
        #expect(process.terminationStatus == 1)
        #expect(try await emulator.definitions().contains { $0["id"]?.string == id })
        emulator.kill()
    }
}
