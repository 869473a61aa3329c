internal import ArgumentParser

/// A side of a comparison as the user names it: `prod` is the sandbox, `git:prod` what the manifests want there.
struct DiffSide: ExpressibleByArgument {
    private static let ofGit = "git:"

    /// As it was written.
    let title: String
    /// The sandbox by its name in `segsync.yaml`.
    let sandbox: String
    let isGit: Bool

    init?(argument: String) {
        title = argument
        isGit = argument.hasPrefix(Self.ofGit)
        sandbox = isGit ? String(argument.dropFirst(Self.ofGit.count)) : argument
        if sandbox.isEmpty { return nil }
    }
}
