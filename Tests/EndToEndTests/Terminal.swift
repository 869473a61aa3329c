import Foundation
import Testing

/// A terminal of its own for one process: what is typed, and what is shown.
final class Terminal {
    private let controller: FileHandle
    /// The process's side.
    let device: FileHandle

    init() throws {
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(descriptor >= 0)
        controller = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // TIOCSPTLCK and TIOCGPTN of Linux: lets the other side be opened, and says which it is.
        var number: CInt = 0
        try #require(ioctl(descriptor, 0x4004_5431, &number) == 0 && ioctl(descriptor, 0x8004_5430, &number) == 0)
        let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(other >= 0)
        device = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    }

    func type(_ line: String) throws {
        try controller.write(contentsOf: Data((line + "\n").utf8))
    }

    /// What is shown from now on has to go somewhere, or the process would wait.
    func ignoreWhatIsShown() {
        let reader = controller
        Thread { while let data = try? reader.read(upToCount: 4096), !data.isEmpty {} }.start()
    }

    /// Waits until some words were shown; gives all that was shown until then, or until nothing more comes.
    func shown(upTo words: String) async -> String {
        let reader = controller
        return await withCheckedContinuation { continuation in
            Thread {
                var text = ""
                var bytes = [UInt8](repeating: 0, count: 4096)
                while !text.contains(words) {
                    let count = read(reader.fileDescriptor, &bytes, bytes.count)
                    guard count > 0 else { break }
                    text += String(decoding: bytes.prefix(count), as: UTF8.self)
                }
                continuation.resume(returning: text)
            }.start()
        }
    }
}
