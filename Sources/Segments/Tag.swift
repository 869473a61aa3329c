/// A tag of the organisation; its id is the same in every sandbox of it.
package struct Tag: Hashable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// Whether a definition's tag is the platform's own mark and no tag of people: `x:y`, `audience_portal_…`.
    package static func isSystem(_ id: String) -> Bool {
        id.contains(":") || id.hasPrefix("audience_portal_")
    }
}
