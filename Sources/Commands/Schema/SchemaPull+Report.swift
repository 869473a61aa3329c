internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import PlatformClient
internal import Reports
internal import Segments
internal import XDM

extension ProjectSession {
    /// Opens a sandbox and reads its registry; a sandbox without a union stops the command.
    func pulledSchemas(
        sandbox name: String,
        timeouts: AsyncHTTPTransport.Timeouts
    ) async throws -> (pull: SchemaPull, project: Project) {
        let (project, sandbox, validation) = try configured(sandbox: name)
        let connection = SandboxConnection(session: self, timeouts: timeouts)
        let pull = try await connection.withConnection(sandbox, in: validation) {
            try await pullSchemas(sandbox, over: $0)
        }
        guard let pull else {
            throw CommandFailure(
                "no schema of sandbox '\(name)' is enabled for Profile, so there is no union to pull; enable one in "
                    + "the platform; nothing was written"
            )
        }
        return (pull, project)
    }

    /// The segments that have errors with the pulled schemas and do not have them with the snapshot, in every sandbox
    /// that reads its folder.
    func broken(by pull: SchemaPull, in project: Project) -> [SchemaReport.Broken] {
        let readers = project.sandboxes.filter { $0.schemaFolder?.value == pull.folder }.map(\.name.value)
        let before = ProjectValidation(files: folder.files, sandboxes: Set(readers)).errors
        let after = ProjectValidation(files: folder.files.making(pull.changes), sandboxes: Set(readers)).errors
        return readers.flatMap { reader in
            let segments = (after[reader] ?? [:]).sorted { $0.key.text < $1.key.text }
            return segments.compactMap { key, errors -> SchemaReport.Broken? in
                let old = Set((before[reader]?[key] ?? []).map(Self.mistake))
                var seen = old
                let new = errors.map(Self.mistake).filter { seen.insert($0).inserted }
                return new.isEmpty ? nil : SchemaReport.Broken(key: key.text, sandbox: reader, errors: new)
            }
        }
    }

    func show(_ report: SchemaReport, as format: ReportFormat) throws(CommandFailure) {
        switch format {
        case .text: try console.write(SchemaText(style: console.output).render(report))
        case .json: try console.write(JSONText.encodePretty(report))
        }
    }

    private static func mistake(_ diagnostic: Diagnostic) -> SchemaReport.Broken.Mistake {
        SchemaReport.Broken.Mistake(code: diagnostic.rule.code, message: diagnostic.message)
    }
}

extension SchemaPull {
    func report(sandbox: String, broken: [SchemaReport.Broken], pull: SchemaReport.Pull?) -> SchemaReport {
        SchemaReport(
            from: folder,
            to: "sandbox '\(sandbox)'",
            before.differences(to: after),
            losses: losses,
            broken: broken,
            missing: missing,
            pull: pull
        )
    }

    func files(areWritten: Bool) -> SchemaReport.Pull {
        SchemaReport.Pull(
            isWritten: areWritten,
            files: changes.map { change in
                SchemaReport.File(
                    path: change.path,
                    action: change.after == nil ? .removed : change.before == nil ? .made : .changed
                )
            },
            foreign: foreign
        )
    }
}
