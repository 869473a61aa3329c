/// What `segsync.yaml` says.
package struct Project: Sendable {
    /// The owner that stamps name.
    package let name: String
    /// In the order of the file.
    package let sandboxes: [SandboxConfiguration]
    package let guards: GuardLimits

    package init(name: String, sandboxes: [SandboxConfiguration], guards: GuardLimits) {
        self.name = name
        self.sandboxes = sandboxes
        self.guards = guards
    }

    package static let fileName = "segsync.yaml"
}

/// The most that one plan may delete; nil where the project sets no limit.
package struct GuardLimits: Hashable, Sendable {
    package let maxDeletes: Int?
    /// 0 to 100.
    package let maxDeletePercent: Int?

    package init(maxDeletes: Int?, maxDeletePercent: Int?) {
        self.maxDeletes = maxDeletes
        self.maxDeletePercent = maxDeletePercent
    }
}
