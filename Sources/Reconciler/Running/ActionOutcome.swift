package import Segments

/// How one action of a run ended: exactly one of done, failed, skipped and unknown.
package struct ActionOutcome: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// Written, and read back as planned.
        case done
        /// Not as planned, and why is known.
        case failed
        /// Not begun.
        case skipped
        /// It may have been written; nobody can tell now. The same command run again finds out.
        case unknown
    }

    package let action: PlannedAction
    package let status: Status
    /// The definition's id, where one is known.
    package let id: SegmentID?
    /// Why it is not done; nil when it is.
    package let message: String?
    /// Whether nothing was written, since the sandbox was as planned already: an earlier run has done it.
    package let wasDoneBefore: Bool
    /// Whether something was written for certain although the action failed.
    package let hasWritten: Bool

    package init(
        action: PlannedAction,
        status: Status,
        id: SegmentID?,
        message: String? = nil,
        wasDoneBefore: Bool = false,
        hasWritten: Bool = false
    ) {
        self.action = action
        self.status = status
        self.id = id
        self.message = message
        self.wasDoneBefore = wasDoneBefore
        self.hasWritten = hasWritten
    }
}
