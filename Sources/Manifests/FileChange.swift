/// A file of the project that is to be made, changed or removed.
package struct FileChange: Hashable, Sendable {
    package let path: String
    /// As it was read, nil where there was none; where it is not that any more, the change must not be made.
    package let before: [UInt8]?
    /// nil where it is to be removed.
    package let after: [UInt8]?

    package init(path: String, before: [UInt8]?, after: [UInt8]?) {
        self.path = path
        self.before = before
        self.after = after
    }
}
