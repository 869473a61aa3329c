import JSONTree
import Manifests
import PlatformClient
import Reconciler
import Segments
import Testing

/// Holds what a run told against what the service really keeps.
struct MatrixCheck {
    /// What the service keeps, each definition as it is written there and as the tool reads it.
    struct Store {
        let raw: [String: JSONValue]
        let segments: [ObservedSegment]
        /// What is still to be done.
        let plan: Plan

        init(_ world: MatrixWorld) async throws {
            raw = try await world.definitions()
            (plan, segments) = try await MatrixProject.plan(MatrixProject.later, world.client())
        }

        func own(_ key: String) -> [ObservedSegment] {
            segments.filter { $0.stamp?.project == "e2e" && $0.stamp?.key.text == key }
        }
    }

    let label: String
    let world: MatrixWorld
    /// The ids of those that are not the project's.
    let strangers: [String]
    let before: Store

    /// A world in which the earlier project was applied, with definitions of others beside it.
    init(_ label: String, _ world: MatrixWorld) async throws {
        self.label = label
        self.world = world
        let seed = try await MatrixRun.inProcess(MatrixProject.earlier, world)
        try #require(seed.words == "done", "\(seed.text)")
        let base = try #require(try await world.client().list().segments.first { $0.stamp?.key.text == "a-base" })
        strangers = [
            try await world.make("By hand", rule: "person.birthYear = 1980", description: "nobody's"),
            try await world.make("On ours", rule: "inSegment(\"\(base.id)\")", description: ""),
            try await world.make(
                "Another project's",
                rule: "person.birthYear = 1981",
                description: "theirs\n[segsync:1 project=other key=b-text]"
            ),
        ]
        before = try await Store(world)
    }

    /// After a run, with the faults still in place.
    ///
    /// `mayMissWhatIsThere`: the service denies a definition that it keeps, so that its delete counts as done.
    func expectHonest(_ run: MatrixRun, mayBeUnknown: Bool, mayMissWhatIsThere: Bool = false) async throws {
        try await world.endFaults()
        let after = try await Store(world)
        expectNothingLost(after)
        if run.outcomes.isEmpty {
            #expect(after.raw == before.raw, "\(label): nothing is written without a plan\n\(run.text)")
        }
        for outcome in run.outcomes {
            let about = "\(label): \(outcome.key) is \(outcome.status.rawValue), \(outcome.message ?? "")"
            let isPlanned = !(after.plan.changes + after.plan.blocked).contains { $0.key.text == outcome.key }
            switch outcome.status {
            case .done:
                let isDenied = mayMissWhatIsThere && ["f-gone", "g-gone"].contains(outcome.key)
                #expect(isPlanned || isDenied, "\(about): it is not as planned")
            case .failed:
                #expect(!isPlanned, "\(about): it is as planned")
                #expect(outcome.message?.isEmpty == false, "\(about): nobody is told why")
            case .skipped:
                #expect(after.own(outcome.key) == before.own(outcome.key), "\(about): it was touched")
            case .unknown:
                #expect(mayBeUnknown, "\(about): it could be known")
                #expect(outcome.message?.isEmpty == false, "\(about): nobody is told why")
            }
        }
    }

    /// Without faults the same command comes to the planned end, and a plan after it finds nothing.
    func expectRecovery(_ again: MatrixRun) async throws {
        #expect(again.words == "done", "\(label), again: \(again.text)")
        let end = try await Store(world)
        let left = end.plan
        #expect(left.isEmpty, "\(label), again: \(left.changes.map(\.key)) \(left.blocked.map(\.blocks))")
        expectNothingLost(end)
        let keys = Set((MatrixProject.later.desired[MatrixProject.sandbox] ?? []).map(\.key.text))
        #expect(Set(end.segments.compactMap { $0.stamp?.project == "e2e" ? $0.stamp?.key.text : nil }) == keys)
        #expect(end.raw.count == keys.count + strangers.count, "\(label), again")
    }

    /// Nothing twice, nothing gone that was not to go, nothing of others touched.
    private func expectNothingLost(_ now: Store) {
        for id in strangers { #expect(now.raw[id] == before.raw[id], "\(label): a stranger was touched") }
        let names = now.raw.values.compactMap { $0["name"]?.string }
        #expect(Set(names).count == names.count, "\(label): a name twice in \(names.sorted())")
        let stamps = now.segments.compactMap { $0.stamp.map { "\($0.project) \($0.key)" } }
        #expect(Set(stamps).count == stamps.count, "\(label): a stamp twice in \(stamps.sorted())")
        for segment in before.segments {
            guard let key = segment.stamp?.key.text, !["f-gone", "g-gone"].contains(key) else { continue }
            let isThere = now.segments.contains { $0.id == segment.id && $0.stamp?.key.text == key }
            #expect(isThere, "\(label): definition \(segment.id) of '\(key)' is lost")
        }
    }
}
