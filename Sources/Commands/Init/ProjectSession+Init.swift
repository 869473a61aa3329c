internal import Diagnostics
internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import Reports

/// The steps of `init`: what can fail without a trace comes first.
extension ProjectSession {
    /// Checks a new project against its platform, writes it with schemas and manifests, and shows what a plan would change
    /// there: nothing but stamps.
    ///
    /// Nothing is written before all sandboxes passed the checks and their schemas were read. What fails after that
    /// leaves a project that can be used; the commands that do the rest are told.
    func initialise(_ new: NewProject, over options: ConnectionOptions) async throws -> ExitStatus {
        do throws(CommandFailure) { try requireRoom(for: new) } catch { throw goingOn(after: error) }
        let timeouts = options.timeouts
        let connection = SandboxConnection(session: self, timeouts: timeouts)
        let draft = try validated(new, [:])
        try await check(draft, timeouts)
        var facts: [String: NewProject.Facts] = [:]
        for sandbox in draft.project.sandboxes {
            facts[sandbox.name.value] = try await connection.withConnection(sandbox, in: draft.validation) {
                try await self.facts(of: sandbox, over: $0)
            }
        }
        let (project, validation) = try validated(new, facts)
        var pulls: [SchemaPull] = []
        for sandbox in project.sandboxes {
            let pull = try await connection.withConnection(sandbox, in: validation) {
                try await pullSchemas(sandbox, over: $0)
            }
            guard let pull else {
                throw CommandFailure(
                    "no schema of sandbox '\(sandbox.name.value)' is enabled for Profile; nothing was written"
                )
            }
            pulls.append(pull)
        }
        try write(new, facts)
        return try await finish(steps(of: new, pulls, options), of: new)
    }

    /// Stops where a file would be written over, or a folder that is to be filled is not empty.
    private func requireRoom(for new: NewProject) throws(CommandFailure) {
        let folders = new.segmentFolders + new.sandboxes.map(\.schemaFolder)
        let filled = folders.filter { folder.isFolder($0) }.flatMap { path in
            (try? folder.files.list(path)) ?? [path]
        }
        try folder.requireFree(
            [Project.fileName] + folders.filter { !folder.isFolder($0) || folder.link(on: $0) != nil } + filled
        )
    }

    /// Reads the new project as if it were on disk; what is wrong with an answer is told at its place in the file.
    private func validated(
        _ new: NewProject,
        _ facts: [String: NewProject.Facts]
    ) throws(CommandFailure) -> (project: Project, validation: ProjectValidation) {
        let validation = ProjectValidation(files: new.files(facts), sandboxes: [])
        guard let project = validation.project, !validation.diagnostics.hasErrors else {
            tell(validation.diagnostics, of: validation)
            throw CommandFailure("segsync.yaml would have errors; nothing was written")
        }
        return (project, validation)
    }

    /// Examines the way to every sandbox as `segsync doctor` does, but for what is still to be made.
    private func check(
        _ draft: (project: Project, validation: ProjectValidation),
        _ timeouts: AsyncHTTPTransport.Timeouts
    ) async throws {
        let checks = DoctorCheck.all.filter { ![.snapshots, .tenant, .type].contains($0.id) }
        var failed: [String] = []
        for sandbox in draft.project.sandboxes {
            let name = sandbox.name.value
            let run = DoctorRun(session: self, validation: draft.validation, sandbox: name, timeouts: timeouts)
            let report = try await run.report(checks)
            if report.count(.failed) + report.count(.warning) > 0 {
                console.tell(DoctorText(style: console.messages).render(report))
            } else {
                console.tell("Sandbox '\(PlainText.sanitised(name))': \(report.count(.passed)) checks passed.")
            }
            if report.count(.failed) > 0 { failed.append("'\(name)'") }
        }
        guard failed.isEmpty else {
            let list = failed.joined(separator: ", ")
            throw CommandFailure("checks failed for sandbox \(list); nothing was written")
        }
    }

    private func facts(
        of sandbox: SandboxConfiguration,
        over connection: PlatformConnection
    ) async throws(CommandFailure) -> NewProject.Facts {
        let tenant: String
        do throws(RepositoryFailure) {
            tenant = try await SchemaRegistryClient(connection).tenant()
        } catch {
            throw CommandFailure(error.message)
        }
        do throws(RepositoryFailure) {
            return NewProject.Facts(
                tenant: tenant,
                isProduction: try await SegmentationClient(connection).isProduction()
            )
        } catch {
            // Every apply asks again, and takes what nobody can tell for production.
            let name = sandbox.name.value
            let note = "note: nobody can tell whether sandbox '\(name)' is one of production: \(error.message)"
            console.tell(PlainText.sanitised(note))
            return NewProject.Facts(tenant: tenant, isProduction: false)
        }
    }

    /// Writes the project file, the folders of manifests, and a `.gitignore` where there is none. The project file comes
    /// last: without it there is nothing that would be in the way of another try.
    private func write(_ new: NewProject, _ facts: [String: NewProject.Facts]) throws(CommandFailure) {
        // Git keeps no empty folder, and a project's folders must be there.
        let marks = new.segmentFolders.map { $0 + "/.gitkeep" }.filter { !folder.exists($0) }
        let hasGitignore = folder.exists(".gitignore")
        try folder.create(
            marks.map { ($0, "") } + (hasGitignore ? [] : [(".gitignore", ".segsync/\n")])
                + [(Project.fileName, new.text(facts))]
        )
        if hasGitignore, !String(decoding: try folder.bytes(of: ".gitignore"), as: UTF8.self).contains(".segsync") {
            console.tell("'.gitignore' was left as it is; '.segsync/' belongs into it")
        }
        try console.write("Written: \(Project.fileName)\n")
    }
}
