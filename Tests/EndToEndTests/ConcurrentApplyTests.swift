import Foundation
import HTTPTypes
import JSONTree
import Testing

/// Two applies at the same time on one sandbox, from two machines: two folders, each with its own copy of the project.
@Suite(.serialized) struct ConcurrentApplyTests {
    private static let keys = (0..<6).map { "s\($0)" }

    /// One of the two, with the user that the service knows it by.
    private struct Side {
        let name: String
        let workspace: Workspace

        init(_ name: String, endpoint: String) throws {
            self.name = name
            workspace = try Workspace.generated(0, endpoint: endpoint)
        }

        func apply() async throws -> Run {
            let output = try await SegsyncProcess.run(
                ["apply", "--sandbox", "remote", "--auto-approve", "--allow-empty-manifests", "--format", "json"],
                in: workspace.folder,
                environment: ["E2E_CLIENT_ID": name]
            )
            return Run(
                side: name,
                output: output,
                outcomes: try JSONText.decode(output.output)["outcomes"]?.array ?? []
            )
        }
    }

    private struct Run {
        let side: String
        let output: SegsyncProcess.Output
        let outcomes: [JSONValue]

        func outcome(_ key: String) -> JSONValue? { outcomes.first { $0["key"]?.string == key } }

        func count(_ status: String) -> Int { outcomes.count { $0["status"]?.string == status } }

        /// The exit code says what the outcomes say.
        func expectHonestStatus() {
            let done = count("done")
            // A failure that has written is a part, too.
            let expected: [Int32] = done == outcomes.count ? [0] : done + count("unknown") > 0 ? [3] : [1, 3]
            #expect(expected.contains(output.status), "\(side): \(output.output)\(output.messages)")
        }
    }

    /// What is answered late, so that the two meet in other places.
    private static let interleavings: [[JSONValue]] = [
        [],
        [["call": "list", "nth": 1, "fault": ["kind": "late", "seconds": 0.3]]],
        [["call": "read", "every": 2, "fault": ["kind": "late", "seconds": 0.1]]],
        [["call": "write", "every": 2, "fault": ["kind": "late", "seconds": 0.1]]],
        [
            ["call": "list", "nth": 2, "fault": ["kind": "late", "seconds": 0.2]],
            ["call": "read", "every": 3, "fault": ["kind": "late", "seconds": 0.15]],
            ["call": "write", "every": 5, "fault": ["kind": "loseAnswer"]],
        ],
    ]

    /// A text for each segment; the last builds on the first.
    private func manifests(_ description: (String) -> String, rule: Int, label: String? = nil) -> String {
        Self.keys.map { key in
            let reference = key == Self.keys.last ? "inSegment(${segment:s0}) and " : ""
            return """
                key: \(key)
                name: Segment \(key)
                description: \(description(key))
                expression: \(reference)${tenant}.loyalty.points > \(rule)
                labels: [\(label ?? "")]

                """
        }.joined(separator: "---\n")
    }

    private func bothApply(_ sides: (Side, Side)) async throws -> (Run, Run) {
        async let first = sides.0.apply()
        async let second = sides.1.apply()
        return (try await first, try await second)
    }

    @Test func theSameProjectTwiceMakesNothingTwice() async throws {
        let workspace = try Workspace.generated(0, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let sides = (
            try Side("one@example.org", endpoint: emulator.endpoint),
            try Side("two@example.org", endpoint: emulator.endpoint)
        )
        for (round, script) in Self.interleavings.enumerated() {
            let text = manifests({ "round \(round) of \($0)" }, rule: round, label: "core/C\(round + 1)")
            try await expectOnce(text, Self.keys.count, script, sides, emulator)
        }
        try await expectOnce("# none\n", 0, Self.interleavings[3], sides, emulator)
        emulator.kill()
    }

    private func expectOnce(
        _ text: String,
        _ count: Int,
        _ script: [JSONValue],
        _ sides: (Side, Side),
        _ emulator: EmulatorProcess
    ) async throws {
        for side in [sides.0, sides.1] { try side.workspace.write("segments/all.yaml", text) }
        _ = try await emulator.admin(.put, "faults", body: ["faults": .array(script)])
        let runs = try await bothApply(sides)
        // Who finds the sandbox empty just before the other begins, and then counts what that has made, is stopped.
        for run in [runs.0, runs.1] {
            let isStopped = run.output.status == 4 && run.output.messages.contains("lists no definition, but")
            #expect(run.output.status == 0 || isStopped, "\(run.output.output)\(run.output.messages)")
        }
        #expect(runs.0.output.status == 0 || runs.1.output.status == 0)
        _ = try await emulator.admin(.delete, "faults")
        let definitions = try await emulator.definitions()
        #expect(definitions.count == count)
        #expect(Set(definitions.compactMap { $0["name"]?.string }).count == count)
        let plan = try await sides.1.workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
    }

    @Test func ofTwoEditsNoneIsLostUnseen() async throws {
        let workspace = try Workspace.generated(0, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let sides = (
            try Side("one@example.org", endpoint: emulator.endpoint),
            try Side("two@example.org", endpoint: emulator.endpoint)
        )
        var losers = 0
        for round in 0..<(2 * Self.interleavings.count) {
            let script = Self.interleavings[round / 2]
            let texts = (text(round, "one"), text(round, "two"))
            try sides.0.workspace.write("segments/all.yaml", manifests(texts.0, rule: round, label: "core/C1"))
            // Every other round the two edit other fields of the same segments.
            try sides.1.workspace.write(
                "segments/all.yaml",
                round % 2 == 0
                    ? manifests(texts.1, rule: round, label: "core/C1")
                    : manifests(text(round - 1, "one"), rule: round + 100, label: "core/C2")
            )
            _ = try await emulator.admin(.put, "faults", body: ["faults": .array(script)])
            let runs = try await bothApply(sides)
            _ = try await emulator.admin(.delete, "faults")
            let definitions = try await emulator.definitions()
            #expect(definitions.count == Self.keys.count, "round \(round)")
            for run in [runs.0, runs.1] { run.expectHonestStatus() }
            for key in Self.keys {
                let definition = try #require(definitions.first { $0["name"]?.string == "Segment \(key)" })
                losers += try expectNothingLost(key, definition, runs, mark: texts.0(key), round: round)
            }
            // The next round begins from one state.
            try sides.1.workspace.write("segments/all.yaml", try sides.0.workspace.read("segments/all.yaml"))
            let settled = try await sides.0.apply()
            let overwritten = try await SegsyncProcess.run(
                ["apply", "--sandbox", "remote", "--auto-approve", "--overwrite-conflicts"],
                in: sides.0.workspace.folder
            )
            #expect([0, 4].contains(settled.output.status) && overwritten.status == 0, "\(overwritten.messages)")
        }
        print("two applies at once: \(losers) updates gave way to the other's")
        #expect(losers > 0, "they have met")
        emulator.kill()
    }

    private func text(_ round: Int, _ side: String) -> (String) -> String {
        { key in "round \(round) side \(side) of \(key)" }
    }

    /// Who says that a segment is done has written what is there now, or was overwritten by a plan that showed it; who
    /// gave way says to whom. Gives how many gave way.
    private func expectNothingLost(
        _ key: String,
        _ definition: JSONValue,
        _ runs: (Run, Run),
        mark: String,
        round: Int
    ) throws -> Int {
        let id = try #require(definition["id"]?.string)
        let isFirst = definition["description"]?.string?.hasPrefix(mark + "\n") == true
        let (winner, other) = isFirst ? (runs.0, runs.1) : (runs.1, runs.0)
        if let outcome = winner.outcome(key) {
            #expect(outcome["status"] == "done", "round \(round): \(JSONText.encode(outcome))")
        }
        guard let outcome = other.outcome(key) else { return 0 }
        let told = JSONText.encode(outcome)
        // Where the winner's plan came after the other's write, it shows what it overwrote.
        let others = round % 2 == 0 ? text(round, "two")(key) : "\(round + 100)"
        let isShown = winner.output.messages.contains(isFirst ? others : mark)
        let message = outcome["message"]?.string ?? ""
        switch outcome["status"]?.string {
        case "done":
            #expect(isShown, "round \(round): \(told)")
            return 0
        case "failed" where message.contains("was written, but reads back otherwise"):
            #expect(isShown && message.contains(id), "round \(round): \(told)")
            return 0
        case "failed":
            #expect(message.contains(id) && message.contains("plan again"), "round \(round): \(told)")
            #expect(message.contains(winner.side), "round \(round): \(told)")
            return 1
        case "skipped":
            return 0
        default:
            Issue.record("round \(round): \(told)")
            return 0
        }
    }
}
