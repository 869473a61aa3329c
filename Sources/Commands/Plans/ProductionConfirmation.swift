internal import ArgumentParser
internal import Manifests
internal import Reconciler

/// Keeps a run from writing to a production sandbox before somebody has named that sandbox.
///
/// A sandbox is one of production where segsync.yaml says so (`production: true`), where the platform says so, and
/// where neither can tell. `production: false` counts for what the platform cannot tell, never against it.
struct ProductionConfirmation: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write to this sandbox although it is a production sandbox, or nobody can tell; the platform's name of it.",
            valueName: "name"
        )
    )
    var confirmProduction: String?

    /// What a run needs before it may write.
    enum Need {
        case nothing
        /// Whoever is asked must type this name.
        case typedName(String)
        case refusal(Block)
    }

    /// `canAsk` says whether somebody is there to type the name. A plan that writes nothing needs nothing.
    func need(
        of plan: Plan,
        for sandbox: SandboxConfiguration,
        _ repository: some SegmentRepository,
        canAsk: Bool
    ) async -> Need {
        guard !plan.changes.isEmpty else { return .nothing }
        let name = sandbox.sandbox
        let remedy = "confirm it with --confirm-production \(name)"
        if let confirmProduction {
            guard confirmProduction != name else { return .nothing }
            let reason = "--confirm-production names '\(confirmProduction)', and this sandbox is '\(name)'"
            return .refusal(Block(.production, reason, remedy: remedy))
        }
        do throws(RepositoryFailure) {
            guard let witness = try await Self.witness(sandbox, repository) else { return .nothing }
            if canAsk { return .typedName(name) }
            let reason = "sandbox '\(name)' is a production sandbox, as \(witness) says"
            return .refusal(Block(.production, reason, remedy: remedy))
        } catch {
            if canAsk { return .typedName(name) }
            let reason = "nobody can tell whether sandbox '\(name)' is a production sandbox: \(error.message)"
            return .refusal(
                Block(.production, reason, remedy: remedy + ", or write 'production: false' for it in segsync.yaml")
            )
        }
    }

    /// Who says that it is a production sandbox; nil where it is none.
    private static func witness(
        _ sandbox: SandboxConfiguration,
        _ repository: some SegmentRepository
    ) async throws(RepositoryFailure) -> String? {
        if sandbox.isProduction == true { return "segsync.yaml" }
        do throws(RepositoryFailure) {
            return try await repository.isProduction() ? "the platform" : nil
        } catch {
            guard sandbox.isProduction == false else { throw error }
            return nil
        }
    }
}
