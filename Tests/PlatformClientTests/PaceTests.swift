import PlatformClient
import Reconciler
import Segments
import Synchronization
import Testing

/// Eight workers that share a client, against services that keep a limit, in simulated time.
@Suite struct PaceTests {
    /// What a run came to.
    struct Run: Sendable {
        let failures: [RepositoryFailure]
        let duration: Duration
        let service: LimitedService
        let waits: [Duration]

        var rate: Double { Double(service.accepted.count) / (duration / .seconds(1)) }

        /// When no call may come: a pause begins when its answer has come, and a call takes half the latency.
        func pauses(latency: Duration) -> [Range<Duration>] {
            service.calls.compactMap { call in
                call.pause.map { (call.at + latency)..<(call.at + latency + .seconds($0)) }
            }
        }
    }

    /// Makes so many segments, each with a create and a read of proof.
    private func create(
        _ count: Int,
        seed: UInt64 = 1,
        stopAfter: Duration? = nil,
        from makeService: (SimulatedTime) -> LimitedService
    ) throws -> Run {
        let time = SimulatedTime()
        let service = makeService(time)
        let random = Mutex(SeededNumbers(state: seed))
        let client = try SegmentationClient.simulated(service, time: time) { random.withLock { $0.next() } }
        let start = time.now
        let failures = time.run {
            await withTaskGroup(of: [RepositoryFailure].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        var failures: [RepositoryFailure] = []
                        for _ in stride(from: worker, to: count, by: 8) {
                            do throws(RepositoryFailure) {
                                _ = try await client.read(try await client.create(.sample()))
                            } catch {
                                failures.append(error)
                            }
                        }
                        return failures
                    }
                }
                if let stopAfter {
                    await time.sleep(stopAfter)
                    group.cancelAll()
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
        }
        return Run(failures: failures, duration: time.now - start, service: service, waits: time.waits)
    }

    static let rules: [CountingRule] = [.fixedWindow, .slidingWindow, .tokenBucket]
    static let latencies: [Duration] = [.milliseconds(5), .milliseconds(200)]

    @Test(arguments: rules, latencies)
    func aThousandCreatesUseNineTenthsOfWhatIsAllowed(rule: CountingRule, latency: Duration) throws {
        let run = try create(1000) { LimitedService(ServiceLimit(rule, 20), latency: latency, time: $0) }
        #expect(run.failures.isEmpty)
        #expect(run.service.accepted.count == 2001)
        #expect(run.rate / 20 > 0.9)
        #expect(run.service.turnedAway < 100)
    }

    @Test(arguments: latencies)
    func aServiceThatCountsWhatItTurnsAwayIsServedMoreSlowly(latency: Duration) throws {
        let run = try create(300) { time in
            LimitedService(ServiceLimit(.slidingWindowOfAll, 20), latency: latency, time: time)
        }
        #expect(run.failures.isEmpty)
        #expect(run.rate / 20 > 0.5)
    }

    struct OtherLimit: Sendable {
        let count: Int
        let seconds: Int
        let creates: Int
    }

    @Test(
        arguments: rules,
        [
            OtherLimit(count: 300, seconds: 60, creates: 400), OtherLimit(count: 100, seconds: 10, creates: 200),
            OtherLimit(count: 5, seconds: 5, creates: 60), OtherLimit(count: 200, seconds: 1, creates: 600),
        ]
    )
    func otherLimitsAreUsedAsWell(rule: CountingRule, limit: OtherLimit) throws {
        let run = try create(limit.creates) { time in
            let limit = ServiceLimit(rule, limit.count, in: .seconds(limit.seconds))
            return LimitedService(limit, latency: .milliseconds(20), time: time)
        }
        #expect(run.failures.isEmpty)
        #expect(run.rate / Double(limit.count) * Double(limit.seconds) > 0.8)
    }

    @Test(arguments: latencies)
    func nobodyWaitsWhereNothingIsTurnedAway(latency: Duration) throws {
        let run = try create(400) { LimitedService(nil, latency: latency, time: $0) }
        #expect(run.failures.isEmpty)
        #expect(run.waits.isEmpty)
        // The token, and then eight at a time.
        #expect(run.duration == latency * 101)
    }

    @Test(arguments: rules, latencies)
    func aLimitThatIsLiftedIsSoonForgotten(rule: CountingRule, latency: Duration) throws {
        let run = try create(500) { time in
            LimitedService(
                ServiceLimit(rule, 20),
                latency: latency,
                time: time,
                change: { accepted, limit in
                    if accepted == 200 { limit = nil }
                }
            )
        }
        let accepted = run.service.accepted
        #expect(run.failures.isEmpty)
        // Without any limit they take an eighth of the latency each.
        #expect(accepted[1000].at - accepted[200].at < latency * 100 + .seconds(12))
    }

    @Test(arguments: rules)
    func aLimitThatFallsIsKept(rule: CountingRule) throws {
        let run = try create(500) { time in
            LimitedService(
                ServiceLimit(rule, 100),
                latency: .milliseconds(20),
                time: time,
                change: { accepted, limit in
                    if accepted == 500, limit?.count == 100 { limit = ServiceLimit(rule, 20) }
                }
            )
        }
        let accepted = run.service.accepted
        let share = .seconds(25) / (accepted[1000].at - accepted[500].at)
        #expect(run.failures.isEmpty)
        #expect(share > 0.9)
        #expect(run.service.turnedAway < 200)
    }

    /// Every third time the service names a pause besides.
    @Test(arguments: rules, latencies)
    func pausesThatAreAskedForAreKeptByEverybodyAndThePaceBesides(rule: CountingRule, latency: Duration) throws {
        let run = try create(300) { time in
            LimitedService(ServiceLimit(rule, 20), latency: latency, time: time) { $0 % 3 == 2 ? 2 : nil }
        }
        #expect(run.failures.isEmpty)
        #expect(run.service.accepted.count == 601)
        let pauses = run.pauses(latency: latency)
        #expect(!pauses.isEmpty)
        for call in run.service.calls {
            #expect(!pauses.contains { $0.lowerBound < call.at && call.at < $0.upperBound })
        }
        var paused = Duration.zero
        var end = Duration.zero
        for pause in pauses {
            paused += max(.zero, pause.upperBound - max(end, pause.lowerBound))
            end = max(end, pause.upperBound)
        }
        let share = 601 / ((run.duration - paused) / .seconds(1)) / 20
        #expect(share > 0.9)
    }

    @Test(arguments: rules, latencies)
    func aServiceThatAlwaysNamesAPauseIsServedWithoutAFailure(rule: CountingRule, latency: Duration) throws {
        let run = try create(100) { time in
            LimitedService(ServiceLimit(rule, 20), latency: latency, time: time) { _ in 1 }
        }
        #expect(run.failures.isEmpty)
        #expect(run.rate / 20 > 0.5)
    }

    @Test func theSameNumbersGiveTheSameRun() throws {
        func calls(seed: UInt64) throws -> [LimitedService.Call] {
            try create(100, seed: seed) { time in
                LimitedService(ServiceLimit(.tokenBucket, 20), latency: .milliseconds(20), time: time)
            }.service.calls
        }
        #expect(try calls(seed: 1) == calls(seed: 1))
        #expect(try calls(seed: 1) != calls(seed: 2))
    }

    @Test(arguments: latencies)
    func whoIsAlwaysTurnedAwayGivesUpAfterSomeMinutesWithWhatTheServiceSaid(latency: Duration) throws {
        let run = try create(8) { time in
            LimitedService(ServiceLimit(.fixedWindow, 0), latency: latency, time: time)
        }
        #expect(run.failures.count == 8)
        #expect(run.failures.allSatisfy { $0.outcome == .unavailable })
        #expect(run.failures.allSatisfy { $0.message.contains("the service answered 429") })
        #expect(run.duration > .seconds(300))
        #expect(run.duration < .seconds(320))
        #expect(run.service.calls.count < 330)
    }

    @Test(arguments: latencies)
    func whoeverIsCancelledWaitsNoLonger(latency: Duration) throws {
        let run = try create(1000, stopAfter: .seconds(10)) { time in
            LimitedService(ServiceLimit(.tokenBucket, 20), latency: latency, time: time)
        }
        #expect(run.duration <= .seconds(10) + latency)
        #expect(run.failures.count > 700)
        #expect(run.failures.allSatisfy { $0.message.contains("stopped before it was sent") })
    }
}

/// Numbers from 0 up to 1 that are the same for the same seed (SplitMix64).
private struct SeededNumbers {
    var state: UInt64

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
    }
}
