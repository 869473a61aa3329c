import Diagnostics

/// The text of a snapshot file, to find the place that a diagnostic speaks of.
struct SnapshotText {
    let file: FileID
    private let bytes: [UInt8]

    init(_ snapshot: SchemaSnapshotFile) {
        file = snapshot.id
        bytes = snapshot.bytes
    }

    /// Where the text first stands as a JSON string, without its quotes; the file's start if it is written otherwise.
    func span(of text: String) -> ByteSpan {
        let quoted = Array("\"\(text)\"".utf8)
        var start = 0
        while start + quoted.count <= bytes.count {
            if bytes[start] == quoted[0], bytes[start..<start + quoted.count].elementsEqual(quoted) {
                return ByteSpan(start + 1, start + quoted.count - 1)
            }
            start += 1
        }
        return .zero
    }
}
