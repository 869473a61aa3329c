import Segments

/// What a sandbox says in the end, without what differs between two runs to the same end: times, tags of state, and the
/// ids that new definitions got.
struct EndState: Hashable {
    private let definitions: Set<ObservedSegment>

    init(_ segments: some Sequence<ObservedSegment>) {
        definitions = Set(
            segments.map { segment in
                ObservedSegment(
                    id: segment.id,
                    content: segment.content,
                    description: segment.description,
                    systemTags: segment.systemTags.sorted(),
                    builderModel: segment.builderModel,
                    unmanaged: segment.unmanaged,
                    isSystem: segment.isSystem
                )
            }
        )
    }

    /// The definitions that differ, by id.
    func differences(from other: EndState) -> [String] {
        definitions.symmetricDifference(other.definitions).map(\.id.text).sorted()
    }
}
