internal import Foundation

/// That one apply at a time runs from this project's folder on a sandbox.
///
/// A lock of the system's on `.segsync/<sandbox>.lock`, so that it ends with its process, however that ends. The file
/// stays and says who took it last. Applies from another folder or machine are not seen by it: there the service's
/// preconditions keep one from overwriting the other.
final class ApplyLock {
    private let descriptor: Int32

    /// Takes the lock, or says who has it; never waits.
    init(on sandbox: String, in folder: ProjectFolder, at date: Date) throws(CommandFailure) {
        let path = folder.file(".segsync/\(Self.fileName(for: sandbox)).lock")
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno == EWOULDBLOCK ? Self.taken(sandbox, descriptor) : Self.failure(path)
            close(descriptor)
            throw failure
        }
        self.descriptor = descriptor
        let owner = "process \(getpid()) since \(date.formatted(.iso8601))\n"
        // Who has it is a courtesy; that it is had is not.
        ftruncate(descriptor, 0)
        _ = owner.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit {
        close(descriptor)
    }

    private static func taken(_ sandbox: String, _ descriptor: Int32) -> CommandFailure {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let owner = text.split(separator: "\n").first.map { " (\($0))" } ?? ""
        return CommandFailure(
            "another apply to sandbox '\(sandbox)' is running from this folder\(owner); nothing was sent, wait for its end"
        )
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure("'\(path)' cannot be locked: \(String(cString: strerror(errno)))")
    }

    /// The sandbox is named by whoever calls: what is no letter, digit, hyphen or underscore has no place in a path.
    private static func fileName(for sandbox: String) -> String {
        sandbox.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
            return isPlain ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
