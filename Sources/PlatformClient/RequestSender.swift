internal import HTTPTypes

/// Sends requests through the gate, and again as the retry policy says.
struct RequestSender: Sendable {
    let transport: Transport
    let gate: RequestGate
    let policy: RetryPolicy
    let clock: ClientClock
    /// From 0 up to 1.
    let random: @Sendable () -> Double

    /// What came of a request after all attempts.
    struct Result: Sendable {
        let end: AttemptEnd
        /// Whether an attempt before the last may have been carried out.
        let earlierMayHaveBeenDone: Bool
        let attempts: Int
    }

    func send(_ request: HTTPRequest, body: [UInt8], as repetition: Repetition) async -> Result {
        var earlierMayHaveBeenDone = false
        var attempt = 1
        while true {
            let end = await once(request, body: body)
            let result = Result(end: end, earlierMayHaveBeenDone: earlierMayHaveBeenDone, attempts: attempt)
            guard attempt < policy.attempts, policy.mayRepeat(repetition, after: end) else { return result }
            let asked = wait(askedBy: end)
            guard let delay = policy.delay(afterAttempt: attempt, retryAfter: asked, random: random()) else {
                return result
            }
            if let asked { await gate.close(for: asked) }
            do { try await clock.sleep(delay) } catch { return result }
            earlierMayHaveBeenDone = earlierMayHaveBeenDone || end.mayHaveBeenDone
            attempt += 1
        }
    }

    private func once(_ request: HTTPRequest, body: [UInt8]) async -> AttemptEnd {
        do { try await gate.enter() } catch { return .cancelled }
        let end: AttemptEnd
        do {
            end = .answered(try await transport(request, body))
        } catch {
            end = .failed(error)
        }
        await gate.leave()
        return end
    }

    private func wait(askedBy end: AttemptEnd) -> Duration? {
        guard case .answered(let response) = end, response.status == 429 || response.status == 503 else { return nil }
        return RetryAfter.wait(in: response.headers, unixTime: clock.unixTime())
    }
}
