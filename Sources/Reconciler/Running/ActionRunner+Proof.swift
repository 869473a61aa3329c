internal import Segments

// MARK: Proof

extension ActionRunner {
    enum Reading {
        case read(ObservedSegment)
        case end(End)
    }

    /// Reads a written definition until it is there and as expected, a few times; the last reading is what counts.
    func proof(
        _ id: SegmentID,
        _ deed: String,
        isAsExpected: (ObservedSegment) -> Bool
    ) async -> Reading {
        var last: ObservedSegment?
        for attempt in 1...Self.looks {
            if attempt > 1 { await wait(beforeAttempt: attempt) }
            do throws(RepositoryFailure) {
                if let written = try await repository.read(id) {
                    if isAsExpected(written) { return .read(written) }
                    last = written
                }
            } catch {
                guard isWorthAnotherLook(error, attempt) else { return .end(unproved(id, deed, error)) }
            }
        }
        if let last { return .read(last) }
        return .end(End(status: .unknown, id: id, message: "definition \(id) was \(deed), but cannot be read yet"))
    }

    /// The failure of a definition that does not read back as written; fields that nobody wanted changed count as well.
    func otherwise(
        _ segment: ObservedSegment,
        _ content: SegmentContent,
        _ stamp: OwnershipStamp,
        _ model: BuilderModelEnd = .any
    ) -> End {
        var differences = content.differences(from: segment.content).map { field in
            let found = drafts.names.text(of: field, in: segment.content)
            return "\(field.rawValue) is '\(found)' instead of '\(drafts.names.text(of: field, in: content))'"
        }
        if segment.stamp != stamp {
            differences.append(segment.stamp == nil ? "its stamp is missing" : "its stamp is another")
        }
        if !model.isMet(by: segment) {
            let isGone = segment.builderModel == nil
            differences.append(
                isGone ? "Segment Builder's model is gone" : "Segment Builder's old model is still there"
            )
        }
        if differences.isEmpty { differences.append("something that segsync does not manage has changed") }
        let list = differences.joined(separator: "; ")
        let message = "definition \(segment.id) was written, but reads back otherwise: \(list)"
        return .failed(segment, message, hasWritten: true)
    }

    /// Whether a look that failed is made again: one refusal says little, while the repository itself repeats what was
    /// not answered.
    func isWorthAnotherLook(_ failure: RepositoryFailure, _ attempt: Int) -> Bool {
        failure.outcome == .refused && attempt < Self.looks
    }

    func unproved(_ id: SegmentID, _ deed: String, _ failure: RepositoryFailure) -> End {
        let message = "definition \(id) was \(deed), but could not be read back: \(failure.message)"
        return End(status: .unknown, id: id, message: message, isUnreachable: failure.outcome == .unavailable)
    }
}

/// What shall have become of Segment Builder's model after a write.
enum BuilderModelEnd {
    case any, kept, dropped

    func isMet(by segment: ObservedSegment) -> Bool {
        switch self {
        case .any: true
        case .kept: segment.builderModel != nil
        case .dropped: segment.builderModel == nil
        }
    }
}
