internal import Diagnostics
internal import Segments

/// An edit of one document: the fields that it adopts, and what must stand there afterwards.
///
/// Fields that are added at one place are one change.
struct DocumentChange {
    let key: SegmentKey
    let fields: [ManagedField]
    let document: Int
    let edits: [TextEdit]
    let meanings: AdoptionProof.Meanings

    /// A file with some changes; nil where they touch the same bytes or it would not say what it should.
    static func applied(_ changes: ArraySlice<DocumentChange>, to source: ReadManifest) -> ReadManifest? {
        let edits = changes.flatMap(\.edits).enumerated()
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }.map(\.element)
        guard zip(edits, edits.dropFirst()).allSatisfy({ $0.span.end <= $1.span.start }) else { return nil }
        let result = ReadManifest(TextEdit.apply(edits, to: source.bytes), file: .expression)
        let meanings = changes.reduce(into: [Int: AdoptionProof.Meanings]()) { all, change in
            all[change.document, default: [:]].merge(change.meanings) { first, _ in first }
        }
        return AdoptionProof(source, result, meanings).holds ? result : nil
    }
}
