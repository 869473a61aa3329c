/// Who may do what at the service, and what is wrong with it: to rehearse calls that are refused.
///
/// Documentation/Emulator.md describes the JSON text that it is read from. Secrets in it protect nothing: they are for
/// rehearsal alone.
package struct EmulatorAccess: Sendable {
    /// What a role allows, by the platform's own names.
    package enum Permission: String, Hashable, Sendable, CaseIterable {
        case viewSegments = "view-segments"
        case manageSegments = "manage-segments"
        case viewProfileConfigurations = "view-profile-configs"
        case viewSandboxes = "view-sandboxes"
        case viewSchemas = "view-schemas"
        case viewTags = "view-tags"
    }

    /// One credential of the organisation.
    struct Client: Sendable {
        let id: String
        let secret: String
        let permissions: Set<Permission>
        /// By the platform's names; all of them for nil.
        let sandboxes: Set<String>?
        /// What a token may be asked for; anything for nil.
        let scopes: Set<String>?
        /// Whether its project has the Experience Platform API: its key is refused otherwise.
        let hasPlatformAPI: Bool
    }

    /// What is different about one sandbox.
    struct Sandbox: Sendable {
        let state: EmulatedSandbox.State?
        let kind: EmulatedSandbox.Kind?
        /// Whether the profile class has a merge policy yet; the platform makes it some minutes after the first schema.
        let hasDefaultMergePolicy: Bool
    }

    /// The clients that there are; for nil there is every client, with every permission.
    let clients: [String: Client]?
    /// By the platform's names.
    let sandboxes: [String: Sandbox]
    /// By how many seconds the `Date` of answers is ahead of the time.
    let clockOffset: Int

    init(clients: [String: Client]?, sandboxes: [String: Sandbox], clockOffset: Int) {
        self.clients = clients
        self.sandboxes = sandboxes
        self.clockOffset = clockOffset
    }

    /// Everybody may everything, and nothing is wrong.
    static let open = EmulatorAccess(clients: nil, sandboxes: [:], clockOffset: 0)

    /// Reads a description; throws all of its mistakes at once.
    package init(_ text: some Sequence<UInt8>) throws(EmulatorAccessError) {
        self = try EmulatorAccessReader.read(text)
    }

    /// The sandbox with what is different about it.
    func applied(to sandbox: EmulatedSandbox) -> EmulatedSandbox {
        guard let changes = sandboxes[sandbox.name] else { return sandbox }
        return EmulatedSandbox(
            name: sandbox.name,
            title: sandbox.title,
            kind: changes.kind ?? sandbox.kind,
            state: changes.state ?? sandbox.state,
            isDefault: sandbox.isDefault,
            hasDefaultMergePolicy: changes.hasDefaultMergePolicy,
            tenant: sandbox.tenant,
            catalog: sandbox.catalog
        )
    }
}

/// Everything that is wrong with the text of a description of access.
package struct EmulatorAccessError: Error, Hashable, Sendable {
    /// Never empty; each says where, which member and what was expected.
    package let mistakes: [String]
}
