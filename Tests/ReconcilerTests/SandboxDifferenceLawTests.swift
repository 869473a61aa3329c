import Foundation
import PQLSyntax
import Reconciler
import Segments
import Testing

/// Laws of comparing over random worlds; a failure names its seed.
@Suite struct SandboxDifferenceLawTests {
    private static let seeds = 0..<UInt64(ProcessInfo.processInfo.environment["SEGSYNC_FULL"] != nil ? 10_000 : 100)

    /// A world's definitions as they would be in a sandbox of another tenant, with other ids of everything.
    private func side(_ world: RandomWorld, _ title: String) -> ComparedSide {
        let tenant = "_" + title
        func id(_ text: String) -> String { title + "-" + text }
        let names = SandboxNames(
            mergePolicies: RepositoryDouble.policies.map {
                MergePolicy(id: id($0.id), name: $0.name, schema: $0.schema, isDefault: $0.isDefault)
            },
            tags: RepositoryDouble.knownTags.map { Segments.Tag(id: id($0.id), name: $0.name) }
        )
        let ids = Set(world.observed.map(\.id))
        let segments = world.observed.map { segment in
            var content = segment.content
            content.mergePolicyID = content.mergePolicyID.map(id)
            content.tags = content.tags.map(id)
            content.name += " of " + tenant
            if content.expression.tree != nil {
                let moved = content.expression.labellingSegments { ids.contains($0) ? $0.text : nil }
                    .resolvingSegments { SegmentID(id($0.text)) }
                content.expression = Rules.remote("(\(moved.text)) and \(tenant).points > 1 and a = \"in \(tenant)\"")
            }
            let text = segment.description.text + " " + tenant
            let description = StampedDescription(text: text, stamp: segment.stamp)
            return ObservedSegment(
                id: SegmentID(id(segment.id.text)),
                content: content,
                description: segment.description.hasUnreadableStamp ? segment.description : description,
                isSystem: segment.isSystem,
                lastModifiedBy: title,
                etag: title
            )
        }
        return ComparedSide(title: title, sandbox: title, tenant: tenant, state: .definitions(segments, names))
    }

    private func git(_ world: RandomWorld, sandbox: String) -> ComparedSide {
        ComparedSide(title: "git:" + sandbox, sandbox: sandbox, tenant: "_t", state: .manifests(world.desired))
    }

    private func sandbox(_ observed: [ObservedSegment], _ name: String) -> ComparedSide {
        let names = SandboxNames(mergePolicies: RepositoryDouble.policies, tags: RepositoryDouble.knownTags)
        return ComparedSide(title: name, sandbox: name, tenant: "_t", state: .definitions(observed, names))
    }

    @Test func aSandboxDiffersFromItselfInNothing() throws {
        for seed in Self.seeds {
            let world = try RandomWorld(seed: seed)
            for side in [sandbox(world.observed, "s"), git(world, sandbox: "s")] {
                let difference = SandboxDifference(project: "luma", side, side)
                #expect(difference.onlyInA.isEmpty && difference.onlyInB.isEmpty, "seed \(seed)")
                #expect(difference.different.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test func tenantsAndIdsMakeNoDifference() throws {
        var compared = 0
        for seed in Self.seeds {
            let world = try RandomWorld(seed: seed)
            let difference = SandboxDifference(project: "luma", side(world, "one"), side(world, "two"))
            #expect(difference.onlyInA.isEmpty && difference.onlyInB.isEmpty, "seed \(seed)")
            guard difference.ambiguous.isEmpty else { continue }
            #expect(difference.different.isEmpty, "seed \(seed)")
            #expect(difference.sameCount == world.observed.count { !$0.isSystem }, "seed \(seed)")
            compared += difference.sameCount
        }
        #expect(compared > 3 * Self.seeds.count, "most worlds can be told apart")
    }

    @Test func theOtherWayRoundTheSidesAreExchanged() throws {
        var different = 0
        for seed in Self.seeds {
            let (world, next) = (try RandomWorld(seed: seed), try RandomWorld(seed: seed + 1))
            let sides = [
                (side(world, "one"), side(next, "two")), (git(world, sandbox: "s"), sandbox(world.observed, "s")),
                (git(world, sandbox: "s"), sandbox(next.observed, "r")),
                (git(world, sandbox: "s"), git(next, sandbox: "r")),
            ]
            for (a, b) in sides {
                let difference = SandboxDifference(project: "luma", a, b)
                #expect(difference.isMirror(of: SandboxDifference(project: "luma", b, a)), "seed \(seed)")
                different += difference.different.count
            }
        }
        #expect(different > Self.seeds.count)
    }

    @Test func theOrderOfTheInputChangesNothing() throws {
        for seed in Self.seeds {
            let (world, next) = (try RandomWorld(seed: seed), try RandomWorld(seed: seed + 1))
            let difference = SandboxDifference(
                project: "luma",
                sandbox(world.observed, "r"),
                sandbox(next.observed, "s")
            )
            let other = SandboxDifference(
                project: "luma",
                sandbox(world.observed.reversed(), "r"),
                sandbox(next.observed.reversed(), "s")
            )
            #expect(difference.onlyInA == other.onlyInA && difference.onlyInB == other.onlyInB, "seed \(seed)")
            #expect(difference.different == other.different && difference.ambiguous == other.ambiguous, "seed \(seed)")
        }
    }

    /// What a plan would write, and nothing else, is what differs between Git and the sandbox.
    @Test func aDifferenceFromGitIsWhatAPlanWouldWrite() throws {
        var changes = 0
        for seed in Self.seeds {
            let world = try RandomWorld(seed: seed)
            let plan = world.plan()
            guard !plan.isRefused else { continue }
            let difference = SandboxDifference(project: "luma", sandbox(world.observed, "s"), git(world, sandbox: "s"))
            var expected: [SegmentKey: [ManagedField]] = [:]
            var created: Set<SegmentKey> = []
            for action in plan.actions {
                switch action.kind {
                case .create: created.insert(action.key)
                case .update: expected[action.key] = action.changes.map(\.field).filter { $0 != .protect }
                case .adopt:
                    expected[action.key] = action.changes.map(\.field).filter { $0 != .protect && $0 != .key }
                case .delete, .noChange, .undecided: break
                }
            }
            let found = difference.different.map { ($0.key, $0.fields.map(\.field)) }
            #expect(Set(difference.onlyInB.compactMap(\.key)) == created, "seed \(seed)")
            #expect(
                Dictionary(uniqueKeysWithValues: found) == expected.filter { !$0.value.isEmpty },
                "seed \(seed)"
            )
            changes += found.count
        }
        #expect(changes > Self.seeds.count / 2)
    }

    @Test func afterAnApplyOnlyWhatIsNotManagedDiffers() async throws {
        for seed in Self.seeds {
            let world = try RandomWorld(seed: seed)
            let plan = world.plan()
            guard !plan.isRefused else { continue }
            let repository = world.repository()
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            guard await executor.run(plan, current: world.observed).isComplete else { continue }
            let now = await Array(repository.segments.values)
            let difference = SandboxDifference(project: "luma", git(world, sandbox: "s"), sandbox(now, "s"))
            #expect(difference.onlyInA.isEmpty && difference.different.isEmpty, "seed \(seed)")
            #expect(difference.ambiguous.isEmpty && difference.onlyInB.allSatisfy { !$0.isManaged }, "seed \(seed)")
            #expect(difference.sameCount == world.desired.count, "seed \(seed)")
        }
    }
}
