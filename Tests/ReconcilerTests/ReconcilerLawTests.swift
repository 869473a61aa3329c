import Reconciler
import Segments
import TestSupport
import Testing

/// Laws over random worlds; a failure names its seed.
@Suite struct ReconcilerLawTests {
    @Test(arguments: 0..<150)
    func applyReachesWhatIsWantedAndTouchesNothingElse(seed: Int) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        let desired = try RandomWorld.desired(&random, count: Int.random(in: 0...14, using: &random))
        let observed = try RandomWorld.observed(&random, like: desired)
        let repository = RepositoryDouble(observed)
        let options = PlanOptions(deleteProtected: true, allowDowngrade: true, allowEmptyManifests: true)
        let plan = World.plan(desired, observed, options: options)
        #expect(plan.blocked.isEmpty)
        let result = await World.apply(plan, to: repository)
        #expect(result.isComplete)

        let after = try await repository.list().segments
        #expect(World.plan(desired, after, options: options).isEmpty)
        let strangers = { (segments: [ObservedSegment]) in segments.filter { $0.stamp?.project != "luma" } }
        #expect(Set(strangers(after)) == Set(strangers(observed)))
        let writes = await repository.writes
        _ = await World.apply(World.plan(desired, after, options: options), to: repository)
        #expect(await repository.writes == writes)
    }
}
