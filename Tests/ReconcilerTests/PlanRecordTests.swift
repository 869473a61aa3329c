import Foundation
import JSONTree
import PQLSemantics
import Reconciler
import Reports
import Segments
import TestSupport
import Testing

/// Saved plans over random worlds: what is read is what was written, shows the same and does the same.
@Suite struct PlanRecordTests {
    static let target = PlanRecord.Target(
        endpoint: "https://platform.example.org",
        sandbox: "luma-dev",
        organisation: "1234@AdobeOrg"
    )

    static let schema: JSONSchemaCheck = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("schemas/segsync/plan-1.schema.json")
        guard let text = try? String(contentsOf: path, encoding: .utf8), let schema = try? JSONText.decode(text) else {
            preconditionFailure("the schema of plans is JSON")
        }
        return JSONSchemaCheck(schema: schema)
    }()

    static let options = PlanOptions(
        adopt: true,
        adoptFromProjects: ["b", "a"],
        overwriteConflicts: true,
        deleteProtected: true,
        deleteUsed: true,
        maxDeletePercent: 100,
        allowEmptyManifests: true
    )

    static func file(_ plan: Plan, _ options: PlanOptions = options) -> PlanFile {
        PlanFile(PlanRecord(plan, for: target, options))
    }

    /// A plan that no guard refuses, for a world of that seed; nil where a guard does.
    private static func plan(_ world: RandomWorld) -> Plan? {
        let plan = world.plan()
        return plan.isRefused ? nil : plan
    }

    @Test func whatIsReadIsWhatWasWritten() throws {
        var plans = 0
        for seed in 0..<200 {
            let world = try RandomWorld(seed: UInt64(seed))
            guard let plan = Self.plan(world) else { continue }
            plans += 1
            let file = Self.file(plan, world.options)
            let read = try PlanFile(file.text.utf8)
            #expect(read == file, "seed \(seed)")
            let again = try read.record.plan()
            let isSame = Self.file(again, read.record.options.options).text == file.text
            #expect(isSame, "seed \(seed): another file")
            #expect(read.record.options.options == world.options, "seed \(seed)")
            let areTold = Self.told(again) == Self.told(plan, inFile: again)
            #expect(areTold && plan.actions.count == again.actions.count + again.unlistedCount, "seed \(seed)")
            let shown = { PlanText(style: .plain).render(PlanReport($0)) }
            #expect(shown(again) == shown(plan), "seed \(seed)")
            #expect(Self.schema.mistakes(in: try JSONText.decode(file.text)) == [], "seed \(seed)")
        }
        #expect(plans > 100)
    }

    @Test func equalPlansGiveEqualBytes() throws {
        for seed in 0..<60 {
            let world = try RandomWorld(seed: UInt64(seed))
            let other = World.plan(world.desired.reversed(), world.observed.reversed(), options: world.options)
            guard let plan = Self.plan(world) else { continue }
            let isSame = Self.file(plan).text == Self.file(other).text
            #expect(isSame, "seed \(seed)")
        }
    }

    /// All that a report tells of a plan's actions, or of those that a file of it keeps.
    static func told(_ plan: Plan, inFile file: Plan? = nil) -> [PlanReport.Action] {
        let kept = file.map { Set($0.actions.map(\.key.text)) }
        return PlanReport(plan).actions.filter { kept?.contains($0.key) ?? true }
    }

    @Test func aPlanFromAFileDoesWhatThePlanDoes() async throws {
        for seed in 0..<100 {
            let world = try RandomWorld(seed: UInt64(seed))
            guard let plan = Self.plan(world) else { continue }
            let (first, second) = (world.repository(), world.repository())
            #expect(await World.apply(plan, to: first).isComplete, "seed \(seed)")
            let read = try PlanFile(Self.file(plan, world.options).text.utf8).record.plan()
            let result = await World.apply(read, to: second)
            #expect(result.isComplete && result.outcomes.allSatisfy { !$0.wasDoneBefore }, "seed \(seed)")
            let ends = (EndState(await first.segments.values), EndState(await second.segments.values))
            #expect(ends.0.differences(from: ends.1) == [], "seed \(seed)")

            let writes = await second.writes
            let again = await World.apply(read, to: second)
            #expect(again.isComplete && again.outcomes.allSatisfy(\.wasDoneBefore), "seed \(seed)")
            #expect(await second.writes == writes, "seed \(seed)")
        }
    }

    @Test func everyKindOfActionAndFieldGoesThrough() throws {
        let gone = try World.observed("d", key: "gone", name: "Gone", text: "text", applied: [.name], builderModel: nil)
        let seen = try World.observed(
            "u",
            key: "old",
            name: "Old name",
            text: "two\nlines",
            "person.birthYear = 1980 and inSegment(\"c\")",
            labels: ["core/C1"],
            tags: ["t-1"],
            lifecycle: .draft,
            protect: true,
            applied: [.name, .expression],
            builderModel: BuilderModel(json: "{\"a\":1}")
        )
        let used = try World.observed("c", key: "used", name: "Used", applied: [.name])
        let stranger = try World.observed("s", name: "Taken over")
        let user = try World.observed("n", key: "user", name: "User", "inSegment(\"u\")", applied: [.name])
        let plan = World.plan(
            [
                try World.desired("fresh", "inSegment(${segment:moved})", tags: ["VIP", "loyalty"], lifecycle: .draft),
                try World.desired(
                    "moved",
                    name: "New name \u{1B}[31m",
                    description: "\"quoted\" \\ é 🙂",
                    "person.birthYear >= 1980 and inSegment(${segment:used})",
                    evaluation: .batch,
                    mergePolicy: "Strict",
                    ttlInDays: 7,
                    labels: [],
                    tags: ["Summer"],
                    lifecycle: .published,
                    movedFrom: "old"
                ),
                try World.desired("used", name: "Used"),
                try World.desired("took", name: "Taken over", adopt: true),
                try World.desired("user", name: "User", "inSegment(${segment:moved})"),
            ],
            [gone, seen, used, stranger, user],
            options: PlanOptions(overwriteConflicts: true, deleteUsed: true)
        )
        let blocked = plan.verbs.filter { $0.value.hasPrefix("blocked") }
        #expect(blocked == [:])
        try #require(!plan.isRefused)
        let record = Self.file(plan).record
        #expect(Set(record.actions.map(\.kind)) == Set(PlannedActionRecord.Kind.allCases))
        #expect(record.unlisted == 1)
        #expect(record.names.segments == ["moved": "u", "used": "c", "took": "s", "gone": "d", "user": "n"])
        #expect(record.names.tags.map(\.id) == ["t-1", "t-2", "t-3"])
        let read = try PlanFile(Self.file(plan).text.utf8).record.plan()
        let shown = { PlanText(style: .plain).render(PlanReport($0)) }
        #expect(shown(read) == shown(plan))
        #expect(Self.told(read) == Self.told(plan, inFile: read) && read.actions.count == plan.actions.count - 1)
    }

    @Test func whatStaysAsItIsTakesNoRoom() throws {
        func file(_ count: Int) throws -> PlanFile {
            let desired = try (0..<count).map { try World.desired("k\($0)", name: "N\($0)") }
            let observed = try (0..<count).map { try World.observed("r\($0)", key: "k\($0)", name: "N\($0)") }
            return Self.file(World.plan(desired + [try World.desired("new")], observed))
        }
        let (small, large) = (try file(1), try file(500))
        #expect(large.record.unlisted == 500)
        #expect(large.text.utf8.count == small.text.utf8.count + 2)
        #expect(PlanReport(try large.record.plan()).count(.noChange) == 500)
    }
}
