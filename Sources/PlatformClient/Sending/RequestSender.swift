internal import HTTPTypes

/// Sends requests through the gate, and again as the retry policy says.
///
/// A request that is turned away with 429 was not performed: it is sent again, as often as the gate lets it, and that is
/// no attempt in the sense of the policy.
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
        /// How often it was sent.
        let attempts: Int
    }

    func send(_ request: HTTPRequest, body: [UInt8], as repetition: Repetition) async -> Result {
        var attempt = 1
        var timesSent = 0
        while true {
            let (end, asked, turnedAwayFor) = await once(request, body: body)
            timesSent += 1
            let result = Result(end: end, attempts: timesSent)
            if end.verdict == .turnedAway {
                guard asked ?? .zero <= policy.longestWait, turnedAwayFor < policy.patience else { return result }
                continue
            }
            guard attempt < policy.attempts, policy.mayRepeat(repetition, after: end),
                let delay = policy.delay(afterAttempt: attempt, retryAfter: asked, random: random())
            else { return result }
            do { try await clock.sleep(delay) } catch { return result }
            attempt += 1
        }
    }

    /// One attempt, the wait that its answer asks for, and for how long after it everybody has been turned away.
    private func once(
        _ request: HTTPRequest,
        body: [UInt8]
    ) async -> (end: AttemptEnd, asked: Duration?, turnedAwayFor: Duration) {
        let passage: RequestGate.Passage
        do { passage = try await gate.enter(random: random()) } catch { return (.cancelled, nil, .zero) }
        let end: AttemptEnd
        do {
            end = .answered(try await transport(request, body))
        } catch {
            end = .failed(error)
        }
        let asked = wait(askedBy: end)
        // A time that has come is no pause. One that is longer than is waited for ends this request alone.
        let pause = asked.flatMap {
            $0 > .zero ? policy.delay(afterAttempt: 1, retryAfter: $0, random: random()) : nil
        }
        return (end, asked, await gate.leave(passage, end.verdict, pause: pause))
    }

    private func wait(askedBy end: AttemptEnd) -> Duration? {
        guard case .answered(let response) = end, response.status == 429 || response.status == 503 else { return nil }
        return RetryAfter.wait(in: response.headers, unixTime: clock.unixTime())
    }
}
