internal import PlatformAPI
package import Reconciler
package import Segments

extension SegmentationClient {
    /// More folders than people keep in order: each takes a call of its own.
    private static let mostFolders = 1000

    /// Every folder for segments that the sandbox has, each once and behind the one that it lies in.
    ///
    /// A folder that comes a second time, in a circle too, is not looked into again.
    package func folders() async throws(RepositoryFailure) -> [AudienceFolder] {
        var folders: [AudienceFolder] = []
        var seen: Set<String> = [PlatformRoute.rootFolder]
        var parent: AudienceFolder?
        var looked = 0
        while true {
            let call = PlatformCall.subfolders(of: parent?.id ?? PlatformRoute.rootFolder, sandbox: connection.sandbox)
            let list = try await connection.value(SubfolderList.self, of: call)
            if let id = list.id { seen.insert(id) }
            for child in list.children where seen.insert(child.id).inserted {
                guard folders.count < Self.mostFolders else {
                    throw FailureWording.tooManyFolders(connection.sandbox, most: Self.mostFolders)
                }
                folders.append(AudienceFolder(id: child.id, name: child.name, parentID: parent?.id))
            }
            guard looked < folders.count else { return folders }
            parent = folders[looked]
            looked += 1
        }
    }
}
