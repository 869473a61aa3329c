import PQLSemantics
import Reconciler
import Segments
import Testing

/// Every guard stops a harmful run, lets it pass where that is said, and stops what it cannot check. A new guard does
/// not compile before it has a rehearsal.
@Suite struct GuardTests {
    @Test(arguments: GuardRehearsal.guards)
    func aHarmfulRunIsStoppedAndSaysWhatAndHow(guardCase: Block.Guard) throws {
        let rehearsal = try GuardRehearsal.of(guardCase)
        let plan = rehearsal.harmful.plan
        let blocks = plan.allBlocks.filter { $0.by == guardCase }
        #expect(plan.isRefused && !blocks.isEmpty)
        #expect(plan.allBlocks.allSatisfy { $0.by == guardCase }, "no other guard helps it: \(plan.allBlocks)")
        let told = blocks.map { "\($0.reason); \($0.remedy ?? "")" }.joined(separator: "\n")
        for words in rehearsal.says { #expect(told.contains(words), "\(told)") }
    }

    @Test(arguments: GuardRehearsal.guards)
    func whatIsAllowedRuns(guardCase: Block.Guard) async throws {
        let scene = try GuardRehearsal.of(guardCase).allowed
        let plan = scene.plan
        try #require(!plan.isRefused && !plan.changes.isEmpty, "\(plan.allBlocks)")
        // The guard may be told to let a used definition go; whether the service does is for the service to say.
        let repository = RepositoryDouble(scene.remote, manners: ServiceManners(refusesDeletingUsed: false))
        #expect(await World.apply(plan, to: repository).isComplete)
        #expect(await repository.writes > 0)
    }

    @Test(arguments: GuardRehearsal.guards)
    func whatCannotBeCheckedIsStopped(guardCase: Block.Guard) throws {
        switch try GuardRehearsal.of(guardCase).unchecked {
        case .stopped(let scene):
            #expect(scene.plan.isRefused && scene.plan.allBlocks.contains { $0.by == guardCase })
        case .nothingIsMissing(let reason, let scene, let other):
            #expect(!reason.isEmpty)
            #expect(scene.plan.isRefused && scene.plan.allBlocks.map(\.by) == [other])
        case .elsewhere(let test):
            #expect(guardCase == .emptyManifests && !test.isEmpty)
        }
    }

    @Test func aSandboxThatIsEmptyByBothCountsNeedsNoFlag() throws {
        var scene = GuardScene(desired: [try World.desired("a")], otherCount: .counted(0))
        #expect(!scene.plan.isRefused)
        scene.remote = [try World.observed("1", name: "Of the platform", isSystem: true)]
        #expect(!scene.plan.isRefused)
        scene.otherCount = .notAsked
        #expect(scene.plan.blocks.map(\.by) == [.emptySandbox])
    }

    @Test func theOtherCountIsAskedOfAnEmptySandboxAlone() async throws {
        let empty = try await SandboxListing(of: RepositoryDouble())
        #expect(empty.otherCount == .counted(0))
        let full = try await SandboxListing(of: RepositoryDouble([try World.observed("1", name: "A")]))
        #expect(full.otherCount == .notAsked)
    }

    @Test func aDefinitionWhoseStampCannotBeReadIsLeftAloneAndTold() throws {
        let broken = try GuardRehearsal.described("1", name: "Old", "[segsync:1 project=luma key=gone protect=maybe]")
        let plan = GuardScene(remote: [broken]).plan
        #expect(plan.actions.isEmpty)
        #expect(plan.notes.count == 1 && plan.notes[0].contains("definition 1, named 'Old'"))
    }
}
