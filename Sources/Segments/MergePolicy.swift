/// How a manifest names a merge policy: `default` is the sandbox's default for the schema.
package enum MergePolicyName: Hashable, Sendable {
    case `default`
    case named(String)

    package init(_ text: String) {
        self = text == "default" ? .default : .named(text)
    }

    package var text: String {
        switch self {
        case .default: "default"
        case .named(let name): name
        }
    }
}

/// A merge policy of one sandbox; its id differs between sandboxes.
package struct MergePolicy: Hashable, Sendable {
    package let id: String
    package let name: String
    package let schema: String
    package let isDefault: Bool
    /// Streaming and edge need it; nil where the service does not say.
    package let isActiveOnEdge: Bool?

    package init(id: String, name: String, schema: String, isDefault: Bool, isActiveOnEdge: Bool? = nil) {
        self.id = id
        self.name = name
        self.schema = schema
        self.isDefault = isDefault
        self.isActiveOnEdge = isActiveOnEdge
    }
}
