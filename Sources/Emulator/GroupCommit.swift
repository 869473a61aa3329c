internal import GRDB
internal import Synchronization

/// Writes that arrive while another is on its way to disk, committed together.
///
/// Each write still happens wholly or not at all, in the order of arrival, and is answered only when it is on disk; but
/// waiting for the disk is shared, so many callers at once are served at the pace of few.
final class GroupCommit: Sendable {
    /// One write that waits for its turn.
    private struct Pending: Sendable {
        /// Makes the changes and hands back how to answer once the outcome of the commit is known.
        let perform: @Sendable (Database) -> @Sendable (Result<Void, any Error>) -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let database: any DatabaseWriter
    private let pending = Mutex<[Pending]>([])

    init(_ database: any DatabaseWriter) {
        self.database = database
    }

    /// Runs `body` in a transaction; its changes are undone when it throws, those of others are not.
    ///
    /// A cancelled task waits for its write all the same: what the service has begun it finishes.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = Pending(
                perform: { database in
                    let result = Result { try Self.inSavepoint(database, body) }
                    return { commit in continuation.resume(with: result.flatMap { value in commit.map { value } }) }
                },
                fail: { continuation.resume(throwing: $0) }
            )
            pending.withLock { $0.append(write) }
            // The writer's queue runs one block at a time: the first takes all that wait, the others find nothing.
            database.asyncWriteWithoutTransaction { self.commitPending($0) }
        }
    }

    private func commitPending(_ database: Database) {
        var rest = pending.withLock { pending in
            defer { pending = [] }
            return pending[...]
        }
        guard !rest.isEmpty else { return }
        var answers: [@Sendable (Result<Void, any Error>) -> Void] = []
        let commit = Result<Void, any Error> {
            try database.inTransaction(.immediate) {
                while let write = rest.popFirst() {
                    answers.append(write.perform(database))
                    // Some failures, a full disk for one, make SQLite drop the whole transaction by itself.
                    guard database.isInsideTransaction else {
                        throw DatabaseError(resultCode: .SQLITE_ABORT, message: "the transaction was dropped")
                    }
                }
                return .commit
            }
        }
        for answer in answers { answer(commit) }
        if case .failure(let error) = commit {
            for write in rest { write.fail(error) }
        }
    }

    private static func inSavepoint<Value>(
        _ database: Database,
        _ body: (Database) throws -> Value
    ) throws -> Value {
        var value: Value?
        try database.inSavepoint {
            value = try body(database)
            return .commit
        }
        guard let value else { preconditionFailure("a savepoint that did not throw has run its body") }
        return value
    }
}
