import Foundation

/// A folder of its own for one test, gone when the test is.
final class Workspace: Sendable {
    let folder: URL

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("segsync-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A copy of the repository's own sample project.
    static func samples() throws -> Workspace {
        let workspace = try Workspace()
        for name in ["segsync.yaml", "segments", "schemas"] {
            try FileManager.default.copyItem(
                at: repository.appendingPathComponent(name),
                to: workspace.folder.appendingPathComponent(name)
            )
        }
        return workspace
    }

    /// A project of generated segments for a platform at `endpoint`.
    static func generated(_ count: Int, endpoint: String) throws -> Workspace {
        let workspace = try Workspace()
        try FileManager.default.copyItem(
            at: repository.appendingPathComponent("schemas/luma"),
            to: workspace.folder.appendingPathComponent("schemas")
        )
        try workspace.write("segsync.yaml", project(endpoint: endpoint))
        try workspace.generate(count)
        return workspace
    }

    /// Writes so many segments in place of those that were there.
    func generate(_ count: Int) throws {
        let documents = (0..<count).map { index in
            let base = "${tenant}.loyalty.points > \(index)"
            // Every tenth builds on the one before it.
            let rule = index % 10 == 9 ? "inSegment(${segment:s\(index - 1)}) and \(base)" : base
            return "key: s\(index)\nname: Segment \(index)\nexpression: \(rule)\n"
        }
        try write("segments/all.yaml", documents.joined(separator: "---\n"))
    }

    static func project(endpoint: String) -> String {
        """
        version: 1
        project: e2e
        sandboxes:
          remote:
            endpoint: \(endpoint)
            sandbox: luma-dev
            tenant: _wwfovlab011
            segments: [segments]
            schemas: schemas
            credentials:
              clientID: E2E_CLIENT_ID
              clientSecret: E2E_CLIENT_SECRET
              orgID: E2E_ORG_ID
        """
    }

    func write(_ path: String, _ text: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func read(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
    }

    /// Applies without a question, also to a sandbox that the platform lists as production by the name `place`.
    func apply(to sandbox: String, confirming place: String) async throws -> SegsyncProcess.Output {
        try await segsync("apply", "--sandbox", sandbox, "--auto-approve", "--confirm-production", place)
    }

    func segsync(_ arguments: String...) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(arguments, in: folder)
    }
}
