internal import Foundation
internal import JSONTree
internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import XDM

extension ProjectSession {
    /// Reads a sandbox's registry and works out what of its snapshot folder that changes; writes nothing.
    ///
    /// nil where no schema of the sandbox is enabled for Profile, so that the registry has no union to check against.
    /// A sandbox without `schemas`, or whose tenant is not the registry's, stops the command.
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
            gathered = try await gather(client)
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
        do throws(FileTree.Failure) {
            let state =
                self.folder.isFolder(folder) ? try SnapshotState(folder, of: self.folder.files) : SnapshotState()
            return try SchemaPull(gathered, into: folder, over: state, from: origin, files: self.folder.files)
        } catch {
            throw CommandFailure("the schema folder '\(folder)' cannot be read: \(error.reason)")
        }
    }

    /// Makes the changes of a pull, each to a file that still is as it was read.
    func write(_ pull: SchemaPull) throws(CommandFailure) {
        for change in pull.changes { try folder.make(change) }
    }

    private func gather(_ client: SchemaRegistryClient) async throws(RepositoryFailure) -> SnapshotGathering? {
        let names = Set(try await client.unions().map(SchemaName.altID))
        var unions: [JSONValue] = []
        for name in [SchemaName.profileClass, SchemaName.eventClass].map({ $0 + "__union" }) where names.contains(name)
        {
            if let union = try await client.union(name) { unions.append(union) }
        }
        guard !unions.isEmpty else { return nil }
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
