package import Segments

/// Where a run notes what it is about to do and what came of it, so that it can be told, and undone, later.
///
/// An entry is on disk when `record` returns.
package protocol ApplyJournal: Sendable {
    func record(_ entry: JournalEntry) async throws(JournalFailure)
}

/// Why an entry could not be kept.
package struct JournalFailure: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// One step of a run.
package enum JournalEntry: Hashable, Sendable {
    /// A definition as it stands, before something of it is written.
    case writing(SegmentKey, Write, before: ObservedSegment?)
    /// The service took a write; `id` is the definition's.
    case written(SegmentKey, Write, id: SegmentID)
    /// An action has ended; `after` is the definition as it was read last, nil where there is none or nobody knows.
    case ended(ActionOutcome, after: ObservedSegment?)

    /// A kind of write.
    package enum Write: String, Hashable, Sendable, Codable, CaseIterable {
        case create
        /// The whole definition.
        case overwrite
        /// Labels, tags or lifecycle.
        case change
        case delete
    }
}
