import Reconciler
import Segments
import TestSupport
import Testing

@Suite struct JournalTests {
    private static let run = JournalRecord.Run(
        project: "luma",
        sandbox: "local",
        target: PlanRecord.Target(endpoint: "embedded", sandbox: "luma-dev", organisation: "ORG@AdobeOrg"),
        segments: ["a": "1"],
        plan: "0123456789abcdef",
        actor: "ada",
        commit: String(repeating: "a", count: 40),
        tool: "0.1.0",
        time: "2026-11-22T09:30:05.123Z"
    )

    /// What a run over a random world notes.
    private func lines(seed: UInt64) async throws -> (entries: [JournalEntry], result: ApplyResult) {
        var random = SeededRandom(seed: seed)
        let desired = try (1...12).map { try World.desired("k\($0)") }
        let observed = try (1...4).map { number in
            try World.observed("r\(number)", key: number < 3 ? "k\(number)" : "gone-\(number)", name: "Old \(number)")
        }
        let repository = RepositoryDouble(observed)
        for number in 1...12 where Bool.random(using: &random) {
            let troubles: [RepositoryDouble.Trouble] = [.refuse, .loseAnswer, .loseRequest, .alter, .hideOnce]
            await repository.fail(.create, number: number, with: try #require(troubles.randomElement(using: &random)))
        }
        let journal = JournalDouble()
        let plan = World.plan(desired, observed, options: PlanOptions(deleteProtected: true))
        let result = await PlanExecutor(repository: repository, journal: journal, pause: { _ in })
            .run(plan, current: observed)
        return (await journal.entries, result)
    }

    private func text(_ records: [JournalRecord]) -> String { records.map(\.line).joined() }

    /// The time of every entry in these tests.
    private func record(_ entry: JournalEntry) -> JournalRecord {
        JournalRecord(entry, time: "2026-11-22T09:30:06.000Z")
    }

    /// A stamp that says nothing of fields is read back as one without digests.
    private func isSame(_ first: ObservedSegment?, _ second: ObservedSegment?) -> Bool {
        first.map(ObservedRecord.init) == second.map(ObservedRecord.init)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whatIsReadBackIsWhatWasNoted(seed: UInt64) async throws {
        let (entries, result) = try await lines(seed: seed)
        let closing = JournalRecord.Closed(result, time: "2026-11-22T09:30:07.000Z")
        let journal = try Journal(text([.run(Self.run)] + entries.map(record) + [.closed(closing)]).utf8)
        #expect(journal.run == Self.run)
        #expect(journal.closing == closing && !journal.isCutOff)
        #expect(closing.done + closing.failed + closing.skipped + closing.unknown == result.outcomes.count)
        #expect(journal.steps.count == entries.count)
        for (step, entry) in zip(journal.steps, entries) {
            switch (step, entry) {
            case (.writing(let key, let write, let before), .writing(let noted, let kind, before: let seen)):
                #expect(key == noted && write == kind && isSame(before, seen))
            case (.written(let key, let write, let id), .written(let noted, let kind, id: let given)):
                #expect(key == noted && write == kind && id == given)
            case (.ended(let key, let verb, let status, let id, let message, let after), .ended(let outcome, let last)):
                #expect(key == outcome.action.key && verb.rawValue == outcome.action.verb && status == outcome.status)
                #expect(id == outcome.id && message == outcome.message && isSame(after, last))
            default: Issue.record("\(step) was noted as \(entry)")
            }
        }
    }

    @Test func aJournalThatIsCutOffAnywhereIsReadUpToItsLastWholeLine() async throws {
        let entries = try await lines(seed: 3).entries
        let records = [.run(Self.run)] + entries.prefix(8).map(record)
        let bytes = Array(text(records).utf8)
        let first = try #require(records.first).line.utf8.count
        for end in first...bytes.count {
            let journal = try Journal(bytes[..<end])
            let whole = bytes[..<end].count { $0 == UInt8(ascii: "\n") }
            #expect(journal.steps.count == whole - 1)
            #expect(journal.isCutOff == (bytes[end - 1] != UInt8(ascii: "\n")))
            #expect(journal.closing == nil)
        }
        for end in 0..<first {
            #expect(throws: RecordFailure.self) { try Journal(bytes[..<end]) }
        }
    }

    @Test(arguments: [
        ("", "it has no whole line, so no journal of segsync was begun in it"),
        ("\n", "line 1: this is no journal of segsync"),
        (#"{"format":"segsync-plan","version":1}"#, "line 1: this is no journal of segsync"),
        (
            #"{"format":"segsync-journal","version":2}"#,
            "line 1: version: this segsync reads 1, found 2"
        ),
        (
            #"{"entry":"run","format":"segsync-journal","version":1}"#,
            "line 1: project: expected a value, found nothing"
        ),
        (
            #"{"entry":"closed","format":"segsync-journal","version":1}"#,
            "line 1: time: expected a value, found nothing"
        ),
        ("RUN{", "line 2: it is no JSON: expected a member's name in quotes, found the end at byte 1"),
        ("RUNRUN", "line 2: a second run begins"),
        (#"RUN{"key":"a"}"#, "line 2: entry: expected a value, found nothing"),
        (#"RUN{"entry":"paused"}"#, "line 2: entry: expected one of the values that it can have, found 'paused'"),
        (#"RUN{"entry":"writing","time":"","key":"A b","write":"create"}"#, "line 2: 'A b' is no key"),
        (
            #"RUN{"entry":"writing","time":"","key":"a","write":"move"}"#,
            "line 2: write: expected one of the values that it can have, found 'move'"
        ),
        (
            #"RUN{"entry":"writing","time":"","key":1,"write":"create"}"#,
            "line 2: key: expected a string, found 1"
        ),
        (
            #"RUN{"entry":"writing","time":"","key":"a","write":"delete","before":{"id":"1"}}"#,
            "line 2: before.name: expected a value, found nothing"
        ),
        (
            #"RUN{"entry":"closed","time":"","done":1,"failed":0,"skipped":0,"unknown":0}NEXT{"entry":"written"}"#,
            "line 3: something follows the end of the run"
        ),
    ])
    func whatIsNoJournalIsRefusedWithItsLine(text: String, reason: String) {
        let run = JournalRecord.run(Self.run).line
        let written = text.replacing("RUN", with: run).replacing("NEXT", with: "\n")
        #expect(throws: RecordFailure(reason)) {
            try Journal((written.isEmpty || written.hasSuffix("\n") ? written : written + "\n").utf8)
        }
    }

    @Test func theLinesHaveTheirDocumentedShape() throws {
        let segment = try World.observed("1", key: "a", name: "Segment a", text: "words", labels: ["C1"], tags: ["t-1"])
        let action = PlannedAction(key: try #require(SegmentKey("a")), name: "Segment a", kind: .delete(segment))
        let records: [JournalRecord] = [
            .run(Self.run), record(.writing(action.key, .delete, before: segment)),
            record(.written(action.key, .delete, id: segment.id)),
            record(.ended(ActionOutcome(action: action, status: .done, id: segment.id), after: nil)),
        ]
        let before =
            #"{"description":"words","evaluation":["batch"],"#
            + #""expression":{"format":"pql/text","value":"person.birthYear = 1980"},"id":"1","labels":["C1"],"#
            + #""lastModifiedBy":"editor@example.com","lifecycle":"published","mergePolicy":"mp-1","#
            + #""name":"Segment a","schema":"_xdm.context.profile","stamp":"[segsync:1 project=luma key=a]","#
            + #""systemTags":[],"tags":["t-1"],"ttlInDays":30,"updateTime":1700000000000}"#
        #expect(
            records.map(\.line) == [
                #"{"actor":"ada","commit":"\#(String(repeating: "a", count: 40))","entry":"run","#
                    + #""format":"segsync-journal","plan":"0123456789abcdef","project":"luma","sandbox":"local","segments":{"a":"1"},"#
                    + #""target":{"endpoint":"embedded","organisation":"ORG@AdobeOrg","sandbox":"luma-dev"},"#
                    + #""time":"2026-11-22T09:30:05.123Z","tool":"0.1.0","version":1}"# + "\n",
                #"{"before":\#(before),"entry":"writing","key":"a","time":"2026-11-22T09:30:06.000Z","#
                    + #""write":"delete"}"# + "\n",
                #"{"entry":"written","id":"1","key":"a","time":"2026-11-22T09:30:06.000Z","write":"delete"}"# + "\n",
                #"{"entry":"ended","id":"1","key":"a","status":"done","time":"2026-11-22T09:30:06.000Z","#
                    + #""verb":"delete"}"# + "\n",
            ]
        )
    }
}
