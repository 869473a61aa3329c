internal import FoundationEssentials
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
    package let steps: [Step]
    /// The counts at the end; nil for a run that was cut off.
    package let closing: JournalRecord.Closed?
    /// Whether the last line is only the beginning of one, as a crash leaves it; it is passed over.
    package let isCutOff: Bool

    /// Reads the bytes of a journal; what is none, or of another version, is a failure that names the line.
    package init(_ bytes: some Collection<UInt8>) throws(RecordFailure) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What stands behind the last line break was never finished.
        let whole = lines.dropLast().map { Data($0) }
        let rest = lines.last.map { Data($0) } ?? Data()
        guard let first = whole.first else {
            throw RecordFailure("it has no whole line, so no journal of segsync was begun in it")
        }
        run = try Self.run(first)
        var steps: [Step] = []
        var closing: JournalRecord.Closed?
        for (index, line) in whole.enumerated().dropFirst() {
            do throws(RecordFailure) {
                if closing != nil { throw RecordFailure("something follows the end of the run") }
                switch try Self.decoded(JournalRecord.self, line) {
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
        isCutOff = !rest.isEmpty
    }

    /// The first line; a file of another kind or version is told apart before its members are looked at.
    private static func run(_ line: Data) throws(RecordFailure) -> JournalRecord.Run {
        struct Head: Decodable {
            let format: String
            let version: Int
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: line), head.format == JournalRecord.Run.format
        else {
            throw RecordFailure("line 1: this is no journal of segsync")
        }
        guard head.version == JournalRecord.Run.version else {
            throw RecordFailure("line 1: the journal has version \(head.version); this segsync reads version 1")
        }
        do throws(RecordFailure) {
            if case .run(let run) = try decoded(JournalRecord.self, line) { return run }
            throw RecordFailure("a journal begins with its run")
        } catch {
            throw RecordFailure("line 1: \(error.reason)")
        }
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ line: Data) throws(RecordFailure) -> Value {
        do {
            return try JSONDecoder().decode(type, from: line)
        } catch let error as DecodingError {
            throw RecordFailure(Self.reason(error))
        } catch {
            throw RecordFailure("it is no JSON")
        }
    }

    /// What is wrong with a line, by the names of its members.
    private static func reason(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            let path = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
            return "'\(path)' is missing"
        case .valueNotFound(_, let context): return "'\(place(context))' has no value"
        case .typeMismatch(_, let context): return "'\(place(context))' is of another type than expected"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is no JSON" : "'\(place(context))' is not known to this version"
        @unknown default: return "it is not what this version writes"
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
