internal import JSONTree
package import Segments

/// A journal as it is read back.
package struct Journal: Hashable, Sendable {
    /// What the run noted of its actions, in order.
    package enum Step: Hashable, Sendable {
        case writing(SegmentKey, JournalEntry.Write, before: ObservedSegment?)
        case written(SegmentKey, JournalEntry.Write, id: SegmentID)
        case ended(
            SegmentKey,
            JournalRecord.Ended.Verb,
            ActionOutcome.Status,
            id: SegmentID?,
            message: String?,
            after: ObservedSegment?
        )
    }

    package let run: JournalRecord.Run
    /// The ids of the project's definitions that the plan named.
    package let ids: [SegmentKey: SegmentID]
    package let steps: [Step]
    /// The counts at the end; nil for a run that was cut off.
    package let closing: JournalRecord.Closed?
    /// Whether the last line is only the beginning of one, as a crash leaves it; it is passed over.
    package let isCutOff: Bool

    /// Reads the bytes of a journal; what is none, or of another version, is a failure that names the line.
    package init(_ bytes: some Collection<UInt8>) throws(RecordFailure) {
        let lines = Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What stands behind the last line break was never finished.
        let whole = lines.dropLast()
        guard let first = whole.first else {
            throw RecordFailure("it has no whole line, so no journal of segsync was begun in it")
        }
        run = try Self.run(first)
        var ids: [SegmentKey: SegmentID] = [:]
        for (key, id) in run.segments {
            guard let key = SegmentKey(key) else { throw RecordFailure("line 1: segments: '\(key)' is no key") }
            ids[key] = SegmentID(id)
        }
        self.ids = ids
        var steps: [Step] = []
        var closing: JournalRecord.Closed?
        for (index, line) in whole.enumerated().dropFirst() {
            do throws(RecordFailure) {
                if closing != nil { throw RecordFailure("something follows the end of the run") }
                switch try Self.decoded(line) {
                case .run: throw RecordFailure("a second run begins")
                case .writing(let writing): steps.append(try Step(writing))
                case .written(let written): steps.append(try Step(written))
                case .ended(let ended): steps.append(try Step(ended))
                case .closed(let closed): closing = closed
                }
            } catch {
                throw RecordFailure("line \(index + 1): \(error.reason)")
            }
        }
        self.steps = steps
        self.closing = closing
        isCutOff = lines.last?.isEmpty == false
    }

    /// The first line; a file of another kind or version is told apart before its members are looked at.
    private static func run(_ line: ArraySlice<UInt8>) throws(RecordFailure) -> JournalRecord.Run {
        guard let head = try? JSONText.decode(line), head["format"] == .string(JournalRecord.Run.format) else {
            throw RecordFailure("line 1: this is no journal of segsync")
        }
        let version = JournalRecord.Run.version
        guard head["version"] == .integer(Int64(version)) else {
            let found = head["version"]?.words ?? "nothing"
            throw RecordFailure("line 1: version: this segsync reads \(version), found \(found)")
        }
        do throws(RecordFailure) {
            if case .run(let run) = try decoded(line) { return run }
            throw RecordFailure("entry: expected 'run', found another")
        } catch {
            throw RecordFailure("line 1: \(error.reason)")
        }
    }

    private static func decoded(_ line: ArraySlice<UInt8>) throws(RecordFailure) -> JournalRecord {
        let value: JSONValue
        do throws(JSONTextError) {
            value = try JSONText.decode(line)
        } catch {
            throw RecordFailure("it is no JSON: \(error.reason) at byte \(error.offset)")
        }
        do throws(JSONShapeError) {
            return try value.decoded(as: JournalRecord.self)
        } catch {
            throw RecordFailure("\(error.path): expected \(error.expected), found \(error.found)")
        }
    }
}

extension Journal.Step {
    fileprivate init(_ record: JournalRecord.Writing) throws(RecordFailure) {
        self = .writing(try SegmentKey(recorded: record.key), record.write, before: try record.before?.segment())
    }

    fileprivate init(_ record: JournalRecord.Written) throws(RecordFailure) {
        self = .written(try SegmentKey(recorded: record.key), record.write, id: SegmentID(record.id))
    }

    fileprivate init(_ record: JournalRecord.Ended) throws(RecordFailure) {
        self = .ended(
            try SegmentKey(recorded: record.key),
            record.verb,
            record.status,
            id: record.id.map(SegmentID.init),
            message: record.message,
            after: try record.after?.segment()
        )
    }
}
