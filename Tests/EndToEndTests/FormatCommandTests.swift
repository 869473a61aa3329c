import Foundation
import Testing

/// `segsync fmt` through the real binary.
struct FormatCommandTests {
    private static let messy = """
        # before the key
        key: luma-messy   # behind the key
        name: "Messy"


        # about the rule
        expression: ${tenant}.loyalty.level="gold" and   not(testProfile=true)   # behind the rule
        """

    private func workspace(_ manifest: String = messy) throws -> Workspace {
        let workspace = try Workspace.samples()
        try workspace.write("segments/dev/messy.yaml", manifest)
        return workspace
    }

    @Test func theSamplesAreLaidOut() async throws {
        let result = try await SegsyncProcess.run(["fmt", "--check"], in: Workspace.repository)
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
    }

    @Test func checkingNamesTheFileAndChangesNothing() async throws {
        let workspace = try workspace()
        let result = try await workspace.segsync("fmt", "--check")
        #expect(result.status == 1)
        #expect(result.output == "segments/dev/messy.yaml\n")
        #expect(result.messages.contains("1 of 6 files would change"))
        #expect(try workspace.read("segments/dev/messy.yaml") == Self.messy)
    }

    @Test func onlyWhatMustMoveMoves() async throws {
        let workspace = try workspace()
        let result = try await workspace.segsync("fmt")
        #expect(result.status == 0)
        #expect(result.output == "segments/dev/messy.yaml\n")
        #expect(
            try workspace.read("segments/dev/messy.yaml") == """
                # before the key
                key: luma-messy   # behind the key
                name: "Messy"

                # about the rule
                expression: ${tenant}.loyalty.level = "gold" and not (testProfile = true)   # behind the rule

                """
        )
        #expect(try await workspace.segsync("fmt", "--check").status == 0)
        #expect(try await workspace.segsync("validate").status == 0)
    }

    @Test func whatCannotBeReadIsLeftAndTold() async throws {
        let broken = "key: a\nname:   A\nexpression: person.gender ==\n"
        let workspace = try workspace(broken)
        let result = try await workspace.segsync("fmt", "segments/dev/messy.yaml")
        #expect(result.status == 1)
        #expect(result.messages.contains("segments/dev/messy.yaml:3:"))
        #expect(try workspace.read("segments/dev/messy.yaml") == broken)
    }

    @Test func linksAndPermissionsStay() async throws {
        let workspace = try workspace()
        let file = workspace.folder.appendingPathComponent("segments/dev/messy.yaml")
        let link = workspace.folder.appendingPathComponent("segments/dev/link.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "messy.yaml")
        #expect(try await workspace.segsync("fmt", "segments/dev/link.yaml").status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "messy.yaml")
        let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(permissions == 0o640)
        #expect(try workspace.read("segments/dev/messy.yaml").contains(" = \"gold\""))
    }

    @Test func aFolderOrFileThatIsNotThereIsNamed() async throws {
        let workspace = try workspace()
        for path in ["nowhere", "nowhere.yaml"] {
            let result = try await workspace.segsync("fmt", path)
            #expect(result.status == 1)
            #expect(result.messages.contains("'\(path)' cannot be read: there is no such file or folder"))
        }
    }
}
