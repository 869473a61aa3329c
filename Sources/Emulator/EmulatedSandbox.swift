package import XDM

/// One sandbox as the service is told to play it.
package struct EmulatedSandbox: Sendable {
    package enum Kind: String, Hashable, Sendable {
        case development, production
    }

    /// The value of `x-sandbox-name`.
    package let name: String
    package let title: String
    package let kind: Kind
    package let isDefault: Bool
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
        isDefault: Bool = false,
        tenant: String,
        catalog: SchemaCatalog,
        mergePolicies: [String] = []
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.isDefault = isDefault
        self.tenant = tenant
        self.catalog = catalog
        self.mergePolicies = mergePolicies
    }
}
