internal import Manifests
internal import PlatformClient
internal import Reconciler
internal import Segments

/// What a sandbox's list of audiences adds to that of its definitions: those of other systems, and who lies in which
/// folder.
struct ImportAudiences {
    let external: [Audience]
    /// What lies in the folders that are asked for; nil where none is.
    let ids: Set<SegmentID>?
    /// What could not be told.
    let notes: [String]

    /// Without a folder that is asked for, an import can do without the list where the service does not give it, or
    /// gives it short; with one, nobody could say what lies in it.
    init(
        of client: SegmentationClient,
        in request: ImportRequest,
        besides definitions: [ObservedSegment]
    ) async throws(CommandFailure) {
        let needsFolders = !request.audienceFolders.isEmpty
        let list: AudienceList
        do throws(RepositoryFailure) {
            list = try await client.audiences()
        } catch {
            guard !needsFolders else { throw CommandFailure("\(error.message); nothing was imported") }
            (external, ids, notes) = ([], nil, ["external audiences cannot be told: \(error.message)"])
            return
        }
        var notes: [String] = []
        if !list.isWhole {
            let stated = list.statedCount.map { "has \($0) audiences" } ?? "does not say how many audiences it has"
            let short = "the sandbox \(stated), and lists \(list.audiences.count)"
            guard !needsFolders else { throw CommandFailure("\(short); nothing was imported") }
            notes.append("external audiences may be missing here: \(short)")
        }
        let known = Set(definitions.map(\.id))
        external = list.audiences.filter { $0.isExternal && !known.contains($0.id) }
        let unknown = list.audiences.filter { !$0.isExternal && !known.contains($0.id) }
        if let first = unknown.first {
            notes.append(
                "\(unknown.count) of the sandbox's audiences are neither external nor among its definitions, such as "
                    + "'\(first.name)' (\(first.id.text)); they were not imported"
            )
        }
        guard needsFolders else {
            (ids, self.notes) = (nil, notes)
            return
        }
        let folders = try await Self.folders(of: client)
        let asked = try Self.ids(of: request.audienceFolders, among: folders, in: request.sandbox)
        ids = Set(list.audiences.filter { $0.folderID.map(asked.contains) ?? false }.map(\.id))
        let stated = list.audiences.compactMap(\.folderID)
        let strange = stated.count { !folders.contains($0) }
        if stated.isEmpty {
            notes.append("the service states no folder of any audience, so that nothing is known to lie in one")
        } else if strange > 0 {
            notes.append(
                "\(strange) of \(stated.count) audiences state a folder that is none of the sandbox's, so that nobody "
                    + "knows whether they lie in one that is asked for"
            )
        }
        self.notes = notes
    }

    private static func folders(of client: SegmentationClient) async throws(CommandFailure) -> ImportFolders {
        do throws(RepositoryFailure) {
            return ImportFolders(try await client.folders())
        } catch {
            throw CommandFailure("\(error.message); nothing was imported")
        }
    }

    /// The ids of all that are asked for; those that the sandbox does not have are told at once.
    private static func ids(
        of asked: [String],
        among folders: ImportFolders,
        in sandbox: String
    ) throws(CommandFailure) -> Set<String> {
        var ids: Set<String> = []
        var unknown: [String] = []
        for name in asked {
            if let found = folders.ids(of: name) {
                ids.formUnion(found)
            } else {
                let near = folders.suggestions(for: name).map { "'\($0)'" }.joined(separator: " or ")
                unknown.append("'\(name)'" + (near.isEmpty ? "" : " (did you mean \(near)?)"))
            }
        }
        guard unknown.isEmpty else {
            throw CommandFailure(
                "sandbox '\(sandbox)' has no folder \(unknown.joined(separator: ", ")); nothing was imported"
            )
        }
        return ids
    }
}
