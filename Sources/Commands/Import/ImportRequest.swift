internal import Manifests
internal import PlatformClient

/// What an import takes from a sandbox, and where it puts it.
struct ImportRequest {
    /// The sandbox, by its name in `segsync.yaml`.
    let sandbox: String
    var filter = ImportFilter()
    /// Names or paths of the sandbox's own folders; only what lies in one of them is taken where there are any.
    var audienceFolders: [String] = []
    /// The folder of new manifests; nil leaves the choice to `Project.importFolder`.
    var folder: String?
    /// Whether also what the user changed is replaced by what the sandbox has.
    var force = false
    /// Whether nothing is written.
    var isDryRun = false
    var timeouts = AsyncHTTPTransport.Timeouts.standard
}
