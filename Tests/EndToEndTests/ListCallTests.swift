import HTTPTypes
import JSONTree
import Testing

/// A plan lists the definitions once, a hundred at a time; an apply lists them for its plan alone.
struct ListCallTests {
    @Test func definitionsAreListedOnceAHundredAtATime() async throws {
        let workspace = try Workspace.generated(0, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        var there = 0
        for count in [0, 1, 99, 100, 101, 250] {
            try workspace.generate(count)
            let growing = try await emulator.calls {
                let apply = try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
                #expect(apply.status == 0, "\(apply.output.suffix(2000))\(apply.messages.suffix(2000))")
            }
            // The plan's own; the creates look at nothing but what they made.
            #expect(growing["list"] == pages(there), "\(there) to \(count)")
            #expect(growing["create"] ?? 0 == count - there)
            there = count

            let plan = try await emulator.calls {
                let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
                #expect(plan.status == 0, "\(plan.output.suffix(2000))\(plan.messages)")
            }
            #expect(plan["list"] == pages(count), "plan of \(count)")
            let again = try await emulator.calls {
                let apply = try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
                #expect(apply.status == 0)
            }
            #expect(again["list"] == pages(count), "apply without changes of \(count)")
            for calls in [plan, again] { #expect(calls.writes == 0 && calls["read"] == nil) }
        }
        emulator.kill()
    }

    /// Without a first page nobody knows that there is none.
    private func pages(_ count: Int) -> Int { max(1, (count + 99) / 100) }
}
