internal import Diagnostics
internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import Segments

/// Reads both sides of a comparison: manifests from the project, definitions from their sandboxes, each over a connection
/// of its own.
struct DiffSideReader {
    let session: ProjectSession
    let timeouts: AsyncHTTPTransport.Timeouts

    /// The project's name and the sides. Manifests of a side that is a sandbox are not checked.
    func sides(_ a: DiffSide, _ b: DiffSide) async throws -> (project: String, a: ComparedSide, b: ComparedSide) {
        let wanted = Set([a, b].filter(\.isGit).map(\.sandbox))
        let validation = ProjectValidation(files: session.folder.files, sandboxes: wanted)
        session.tell(validation.diagnostics, of: validation)
        guard let project = validation.project, !validation.diagnostics.hasErrors else {
            throw CommandFailure("the project has errors; nothing was compared")
        }
        // Both names are checked before anything is called.
        for side in [a, b] { try session.sandbox(side.sandbox, of: project) }
        return (project.name, try await read(a, of: project, validation), try await read(b, of: project, validation))
    }

    private func read(_ side: DiffSide, of project: Project, _ validation: ProjectValidation) async throws
        -> ComparedSide
    {
        let sandbox = try session.sandbox(side.sandbox, of: project)
        return ComparedSide(
            title: side.title,
            sandbox: side.sandbox,
            tenant: sandbox.tenant,
            state: side.isGit
                ? .manifests(validation.desired[side.sandbox] ?? []) : try await definitions(sandbox, validation)
        )
    }

    private func definitions(
        _ sandbox: SandboxConfiguration,
        _ validation: ProjectValidation
    ) async throws -> ComparedSide.State {
        var validation = validation
        if sandbox.endpoint == .embedded {
            // The embedded service has the schemas and tags that the project names. What is wrong with them is nothing to
            // a comparison of what runs there.
            validation = ProjectValidation(files: session.folder.files, sandboxes: [sandbox.name.value])
        }
        let connection = SandboxConnection(session: session, timeouts: timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            let reading = try await SandboxReading(of: repository) { segments in
                segments.contains { !$0.isSystem && !$0.content.tags.isEmpty }
            }
            if let block = reading.listing.blocks(PlanOptions()).first {
                throw CommandFailure("sandbox '\(sandbox.name.value)' cannot be compared: \(block.reason)")
            }
            let names = SandboxNames(mergePolicies: reading.mergePolicies, tags: reading.tags)
            return .definitions(reading.listing.list.segments, names)
        }
    }
}
