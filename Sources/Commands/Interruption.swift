internal import Dispatch
internal import Foundation
internal import Synchronization

/// Notes a Ctrl-C while something runs that must not be cut off; a second one ends the process as usual.
final class Interruption: Sendable {
    private let isNoted = Mutex(false)

    var wasAsked: Bool { isNoted.withLock { $0 } }

    /// Runs `body`; `onInterrupt` hears of the first Ctrl-C at once.
    static func watched<Result>(
        onInterrupt: @escaping @Sendable () -> Void,
        _ body: (Interruption) async -> Result
    ) async -> Result {
        let interruption = Interruption()
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            interruption.isNoted.withLock { $0 = true }
            signal(SIGINT, SIG_DFL)
            onInterrupt()
        }
        source.resume()
        let result = await body(interruption)
        source.cancel()
        signal(SIGINT, SIG_DFL)
        return result
    }
}
