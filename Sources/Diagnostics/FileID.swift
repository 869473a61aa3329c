/// The name by which diagnostics call one source text: its path as the user wrote it, or a marker such as `<stdin>`.
package struct FileID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var description: String { path }

    package static func < (left: FileID, right: FileID) -> Bool {
        left.path < right.path
    }
}
