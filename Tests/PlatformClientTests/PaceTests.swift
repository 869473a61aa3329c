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

    static let latencies: [Duration] = [.milliseconds(5), .milliseconds(200)]

    @Test(arguments: CountingRule.allCases, latencies)
    func aThousandCreatesUseNineTenthsOfWhatIsAllowed(rule: CountingRule, latency: Duration) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let run = try create(1000, seed: seed) { time in
                LimitedService(ServiceLimit(rule, 20), latency: latency, time: time)
            }
            print("SHARE", rule, latency, run.rate / 20, run.duration, run.service.turnedAway)
            #expect(run.failures.isEmpty)
            #expect(run.service.accepted.count == 2001)
            #expect(run.rate / 20 > 0.9)
            #expect(run.service.turnedAway < 200)
        }
    }

    @Test(arguments: CountingRule.allCases, [(300, 60), (100, 10), (5, 5), (200, 1)])
    func otherLimitsAreUsedAsWell(rule: CountingRule, limit: (count: Int, seconds: Int)) throws {
        let allowed = Double(limit.count) / Double(limit.seconds)
        let run = try create(Int(allowed * 150)) { time in
            LimitedService(
                ServiceLimit(rule, limit.count, in: .seconds(limit.seconds)),
                latency: .milliseconds(20),
                time: time
            )
        }
        print(
            "OTHER",
            rule,
            limit,
            run.rate / allowed,
            run.duration,
            run.service.turnedAway,
            run.service.accepted.count
        )
        #expect(run.failures.isEmpty)
        #expect(run.rate / allowed > 0.8)
    }

    @Test(arguments: latencies)
    func nobodyWaitsWhereNothingIsTurnedAway(latency: Duration) throws {
        let run = try create(1000) { LimitedService(nil, latency: latency, time: $0) }
        #expect(run.failures.isEmpty)
        #expect(run.waits.isEmpty)
        // The token, and then eight at a time.
        #expect(run.duration == latency * 251)
    }

    @Test(arguments: CountingRule.allCases, latencies)
    func aLimitThatIsLiftedIsSoonForgotten(rule: CountingRule, latency: Duration) throws {
        let run = try create(1000) { time in
            LimitedService(
                ServiceLimit(rule, 20),
                latency: latency,
                time: time,
                change: { accepted, limit in
                    if accepted == 400 { limit = nil }
                }
            )
        }
        let accepted = run.service.accepted
        print("LIFT", rule, latency, accepted[2000].at - accepted[400].at, latency * 200)
        #expect(run.failures.isEmpty)
        #expect(accepted[2000].at - accepted[400].at < latency * 200 + .seconds(10))
    }

    @Test(arguments: CountingRule.allCases)
    func aLimitThatFallsIsKept(rule: CountingRule) throws {
        let run = try create(1000) { time in
            LimitedService(
                ServiceLimit(rule, 100),
                latency: .milliseconds(20),
                time: time,
                change: { accepted, limit in
                    if accepted == 1000, limit?.count == 100 { limit = ServiceLimit(rule, 20) }
                }
            )
        }
        let accepted = run.service.accepted
        print("FALL", rule, accepted[2000].at - accepted[1000].at, run.service.turnedAway)
        #expect(run.failures.isEmpty)
        #expect(accepted[2000].at - accepted[1000].at < .seconds(56))
        #expect(run.service.turnedAway < 300)
    }

    @Test(arguments: CountingRule.allCases, latencies)
    func pausesThatAreAskedForAreKeptByEverybodyAndThePaceBesides(rule: CountingRule, latency: Duration) throws {
        let run = try create(1000) { time in
            LimitedService(
                ServiceLimit(rule, 20),
                latency: latency,
                time: time,
                retryAfter: { before in
                    before % 3 == 2 ? "2" : nil
                }
            )
        }
        print("MIXED", rule, latency, run.rate / 20, run.duration, run.service.turnedAway)
        #expect(run.failures.isEmpty)
        #expect(run.service.accepted.count == 2001)
    }

    @Test(arguments: CountingRule.allCases, latencies)
    func aServiceThatAlwaysNamesAPauseIsServedWithPausesAlone(rule: CountingRule, latency: Duration) throws {
        let run = try create(200) { time in
            LimitedService(ServiceLimit(rule, 20), latency: latency, time: time, retryAfter: { _ in "1" })
        }
        print("ALWAYS", rule, latency, run.rate / 20, run.duration, run.service.turnedAway)
        #expect(run.failures.isEmpty)
        #expect(run.service.turnedAway < 200)
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
        print("ALL429", run.duration, run.service.calls.count, run.failures.first?.message ?? "")
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
