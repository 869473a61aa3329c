internal import Foundation
internal import PlatformClient

extension ClientClock {
    /// The machine's own clocks.
    static let system: ClientClock = {
        let start = ContinuousClock.now
        return ClientClock(
            now: { ContinuousClock.now - start },
            unixTime: { Int64(Date().timeIntervalSince1970) },
            sleep: { duration throws(CancellationError) in
                do {
                    try await Task.sleep(for: duration)
                } catch {
                    throw CancellationError()
                }
            }
        )
    }()
}
