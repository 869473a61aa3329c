/// A folder of a sandbox that segments lie in.
package struct AudienceFolder: Hashable, Sendable {
    package let id: String
    /// Told from others by its place alone: names are unique in one folder.
    package let name: String
    /// nil at the top.
    package let parentID: String?

    package init(id: String, name: String, parentID: String?) {
        self.id = id
        self.name = name
        self.parentID = parentID
    }
}
