import Foundation
import JSONTree
import Manifests
import Reconciler
import Segments
import Synchronization
import Testing

/// How one apply ended, however it was run.
struct MatrixRun: Sendable {
    struct Outcome: Sendable {
        let key: String
        let status: ActionOutcome.Status
        let message: String?
    }

    enum End: Sendable {
        /// There was no plan.
        case stopped(String)
        /// A guard stands against the plan.
        case refused(String)
        case ran([Outcome])
    }

    let end: End

    var outcomes: [Outcome] { if case .ran(let outcomes) = end { outcomes } else { [] } }

    func count(_ status: ActionOutcome.Status) -> Int { outcomes.count { $0.status == status } }

    /// For the table: all that is not done, or that all is.
    var words: String {
        switch end {
        case .stopped: return "stopped"
        case .refused: return "refused"
        case .ran:
            let rest = [ActionOutcome.Status.failed, .unknown, .skipped].filter { count($0) > 0 }
            return rest.isEmpty ? "done" : rest.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
        }
    }

    /// The exit code that fits.
    var exitCode: Int32 {
        switch end {
        case .stopped: 1
        case .refused: 4
        case .ran(let outcomes):
            count(.done) == outcomes.count ? 0 : count(.done) + count(.unknown) > 0 ? 3 : 1
        }
    }

    var text: String {
        switch end {
        case .stopped(let message), .refused(let message): "\(words): \(message)"
        case .ran(let outcomes):
            outcomes.map { "\($0.status.rawValue) \($0.key)" + ($0.message.map { ": \($0)" } ?? "") }
                .joined(separator: "\n")
        }
    }
}

// MARK: In this process

extension MatrixRun {
    private struct NoJournal: ApplyJournal {
        func record(_ entry: JournalEntry) async throws(JournalFailure) {}
    }

    /// Plans and runs as `segsync apply` does, with the client as it is wired there, in the world's own time.
    static func inProcess(
        _ validation: ProjectValidation,
        _ world: MatrixWorld,
        concurrency: Int = 1,
        givesUpHangingCalls: Bool = false
    ) async throws -> MatrixRun {
        let client = try world.client(givesUpHangingCalls: givesUpHangingCalls)
        let plan: Plan
        let listed: [ObservedSegment]
        do throws(RepositoryFailure) {
            (plan, listed) = try await MatrixProject.plan(validation, client)
        } catch {
            return MatrixRun(end: .stopped(error.message))
        }
        guard !plan.isRefused else {
            let blocks = plan.blocks + plan.blocked.flatMap(\.blocks)
            return MatrixRun(end: .refused(blocks.map { "\($0.by.rawValue): \($0.reason)" }.joined(separator: "; ")))
        }
        let executor = PlanExecutor(
            repository: client,
            journal: NoJournal(),
            concurrency: concurrency,
            pause: { world.pass($0) }
        )
        let result = await executor.run(plan, current: listed)
        #expect(result.outcomes.count == plan.changes.count, "every change has its outcome")
        return MatrixRun(
            end: .ran(
                result.outcomes.map { Outcome(key: $0.action.key.text, status: $0.status, message: $0.message) }
            )
        )
    }
}

// MARK: The real binary

extension MatrixRun {
    /// Runs `segsync apply` on a project's folder, and holds its exit code against what it tells.
    ///
    /// A request is waited for long enough on a busy machine, or `briefly`, where a fault makes it wait for nothing.
    static func binary(_ workspace: Workspace, _ label: String, briefly: Bool = false) async throws -> MatrixRun {
        let run = try await workspace.segsync(
            "apply",
            "--sandbox",
            MatrixProject.sandbox,
            "--auto-approve",
            "--format",
            "json",
            "--request-timeout",
            briefly ? "4" : "60"
        )
        let json = try? JSONText.decode(run.output)
        let end: End
        if let outcomes = json?["outcomes"]?.array {
            end = .ran(
                try outcomes.map { outcome in
                    Outcome(
                        key: try #require(outcome["key"]?.string),
                        status: try #require(outcome["status"]?.string.flatMap(ActionOutcome.Status.init)),
                        message: outcome["message"]?.string
                    )
                }
            )
        } else if json?["actions"] != nil {
            end = .refused(run.messages)
        } else {
            end = .stopped(run.messages)
        }
        let result = MatrixRun(end: end)
        #expect(run.status == result.exitCode, "\(label): \(run.output)\(run.messages)")
        return result
    }
}
