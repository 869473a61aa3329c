internal import Diagnostics
internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import Reports
internal import Segments

/// An import that was made, or would be.
struct ImportRun {
    let report: ImportReport
    /// The changes of files, those that could not be made too.
    let changes: [FileChange]
}

extension ProjectSession {
    /// Reads a sandbox and writes what it has into manifests, as `segsync import` does.
    ///
    /// The project's folders need not be there yet. A project with errors that the import does not remove, a list of
    /// definitions that is not whole, and a service that fails stop it before anything is written; what is wrong with
    /// single definitions and files stands in the report.
    func imported(_ request: ImportRequest) async throws -> ImportRun {
        let scope = try importScope(request)
        let connection = SandboxConnection(session: self, timeouts: request.timeouts)
        let (plan, segments, audiences) = try await connection.withConnection(scope.sandbox, in: scope.validation) {
            let client = SegmentationClient($0)
            let (plan, segments) = try await importPlan(scope, request, client)
            let audiences = try await ImportAudiences(of: client, in: request, besides: segments)
            return (plan, segments, audiences)
        }
        let filter = request.filter.limited(to: audiences.ids)
        let external = audiences.external.filter { filter.passes($0, names: plan.names) }
        let result = ManifestImport(
            of: plan.imported(segments),
            in: request.sandbox,
            names: plan.names,
            project: scope.validation,
            files: scope.files,
            options: ImportOptions(filter: filter, folder: scope.folder, force: request.force)
        )
        if result.leavesErrors { throw refusal(of: scope.validation, "nothing was imported") }
        let links = ProjectLinks(in: folder, of: scope.project)
        let failures = request.isDryRun ? [:] : result.written { write($0, links) }
        let report = ImportReport(
            project: scope.project.name,
            sandbox: request.sandbox,
            folder: scope.folder,
            isDryRun: request.isDryRun,
            notSelected: segments.count + audiences.external.count - result.outcomes.count - external.count,
            segments: (result.outcomes.map { ImportReport.Segment($0, failures: failures) }
                + external.map { ImportReport.Segment(external: $0) }).sorted { $0.id < $1.id },
            files: result.files.filter { failures[$0.path] == nil }.map { change in
                let difference = FileDifferenceText(style: .plain)
                return ImportReport.File(
                    path: change.path,
                    difference: request.isDryRun
                        ? difference.render(change.path, before: change.before, after: change.after) : nil
                )
            },
            notes: scope.notes + audiences.notes + request.filter.unknownTags(plan.names)
        )
        return ImportRun(report: report, changes: result.files)
    }

    /// Why a file could not be written; nil where it was.
    private func write(_ file: FileChange, _ links: ProjectLinks) -> String? {
        if let reason = links.obstacle(to: file.path) { return reason }
        do throws(CommandFailure) {
            try folder.make(file)
            return nil
        } catch {
            return error.description
        }
    }

    /// The project as an import sees it.
    private struct ImportScope {
        let project: Project
        let sandbox: SandboxConfiguration
        let folder: String
        let files: FileTree
        /// For the sandboxes that read the folder, and the one that is imported from.
        let validation: ProjectValidation

        /// What a folder that others read means for them.
        var notes: [String] {
            let others = project.readers(of: folder).subtracting([sandbox.name.value]).sorted()
            if others.isEmpty { return [] }
            let names = others.map { "'\($0)'" }.joined(separator: ", ")
            return ["the folder '\(folder)' is read for \(names) too, so that new manifests hold there as well"]
        }
    }

    private func importScope(_ request: ImportRequest) throws -> ImportScope {
        let configuration = ProjectValidation(files: folder.files, sandboxes: [])
        guard let project = configuration.project, !configuration.diagnostics.hasErrors else {
            tell(configuration.diagnostics, of: configuration)
            throw CommandFailure("the project has errors; nothing was imported")
        }
        let sandbox = try sandbox(request.sandbox, of: project)
        guard let target = project.importFolder(of: sandbox, asked: request.folder) else {
            let known = sandbox.segmentFolders.map(\.value).joined(separator: ", ")
            throw CommandFailure(
                "'\(request.folder ?? "")' is no folder that sandbox '\(request.sandbox)' reads; it reads \(known)"
            )
        }
        let files = folder.files(without: Set(project.sandboxes.flatMap(\.segmentFolders).map(\.value)))
        let readers = project.readers(of: target).union([request.sandbox])
        let validation = ProjectValidation(files: files, sandboxes: readers)
        guard validation.isWhole else { throw refusal(of: validation, "nothing was imported") }
        return ImportScope(project: project, sandbox: sandbox, folder: target, files: files, validation: validation)
    }

    private func importPlan(
        _ scope: ImportScope,
        _ request: ImportRequest,
        _ repository: any SegmentRepository
    ) async throws -> (Plan, [ObservedSegment]) {
        let options = PlanOptions(adopt: true)
        let planner = SegmentPlanner(project: scope.project.name, sandbox: request.sandbox, options: options)
        let (plan, list) = try await plan(planner, scope.validation, repository) { segments in
            segments.contains { !$0.content.tags.isEmpty }
        }
        if let block = plan.blocks.first(where: { $0.by == .shortList || $0.by == .emptySandbox }) {
            throw CommandFailure("\(block.reason); nothing was imported")
        }
        return (plan, list.segments)
    }
}

extension ProjectFolder {
    /// The project's files, where some folders may be missing and are empty then.
    fileprivate func files(without folders: Set<String>) -> FileTree {
        let tree = files
        return FileTree(
            read: tree.read,
            list: { path throws(FileTree.Failure) in
                folders.contains(path) && !exists(path) ? [] : try tree.list(path)
            }
        )
    }
}

extension ImportFilter {
    /// What is said of tags that no filter can find.
    fileprivate func unknownTags(_ names: SandboxNames) -> [String] {
        let used = Set(names.tags.map(\.id))
        return tags.filter { names.tag($0) == nil && !used.contains($0) }.map { tag in
            names.tags.isEmpty
                ? "no definition has a tag, '\(tag)' neither" : "the organisation has no single tag '\(tag)'"
        }
    }
}
