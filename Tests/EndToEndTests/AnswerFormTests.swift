import Foundation
import JSONTree
import Testing

/// A platform that answers rules in another form than they were sent in.
struct AnswerFormTests {
    @Test(arguments: ["text", "json"])
    func anotherFormIsNoDifference(answer: String) async throws {
        let workspace = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: workspace.folder, answer: answer)
        let project = try workspace.read("segsync.yaml").replacingOccurrences(
            of: "endpoint: embedded",
            with: """
                endpoint: \(emulator.endpoint)
                    credentials:
                      clientID: E2E_CLIENT_ID
                      clientSecret: E2E_CLIENT_SECRET
                      orgID: E2E_ORG_ID
                """
        )
        try workspace.write("segsync.yaml", project)
        let apply = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        let formats = try await emulator.definitions().map { $0["expression"]?["format"]?.string }
        #expect(formats.count >= 18 && Set(formats) == ["pql/\(answer)"])
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)\(plan.messages)")
        let again = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(again.output.contains("0 done, 0 failed, 0 skipped, 0 unknown"))
        emulator.kill()
    }
}
