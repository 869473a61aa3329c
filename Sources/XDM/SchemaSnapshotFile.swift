package import Diagnostics

/// One JSON file of a snapshot folder, read by the caller.
package struct SchemaSnapshotFile: Sendable {
    package let id: FileID
    package let bytes: [UInt8]

    package init(id: FileID, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }
}
