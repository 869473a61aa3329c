package import XDM

/// One sandbox as the service is told to play it.
package struct EmulatedSandbox: Sendable {
    package enum Kind: String, Hashable, Sendable {
        case development, production
    }

    package enum State: String, Hashable, Sendable, CaseIterable {
        case creating, active, deleting, resetting, deleted, failed
    }

    /// The value of `x-sandbox-name`.
    package let name: String
    package let title: String
    package let kind: Kind
    /// In any but `active` the sandbox is listed, and no call in it is answered.
    package let state: State
    package let isDefault: Bool
    /// Whether the profile class has its default merge policy yet.
    package let hasDefaultMergePolicy: Bool
    /// The prefix of the tenant's fields, such as `_wwfovlab011`.
    package let tenant: String
    /// What expressions are checked against and what the registry serves.
    package let catalog: SchemaCatalog
    /// The names of merge policies for profiles besides those that every sandbox has.
    package let mergePolicies: [String]

    package init(
        name: String,
        title: String,
        kind: Kind = .development,
        state: State = .active,
        isDefault: Bool = false,
        hasDefaultMergePolicy: Bool = true,
        tenant: String,
        catalog: SchemaCatalog,
        mergePolicies: [String] = []
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.state = state
        self.isDefault = isDefault
        self.hasDefaultMergePolicy = hasDefaultMergePolicy
        self.tenant = tenant
        self.catalog = catalog
        self.mergePolicies = mergePolicies
    }
}
