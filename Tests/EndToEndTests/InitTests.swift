import Foundation
import Testing

@Suite struct InitTests {
    @Test func theExampleIsSoundAndLaidOut() async throws {
        let workspace = try Workspace()
        let made = try await workspace.segsync("init", "--example")
        #expect(made.status == 0 && made.messages.isEmpty, "\(made.messages)")
        for line in made.output.split(separator: "\n").dropLast() {
            #expect(throws: Never.self) { try workspace.read(String(line)) }
        }
        let validation = try await workspace.segsync("validate")
        #expect(validation.status == 0)
        #expect(validation.output.hasSuffix("0 errors, 0 warnings\n"), "\(validation.output)")
        #expect(try await workspace.segsync("fmt", "--check").status == 0)
        #expect(try workspace.read(".gitignore").contains("\n.segsync/\n"))
    }

    @Test(arguments: [["dev"], ["prod", "--confirm-production", "prod"]])
    func theExampleRunsAtOnce(sandbox: [String]) async throws {
        let workspace = try Workspace()
        #expect(try await workspace.segsync("init", "--example").status == 0)
        let arguments = ["apply", "--auto-approve", "--sandbox"] + sandbox
        let apply = try await SegsyncProcess.run(arguments, in: workspace.folder)
        #expect(apply.status == 0, "\(apply.messages)")
        let plan = try await workspace.segsync("plan", "--sandbox", sandbox[0], "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
    }

    @Test func aFolderIsMadeWhereItIsMissing() async throws {
        let workspace = try Workspace()
        #expect(try await workspace.segsync("init", "--example", "-C", "new/folder").status == 0)
        #expect(try workspace.read("new/folder/segsync.yaml").contains("project: acme"))
    }

    @Test func aFolderThatIsALinkIsInTheWay() async throws {
        let (workspace, elsewhere) = (try Workspace(), try Workspace())
        try FileManager.default.createSymbolicLink(
            atPath: workspace.folder.appendingPathComponent("schemas").path,
            withDestinationPath: elsewhere.folder.path
        )
        let result = try await workspace.segsync("init", "--example")
        #expect(result.status == 1 && result.messages.contains("'schemas'"), "\(result.messages)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.folder.path).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path) == ["schemas"])
    }

    @Test func whateverIsInTheWayIsNamedAndNothingIsWritten() async throws {
        let workspace = try Workspace()
        try workspace.write(".gitignore", "mine\n")
        try workspace.write("segments/shared/loyalty.yaml", "# mine\n")
        // A file where a folder is needed, and a link to nothing.
        try workspace.write("schemas", "mine\n")
        try FileManager.default.createSymbolicLink(
            atPath: workspace.folder.appendingPathComponent("segsync.yaml").path,
            withDestinationPath: "elsewhere.yaml"
        )
        let result = try await workspace.segsync("init", "--example")
        #expect(result.status == 1)
        for name in ["'.gitignore'", "'schemas'", "'segments/shared/loyalty.yaml'", "'segsync.yaml'"] {
            #expect(result.messages.contains(name), "\(result.messages)")
        }
        #expect(!result.messages.contains("visits.yaml"))
        #expect(try workspace.read(".gitignore") == "mine\n")
        let files = try FileManager.default.subpathsOfDirectory(atPath: workspace.folder.path)
        #expect(
            files.sorted() == [
                ".gitignore", "schemas", "segments", "segments/shared", "segments/shared/loyalty.yaml", "segsync.yaml",
            ]
        )
    }
}
