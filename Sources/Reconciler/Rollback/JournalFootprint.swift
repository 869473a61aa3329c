internal import Segments

/// What a run did to one segment, as far as its journal tells.
struct JournalFootprint {
    /// How a definition was left.
    enum Left {
        /// As it was read last; nil where there was none.
        case known(ObservedSegment?)
        /// There is one that the run may have made, or another run.
        case doubtful(ObservedSegment)
        /// The run was cut off there, or could not find out.
        case unknown
    }

    let key: SegmentKey
    /// The first write that was about to be sent.
    let write: JournalEntry.Write
    /// The definition before it; nil where there was none.
    let before: ObservedSegment?
    /// The definition's id, where it got one or had one.
    let id: SegmentID?
    let left: Left
    /// Whether the definition was taken over.
    let isAdopted: Bool

    /// Whether the run is known to have changed nothing of it.
    var isUntouched: Bool {
        guard case .known(let left) = left else { return false }
        switch (before, left) {
        case (nil, nil): return true
        case (let before?, let left?):
            return left.content.differences(from: before.content).isEmpty && left.hasOwner(of: before)
        case (nil, _?), (_?, nil): return false
        }
    }

    /// One for each segment of which something was about to be written, in the order of their keys.
    static func all(in journal: Journal) -> [JournalFootprint] {
        var traces: [SegmentKey: Trace] = [:]
        for step in journal.steps {
            switch step {
            case .writing(let key, let write, let before):
                traces[key, default: Trace(write: write, before: before)].isTaken = false
                traces[key]?.lastBefore = before
            case .written(let key, _, let id):
                traces[key]?.isTaken = true
                traces[key]?.id = id
            case .ended(let key, let verb, let status, let id, _, let after):
                traces[key]?.end = (verb, status, after)
                if let id { traces[key]?.id = id }
            }
        }
        return traces.sorted { $0.key < $1.key }.map { JournalFootprint($0.key, $0.value) }
    }

    private init(_ key: SegmentKey, _ trace: Trace) {
        self.key = key
        write = trace.write
        before = trace.before
        id = trace.before?.id ?? trace.id
        left = trace.left
        isAdopted = trace.end?.verb == .adopt
    }
}

/// What is gathered of one segment while the lines go by.
private struct Trace {
    let write: JournalEntry.Write
    let before: ObservedSegment?
    var lastBefore: ObservedSegment?
    /// Whether the service took the last write.
    var isTaken = false
    var id: SegmentID?
    var end: (verb: JournalRecord.Ended.Verb, status: ActionOutcome.Status, after: ObservedSegment?)?

    init(write: JournalEntry.Write, before: ObservedSegment?) {
        self.write = write
        self.before = before
    }

    var left: JournalFootprint.Left {
        guard let end else { return .unknown }
        switch (end.status, end.after) {
        case (.done, let after?): return .known(after)
        case (.done, nil): return end.verb == .delete ? .known(nil) : .unknown
        case (.failed, let after?) where !isTaken && after.stamp == lastBefore?.stamp:
            // The last write did not arrive: what has changed since it was about to be sent is somebody else's.
            return .known(lastBefore)
        case (.failed, let after?) where !isTaken && lastBefore == nil: return .doubtful(after)
        case (.failed, let after?): return .known(after)
        // The last write was refused: nothing has changed since it was about to be sent.
        case (.failed, nil): return isTaken ? .unknown : .known(lastBefore)
        case (.skipped, _), (.unknown, _): return .unknown
        }
    }
}

extension ObservedSegment {
    /// Whether it belongs to the same as another; which field was applied when does not matter.
    func hasOwner(of other: ObservedSegment) -> Bool {
        stamp?.project == other.stamp?.project && stamp?.key == other.stamp?.key
            && stamp?.protect == other.stamp?.protect
    }
}
