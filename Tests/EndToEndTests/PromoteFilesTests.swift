import Foundation
import HTTPTypes
import JSONTree
import Testing

/// What `segsync promote` does to the files of a project that is not as it should be, and to limits of a sandbox.
@Suite struct PromoteFilesTests {
    private static let all = "key: a\nname: A\nexpression: { file: rules/a.pql }\n---\nkey: b\nname: B\nexpression: b\n"
        .replacing("expression: b", with: "expression: inSegment(${segment:a})")
    private static let rule = "${tenant}.loyalty.points > 10\n"

    private func workspace(_ files: [String: String] = [:]) throws -> Workspace {
        let workspace = try Workspace.samples()
        try workspace.remove("segments")
        for folder in ["shared", "dev", "prod"] { try workspace.write("segments/\(folder)/README.md", "Segments.\n") }
        for (path, text) in files { try workspace.write(path, text) }
        return workspace
    }

    private func promote(_ keys: String..., in workspace: Workspace) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(
            ["promote"] + keys + ["--from", "local", "--to", "local-prod", "--offline"],
            in: workspace.folder
        )
    }

    private func files(_ workspace: Workspace) throws -> [String: String] {
        let segments = workspace.folder.appendingPathComponent("segments").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: segments)
        return try paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".pql") }.reduce(into: [:]) { files, path in
            // A link that leads nowhere has no text.
            let isThere = FileManager.default.fileExists(atPath: segments + "/" + path)
            files[path] = isThere ? try workspace.read("segments/\(path)") : ""
        }
    }

    private func link(_ path: String, to destination: String, in workspace: Workspace) throws {
        try FileManager.default.createSymbolicLink(
            atPath: workspace.folder.appendingPathComponent(path).path,
            withDestinationPath: destination
        )
    }

    // MARK: A stop in the middle

    @Test func theSameCommandEndsAPromotionThatStopped() async throws {
        let before = ["segments/dev/all.yaml": Self.all, "segments/dev/rules/a.pql": Self.rule]
        let whole = try workspace(before)
        let done = try await promote("b", in: whole)
        #expect(done.status == 0, "\(done.output)\(done.messages)")
        let result = try files(whole)
        #expect(result.keys.sorted() == ["shared/a.yaml", "shared/b.yaml", "shared/rules/a.pql"])

        // As after a kill behind the first removal.
        let half = try workspace(before.filter { $0.key.hasSuffix(".yaml") })
        for (path, text) in result { try half.write("segments/\(path)", text) }
        let validated = try await half.segsync("validate")
        #expect(validated.status == 1 && validated.output.contains("segment key 'a' is used twice"))
        let other = try await promote("a", in: half)
        #expect(other.status == 1 && other.messages.contains("segment key 'b' is used twice"), "b is not asked for")
        #expect(
            other.messages.contains(
                "'segments/shared/b.yaml' and 'segments/dev/all.yaml' both hold 'b', which is not promoted here: where its "
                    + "promotion stopped in the middle, the command that it was ends it"
            )
        )
        let again = try await promote("b", in: half)
        #expect(again.status == 0, "\(again.output)\(again.messages)")
        #expect(again.output.contains("an earlier promotion stopped in the middle of moving a, b"))
        #expect(try files(half) == result)
        #expect(try await half.segsync("validate").status == 0)
    }

    @Test func whatNoPromotionMadeIsNamedWithWhatToDo() async throws {
        let manifest = "key: gold\nname: Gold\nexpression: ${tenant}.loyalty.points > 10\n"
        let workspace = try workspace([
            "segments/dev/old.yaml": manifest.replacing("10", with: "20"), "segments/shared/gold.yaml": manifest,
        ])
        let before = try files(workspace)
        let run = try await promote("gold", in: workspace)
        #expect(run.status == 1 && run.messages.contains("segments/shared/gold.yaml:1:6"), "\(run.messages)")
        #expect(
            run.messages.contains(
                "'segments/shared/gold.yaml' is not what this promotion would make of 'segments/dev/old.yaml': remove the one "
                    + "that is not wanted; nothing was promoted"
            ),
            "\(run.messages)"
        )
        #expect(try files(workspace) == before)
        try workspace.remove("segments/shared/gold.yaml")
        let done = try await promote("gold", in: workspace)
        #expect(done.status == 0, "\(done.output)\(done.messages)")
    }

    @Test func aTenantInARuleIsToldOnceWithItsPlace() async throws {
        let rule = "key: a\nname: A\nexpression: _wwfovlab011.loyalty.points > 1\n"
        let workspace = try workspace(["segments/dev/a.yaml": rule])
        let run = try await promote("a", in: workspace)
        #expect(
            run.status == 1 && run.output.contains("1 thing stands against it; nothing was written."),
            "\(run.output)"
        )
        #expect(
            run.output.contains(
                """
                ! a: its rule names the tenant '_wwfovlab011' of sandbox 'local' plainly
                    segments/dev/a.yaml:3:13
                    write ${tenant} in its place

                """
            )
        )
    }

    // MARK: Links

    private static let gold = "key: gold\nname: Gold\nexpression: ${tenant}.loyalty.points > 10\n"

    private func expectRefused(_ workspace: Workspace, _ message: String) async throws {
        let before = try files(workspace)
        let run = try await promote("gold", in: workspace)
        #expect(run.status == 1)
        #expect((run.output + run.messages).contains(message), "\(run.output)\(run.messages)")
        #expect(try files(workspace) == before)
    }

    @Test func aLinkIsNeitherMovedNorChangedNorReplaced() async throws {
        let moved = try workspace(["gold.yaml": Self.gold])
        try link("segments/dev/gold.yaml", to: "../../gold.yaml", in: moved)
        let message =
            "gold: 'segments/dev/gold.yaml' would have to be removed: 'segments/dev/gold.yaml' is a symbolic link"
        try await expectRefused(moved, message)
        let changed = try workspace(["gold.yaml": Self.gold + "sandboxes: [local]\n"])
        try link("segments/shared/gold.yaml", to: "../../gold.yaml", in: changed)
        try await expectRefused(
            changed,
            "'segments/shared/gold.yaml' would have to be changed: 'segments/shared/gold.yaml' is a symbolic link"
        )
        let inTheWay = try workspace(["segments/dev/gold.yaml": Self.gold])
        try link("segments/shared/gold.yaml", to: "nowhere", in: inTheWay)
        try await expectRefused(
            inTheWay,
            "'segments/shared/gold.yaml' would have to be made: 'segments/shared/gold.yaml' is a symbolic link"
        )
        let manifest = "key: gold\nname: Gold\nexpression: { file: gold.pql }\n"
        let rule = try workspace(["segments/dev/gold.yaml": manifest, "gold.pql": Self.rule])
        try link("segments/dev/gold.pql", to: "../../gold.pql", in: rule)
        try await expectRefused(
            rule,
            "'segments/dev/gold.pql' would have to be removed: 'segments/dev/gold.pql' is a symbolic link"
        )
    }

    /// One folder of rules under three names: to move a rule would copy it onto itself, and take it away.
    @Test func foldersThatAreLinksAreNotWrittenThrough() async throws {
        let manifest = "key: gold\nname: Gold\nexpression: { file: rules/a.pql }\n"
        let shared = try workspace([
            "segments/dev/gold.yaml": manifest, "segments/shared/n": "", "rules/a.pql": Self.rule,
        ])
        for folder in ["dev", "shared"] { try link("segments/\(folder)/rules", to: "../../rules", in: shared) }
        try await expectRefused(shared, "'segments/dev/rules' is a symbolic link, and only plain files are written")
        #expect(try shared.read("rules/a.pql") == Self.rule)
        let whole = try workspace(["elsewhere/gold.yaml": Self.gold])
        try whole.remove("segments/dev")
        try link("segments/dev", to: "../elsewhere", in: whole)
        try await expectRefused(whole, "'segments/dev' is a symbolic link, and only plain files are written")
    }

    /// A plain file that another sandbox reads through a link is a file of two sandboxes.
    @Test func aFileThatALinkLeadsToIsNotChanged() async throws {
        let manifest = "key: gold\nname: Gold\nexpression: { file: gold.pql }\n"
        let rule = try workspace(["segments/dev/gold.yaml": manifest, "segments/dev/gold.pql": Self.rule])
        try link("segments/prod/other.pql", to: "../dev/gold.pql", in: rule)
        try await expectRefused(rule, "the symbolic link 'segments/prod/other.pql' leads to it as well")
        let folder = try workspace(["segments/dev/gold.yaml": manifest, "segments/dev/gold.pql": Self.rule])
        try link("segments/prod/theirs", to: "../dev", in: folder)
        try await expectRefused(folder, "the symbolic link 'segments/prod/theirs' leads to it as well")
    }

    /// What looks like a move that stopped, and is one file under two names: to take one away would lose it.
    @Test func aFileUnderTwoNamesIsNoMove() async throws {
        let workspace = try workspace(["segments/dev/gold.yaml": Self.gold])
        try link("segments/shared/gold.yaml", to: "../dev/gold.yaml", in: workspace)
        try await expectRefused(workspace, "segment key 'gold' is used twice")
        let folders = try self.workspace(["segments/shared/gold.yaml": Self.gold])
        try folders.remove("segments/dev")
        try link("segments/dev", to: "shared", in: folders)
        try await expectRefused(folders, "segment key 'gold' is used twice")
    }

    // MARK: Limits

    @Test func whatTheSandboxRunsAlreadyCountsAgainstItsLimits() async throws {
        let edge = "key: gold\nname: Gold\nevaluation: edge\nexpression: person.birthYear = 1980\n"
        let project = try await PromoteProject(manifests: ["segments/dev/gold.yaml": edge], policies: [])
        for index in 0..<150 {
            let answer = try await project.emulator.call(
                .post,
                "/segment/definitions",
                sandbox: PromoteProject.target,
                body: [
                    "name": .string("Edge \(index)"), "schema": ["name": "_xdm.context.profile"],
                    "expression": ["type": "PQL", "format": "pql/text", "value": "person.birthYear = 1980"],
                    "evaluationInfo": ["synchronous": ["enabled": true]],
                ]
            )
            try #require(answer.status == 200, "\(answer.json)")
        }
        let promoted = try await project.promote("gold")
        #expect(promoted.status == 0, "\(promoted.output)\(promoted.messages)")
        let note =
            "with its plan sandbox 'stage' has 151 edge segments (150 now, whoever made them), and Adobe supports 150"
        #expect(promoted.output.contains("Note: \(note)."), "\(promoted.output)")
        #expect(!promoted.output.contains("streaming and edge segments"))
        project.emulator.kill()
    }
}
