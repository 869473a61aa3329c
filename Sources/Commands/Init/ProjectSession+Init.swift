internal import ArgumentParser
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
    /// Nothing is written before all sandboxes passed the checks and their schemas were read.
    func initialise(_ new: NewProject, over options: ConnectionOptions) async throws -> ExitStatus {
        try requireRoom(for: new)
        let timeouts = options.timeouts
        let connection = SandboxConnection(session: self, timeouts: timeouts)
        let draft = try validated(new, tenants: [:])
        try await check(draft, timeouts)
        var tenants: [String: String] = [:]
        for sandbox in draft.project.sandboxes {
            tenants[sandbox.name.value] = try await connection.withConnection(sandbox, in: draft.validation) {
                try await tenant(over: $0)
            }
        }
        let (project, validation) = try validated(new, tenants: tenants)
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
        try write(new, tenants: tenants, pulls)
        do {
            return try await importedAndPlanned(new, options)
        } catch let failure as CommandFailure {
            throw CommandFailure(
                "\(failure.description); segsync.yaml and the schemas are written, go on with 'segsync import'"
            )
        }
    }

    /// Stops where a file would be written over, or a folder that is to be filled is not empty.
    private func requireRoom(for new: NewProject) throws(CommandFailure) {
        let folders = new.segmentFolders + new.sandboxes.map(\.schemaFolder)
        let filled = folders.filter { folder.isFolder($0) }.flatMap { path in
            (try? folder.files.list(path)) ?? [path]
        }
        try folder.requireFree([Project.fileName] + folders.filter { !folder.isFolder($0) } + filled)
    }

    /// Reads the new project as if it were on disk; what is wrong with an answer is told at its place in the file.
    private func validated(
        _ new: NewProject,
        tenants: [String: String]
    ) throws(CommandFailure) -> (project: Project, validation: ProjectValidation) {
        let validation = ProjectValidation(files: new.files(tenants: tenants), sandboxes: [])
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
        let checks = DoctorCheck.all.filter { $0.id != .snapshots && $0.id != .tenant }
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

    private func tenant(over connection: PlatformConnection) async throws(CommandFailure) -> String {
        do throws(RepositoryFailure) {
            return try await SchemaRegistryClient(connection).tenant()
        } catch {
            throw CommandFailure(error.message)
        }
    }

    /// Writes the project file, the schemas, and a `.gitignore` where there is none.
    private func write(_ new: NewProject, tenants: [String: String], _ pulls: [SchemaPull]) throws(CommandFailure) {
        let hasGitignore = folder.exists(".gitignore")
        try folder.create(
            [(Project.fileName, new.text(tenants: tenants))] + (hasGitignore ? [] : [(".gitignore", ".segsync/\n")])
        )
        if hasGitignore, !String(decoding: try folder.bytes(of: ".gitignore"), as: UTF8.self).contains(".segsync") {
            console.tell("'.gitignore' was left as it is; '.segsync/' belongs into it")
        }
        for pull in pulls { try write(pull) }
        let schemas = pulls.map { "'\($0.folder)'" }.joined(separator: ", ")
        try console.write("Written: segsync.yaml, and schemas in \(schemas)\n")
    }

    private func importedAndPlanned(
        _ new: NewProject,
        _ connection: ConnectionOptions
    ) async throws -> ExitStatus {
        var isWhole = true
        for sandbox in new.sandboxes {
            let run = try await imported(ImportRequest(sandbox: sandbox.name, timeouts: connection.timeouts))
            try console.write(ImportText(style: console.output).render(run.report))
            isWhole = isWhole && run.report.count(.failed) == 0
        }
        // Git keeps no empty folder, and a project's folders must be there.
        let missing = new.segmentFolders.filter { !folder.isFolder($0) }
        try folder.create(missing.map { ($0 + "/.gitkeep", "") })
        for sandbox in new.sandboxes {
            let options = try PlanningOptions.parse(["--adopt", "--request-timeout", String(connection.requestTimeout)])
            _ = try await withPlan(sandbox: sandbox.name, options) { open in
                try console.write(PlanText(style: console.output).render(PlanReport(open.plan)))
                isWhole = isWhole && open.plan.isAdoptionAlone
                return .done
            }
        }
        guard isWhole else {
            console.tell("This is not all that the sandboxes have; look at what is told above before an apply.")
            return .partlyApplied
        }
        try console.write("Next: commit these files, then 'segsync apply --adopt' for each sandbox.\n")
        return .done
    }
}

extension Plan {
    /// Whether running it would write stamps and nothing else.
    fileprivate var isAdoptionAlone: Bool {
        !isRefused
            && actions.allSatisfy { action in
                switch action.kind {
                case .adopt: action.changes.isEmpty
                case .noChange: true
                case .create, .update, .delete, .undecided: false
                }
            }
    }
}
