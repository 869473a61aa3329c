internal import Dispatch
internal import Foundation
internal import Reconciler
internal import Synchronization

/// A run's journal on disk, one line for each entry.
///
/// `record` returns when the entry is on disk. Entries that come while others are on their way there share the next
/// wait for the disk. Once a write has failed nothing more is written: half a line may stand there.
final class JournalFile: ApplyJournal {
    static let folder = ".segsync/journal"

    /// Where it is, from the project's folder.
    let path: String
    private let descriptor: Int32
    private let now: @Sendable () -> Date
    private let queue = DispatchQueue(label: "segsync.journal")
    private let state = Mutex(State())

    private struct State {
        var waiting: [Waiting] = []
        var failure: JournalFailure?
    }

    private struct Waiting: Sendable {
        let line: String
        let end: CheckedContinuation<JournalFailure?, Never>
    }

    /// Makes a new file in the project's folder and writes who runs what.
    init(
        of open: OpenPlan,
        in folder: ProjectFolder,
        environment: [String: String],
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(CommandFailure) {
        let time = now()
        do throws(JournalFailure) {
            (path, descriptor) = try Self.create(time, sandbox: open.plan.sandbox, in: folder)
        } catch {
            throw CommandFailure("the journal cannot be made in '\(Self.folder)': \(error.reason); nothing was sent")
        }
        self.now = now
        let file = open.file
        let run = JournalRecord.Run(
            project: open.plan.project,
            sandbox: open.plan.sandbox,
            target: open.target,
            segments: file.record.names.segments,
            plan: file.digest,
            actor: ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME"].lazy.compactMap { environment[$0] }
                .first { !$0.isEmpty },
            commit: GitCommit.current(in: folder.path),
            tool: SegsyncCommand.toolVersion,
            time: Self.text(time)
        )
        do throws(JournalFailure) {
            try Self.write(JournalRecord.run(run).line, to: descriptor)
            // A file is there for certain when the folders that name it are on disk.
            for name in [Self.folder, ".segsync", "."] { try Self.sync(folder: folder.file(name)) }
        } catch {
            throw CommandFailure("the journal '\(path)' cannot be written: \(error.reason); nothing was sent")
        }
    }

    deinit { close(descriptor) }

    func record(_ entry: JournalEntry) async throws(JournalFailure) {
        try await record(JournalRecord(entry, time: Self.text(now())))
    }

    /// Notes that the run has ended, and the counts.
    func finish(_ result: ApplyResult) async throws(JournalFailure) {
        try await record(.closed(JournalRecord.Closed(result, time: Self.text(now()))))
    }

    private func record(_ record: JournalRecord) async throws(JournalFailure) {
        let line = record.line
        let failure = await withCheckedContinuation { end in
            state.withLock { $0.waiting.append(Waiting(line: line, end: end)) }
            // One block runs at a time: the first takes all that wait, the others find nothing.
            queue.async { self.writeWaiting() }
        }
        if let failure { throw failure }
    }

    private func writeWaiting() {
        var (waiting, failure) = state.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting, state.failure)
        }
        guard !waiting.isEmpty else { return }
        if failure == nil {
            do throws(JournalFailure) {
                try Self.write(waiting.map(\.line).joined(), to: descriptor)
            } catch {
                failure = error
                state.withLock { $0.failure = error }
            }
        }
        for entry in waiting { entry.end.resume(returning: failure) }
        waiting = []
    }
}

// MARK: The disk

extension JournalFile {
    /// A file of its own that nobody else can read.
    private static func create(
        _ time: Date,
        sandbox: String,
        in folder: ProjectFolder
    ) throws(JournalFailure) -> (path: String, descriptor: Int32) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder.file(Self.folder),
                withIntermediateDirectories: true
            )
        } catch {
            throw JournalFailure(reason: (error as NSError).localizedDescription)
        }
        let digits = text(time).prefix(19).filter { $0 != "-" && $0 != ":" }
        let name = digits + "Z-" + String(sandbox.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        var number = 1
        while true {
            // Sorted by name, a later one stands behind an earlier one of the same second.
            let path = "\(Self.folder)/\(name)\(number == 1 ? "" : "_\(number)").jsonl"
            let descriptor = open(folder.file(path), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return (path, descriptor) }
            guard errno == EEXIST else { throw JournalFailure(errno) }
            number += 1
        }
    }

    /// Writes all of it, however many calls the system takes, and waits until it is on disk.
    private static func write(_ text: String, to descriptor: Int32) throws(JournalFailure) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            let code = errno
            if written < 0, code == EINTR { continue }
            guard written > 0 else { throw JournalFailure(code) }
            bytes = bytes.dropFirst(written)
        }
        guard fsync(descriptor) == 0 else { throw JournalFailure(errno) }
    }

    private static func sync(folder: String) throws(JournalFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw JournalFailure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw JournalFailure(errno) }
    }

    private static func text(_ time: Date) -> String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

extension JournalFailure {
    fileprivate init(_ code: Int32) {
        self.init(reason: String(cString: strerror(code)))
    }
}
