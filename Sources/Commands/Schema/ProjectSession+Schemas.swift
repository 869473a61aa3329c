internal import Diagnostics
internal import Foundation
internal import JSONTree
internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import Reports
internal import XDM

extension ProjectSession {
    /// Reads a sandbox's registry and works out what of its snapshot folder that changes; writes nothing.
    ///
    /// nil where no schema of the sandbox is enabled for Profile, so that the registry has no union to check against.
    /// A sandbox without `schemas`, or whose tenant is not the registry's, stops the command, as do answers that are
    /// missing or not what was asked for, and a new snapshot with errors.
    func pullSchemas(
        _ sandbox: SandboxConfiguration,
        over connection: PlatformConnection
    ) async throws(CommandFailure) -> SchemaPull? {
        guard let folder = sandbox.schemaFolder?.value else {
            throw CommandFailure(
                "sandbox '\(sandbox.name.value)' has no folder for schemas; add 'schemas: schemas/"
                    + "\(sandbox.name.value)' to it in segsync.yaml"
            )
        }
        let client = SchemaRegistryClient(connection)
        let gathered: SnapshotGathering?
        do throws(RepositoryFailure) {
            let tenant = try await client.tenant()
            guard tenant == sandbox.tenant else {
                throw RepositoryFailure(
                    .refused,
                    "the registry of sandbox '\(sandbox.name.value)' belongs to tenant '\(tenant)', and segsync.yaml "
                        + "says '\(sandbox.tenant)'; change its 'tenant' to '\(tenant)', or, if the registry is the "
                        + "wrong one, its endpoint or credentials; nothing was written"
                )
            }
            gathered = try await gather(client, of: tenant)
        } catch {
            throw CommandFailure(error.message)
        }
        guard let gathered else { return nil }
        let origin = SnapshotRecord(
            tenant: sandbox.tenant,
            sandbox: sandbox.sandbox,
            pulled: .today,
            files: []
        )
        let pull: SchemaPull
        do throws(FileTree.Failure) {
            let state =
                self.folder.isFolder(folder) ? try SnapshotState(folder, of: self.folder.files) : SnapshotState()
            pull = try SchemaPull(gathered, into: folder, over: state, from: origin, files: self.folder.files)
        } catch {
            throw CommandFailure("the schema folder '\(folder)' cannot be read: \(error.reason)")
        }
        guard !tellErrors(pull.diagnostics, in: pull.files) else {
            throw CommandFailure("the new snapshot in '\(folder)' would have errors; nothing was written")
        }
        return pull
    }

    /// Tells on stderr which of the diagnostics are errors; whether there are any.
    func tellErrors(_ diagnostics: [Diagnostic], in files: [SchemaSnapshotFile]) -> Bool {
        var errors = DiagnosticBag()
        errors.add(contentsOf: diagnostics.filter { $0.severity == .error })
        let sources = Dictionary(files.map { ($0.id, SourceFile(id: $0.id, bytes: $0.bytes)) }) { first, _ in first }
        guard errors.hasErrors else { return false }
        let report = DiagnosticsReport(errors, sources: sources, manifests: 0)
        console.tell(DiagnosticsText(style: console.messages).render(report))
        return true
    }

    /// Stops a pull into a folder that is not the project's, or over a snapshot that is not the sandbox's to write.
    func requireWritable(_ pull: SchemaPull, in project: Project) throws(CommandFailure) {
        let folder = pull.folder
        guard !folder.hasPrefix("/"), !folder.split(separator: "/").contains("..") else {
            throw CommandFailure(
                "the schema folder '\(folder)' is not below the project's folder, and a pull writes nowhere else; name "
                    + "one that is as 'schemas' in segsync.yaml; nothing was written"
            )
        }
        let links = ProjectLinks(in: self.folder, of: project)
        for path in [folder] + pull.changes.map(\.path) {
            guard let reason = links.obstacle(to: path) else { continue }
            throw CommandFailure("'\(path)' cannot be written: \(reason); nothing was written")
        }
        if let bytes = pull.state.recordBytes, SnapshotRecord.isOfLaterVersion(bytes) {
            throw CommandFailure(
                "'\(SnapshotFolder.path(SnapshotRecord.fileName, in: folder))' was written by a later version of "
                    + "segsync; pull with that one; nothing was written"
            )
        }
        guard let record = pull.state.record else { return }
        guard record.tenant == pull.origin.tenant else {
            throw CommandFailure(
                "the snapshot in '\(folder)' is of tenant '\(record.tenant)', and the sandbox of tenant "
                    + "'\(pull.origin.tenant)'; give the sandbox a 'schemas' of its own in segsync.yaml, or remove the "
                    + "folder; nothing was written"
            )
        }
        if record.sandbox != pull.origin.sandbox {
            console.tell(
                PlainText.sanitised(
                    "note: the snapshot in '\(folder)' was pulled from the platform's sandbox '\(record.sandbox)', and this "
                        + "is '\(pull.origin.sandbox)'"
                )
            )
        }
    }

    /// Makes the changes of a pull, each to a file that still is as it was read.
    func write(_ pull: SchemaPull) throws(CommandFailure) {
        for change in pull.changes { try folder.make(change) }
    }

    private func gather(
        _ client: SchemaRegistryClient,
        of tenant: String
    ) async throws(RepositoryFailure) -> SnapshotGathering? {
        let listed = Set(try await client.unions().map(SchemaName.altID))
        var unions: [JSONValue] = []
        for name in [SchemaName.profileClass, SchemaName.eventClass] {
            let id = name + "__union"
            // A list may be short, so the unlisted are asked for as well.
            guard let union = try await client.union(id, isListed: listed.contains(id)) else {
                if name == SchemaName.profileClass { return nil }
                continue
            }
            let found = union["meta:class"]?.string ?? ""
            guard SchemaName.altID(of: found) == name else {
                throw RepositoryFailure(
                    .unavailable,
                    "could not read union schema '\(id)': the service answered it as one of class '\(found)'"
                )
            }
            let owner = union["meta:tenantNamespace"]?.string ?? tenant
            guard owner == tenant else {
                throw RepositoryFailure(
                    .unavailable,
                    "could not read union schema '\(id)': the service answered one of tenant '\(owner)', and names "
                        + "'\(tenant)' as the sandbox's"
                )
            }
            unions.append(union)
        }
        var gathering = SnapshotGathering(unions: unions, descriptors: try await client.descriptors())
        var ids = gathering.next()
        while !ids.isEmpty {
            for id in ids { gathering.take(try await client.schema(id), for: id) }
            ids = gathering.next()
        }
        return gathering
    }
}

extension SnapshotDay {
    /// The machine's day in UTC, so that it is the same for everybody who pulls at a time.
    static var today: SnapshotDay {
        let text = Date().formatted(Date.ISO8601FormatStyle().year().month().day())
        guard let day = SnapshotDay(text) else { preconditionFailure("'\(text)' is a day") }
        return day
    }
}
