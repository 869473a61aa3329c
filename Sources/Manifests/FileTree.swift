/// The project's files, read through functions so that nothing here touches a disk.
///
/// Paths are relative to the project's folder, with `/` between their parts.
package struct FileTree: Sendable {
    /// A file that cannot be read, in the system's words.
    package struct Failure: Error, Hashable, Sendable {
        package let reason: String

        package init(reason: String) {
            self.reason = reason
        }
    }

    /// The bytes of a file.
    package let read: @Sendable (String) throws(Failure) -> [UInt8]
    /// The paths of all files below a folder, at any depth, sorted; hidden ones are left out.
    package let list: @Sendable (String) throws(Failure) -> [String]

    package init(
        read: @escaping @Sendable (String) throws(Failure) -> [UInt8],
        list: @escaping @Sendable (String) throws(Failure) -> [String]
    ) {
        self.read = read
        self.list = list
    }
}
