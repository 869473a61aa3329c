package import Segments

/// What became of one definition.
package struct ImportOutcome: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        /// A manifest was made for it.
        case imported(file: String)
        /// It had a manifest; the fields tell what became of that.
        case managed
        /// It is not for this project to manage, and why.
        case leftOut(String)
        /// No sound manifest can be made of it, and why.
        case failed(String)
    }

    /// A field that the manifest said otherwise than the sandbox.
    package struct Field: Hashable, Sendable {
        package enum Result: Hashable, Sendable {
            /// The file that says the sandbox's value now.
            case written(file: String)
            /// It is the user's.
            case kept
            /// The manifest cannot say it, and why.
            case refused(String)
        }

        package let difference: ImportedDifference
        package let result: Result
    }

    package let id: SegmentID
    package let name: String
    /// nil for one that has no manifest.
    package let key: SegmentKey?
    package let result: Result
    /// In reading order.
    package let fields: [Field]
    /// What a new manifest leaves to the service or to the letter, in words.
    package let notes: [String]

    init(
        _ observed: ObservedSegment,
        key: SegmentKey? = nil,
        _ result: Result,
        fields: [Field] = [],
        notes: [String] = []
    ) {
        id = observed.id
        name = observed.content.name
        self.key = key
        self.result = result
        self.fields = fields
        self.notes = notes
    }
}
