internal import Dispatch
internal import Foundation
internal import Synchronization

/// Notes a Ctrl-C, or the SIGTERM by which a pipeline is cancelled, while something runs that must not be cut off; the
/// same one a second time ends the process as usual.
///
/// Pipelines send the one some seconds after the other; that alone ends nothing.
final class Interruption: Sendable {
    private static let signals = [SIGINT, SIGTERM]

    private let noted = Mutex<Set<Int32>>([])

    var wasAsked: Bool { noted.withLock { !$0.isEmpty } }

    /// Runs `body`; `onInterrupt` hears of the first of these signals at once.
    static func watched<Result>(
        onInterrupt: @escaping @Sendable () -> Void,
        _ body: (Interruption) async -> Result
    ) async -> Result {
        let interruption = Interruption()
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                switch interruption.note(number) {
                case .first: onInterrupt()
                case .other: break
                // The source took the one that was to end the process.
                case .again: kill(getpid(), number)
                }
            }
            return source
        }
        // Until the system knows of a source, a signal would be lost, for nothing else minds it any more.
        for source in sources {
            await withCheckedContinuation { continuation in
                source.setRegistrationHandler { continuation.resume() }
                source.resume()
            }
        }
        let result = await body(interruption)
        for source in sources { source.cancel() }
        for number in signals { signal(number, SIG_DFL) }
        return result
    }

    private enum Note { case first, other, again }

    private func note(_ number: Int32) -> Note {
        noted.withLock { noted in
            let isFirst = noted.isEmpty
            return noted.insert(number).inserted ? (isFirst ? .first : .other) : .again
        }
    }
}
