import Reconciler
import Segments
import Testing

/// A sandbox in which runs leave journals, and in which they are undone.
enum RollbackWorld {
    static let allowed = PlanOptions(deleteProtected: true, allowDowngrade: true, allowEmptyManifests: true)

    /// Runs a plan towards `desired` and gives its journal as it is read back.
    static func apply(
        _ desired: [DesiredSegment],
        to repository: RepositoryDouble,
        options: PlanOptions = allowed
    ) async throws -> Journal {
        let observed = try await repository.list().segments
        let plan = World.plan(desired, observed, options: options)
        #expect(!plan.isRefused, "\(plan.blocked.map(\.blocks))")
        return try await run(plan, on: repository)
    }

    /// Runs a plan and gives its journal as it is read back.
    static func run(_ plan: Plan, on repository: RepositoryDouble) async throws -> Journal {
        let double = JournalDouble()
        let current = await Array(repository.segments.values)
        _ = await PlanExecutor(repository: repository, journal: double, pause: { _ in }).run(plan, current: current)
        return try journal(of: plan, await double.entries)
    }

    static func journal(of plan: Plan, _ entries: some Sequence<JournalEntry>) throws -> Journal {
        let target = PlanRecord.Target(endpoint: "embedded", sandbox: "luma-dev")
        let time = "2026-11-22T09:30:05.123Z"
        let run = JournalRecord.Run(
            project: "luma",
            sandbox: "local",
            target: target,
            segments: PlanRecord(plan, for: target, allowed).names.segments,
            time: time
        )
        let records = [.run(run)] + entries.map { JournalRecord($0, time: "2026-11-22T09:30:06.000Z") }
        return try Journal(records.map(\.line).joined().utf8)
    }

    static func plan(
        undoing journal: Journal,
        in repository: RepositoryDouble,
        options: PlanOptions = allowed
    ) async throws -> Plan {
        let observed = try await repository.list().segments
        let target = Rollback(
            of: journal,
            options: options,
            observed: observed,
            mergePolicies: RepositoryDouble.policies,
            tags: RepositoryDouble.knownTags
        ).target
        return SegmentPlanner(project: "luma", sandbox: "local", options: options).plan(
            desired: target.desired,
            observed: observed,
            mergePolicies: RepositoryDouble.policies,
            tags: RepositoryDouble.knownTags,
            scope: target.scope
        )
    }

    /// What the definitions say, without the ids that the service gives: the project's own by their keys.
    static func state(of repository: RepositoryDouble) async throws -> Set<String> {
        let segments = await repository.segments.values
        let keys = Dictionary(
            uniqueKeysWithValues: segments.compactMap { segment in
                segment.stamp.flatMap { $0.project == "luma" ? (segment.id, $0.key) : nil }
            }
        )
        return Set(
            segments.map { segment in
                var content = segment.content
                content.expression = content.expression.namingSegments { keys[$0] }
                let fields = ManagedField.ofContent.map { content.canonicalText(of: $0) }
                let owner = segment.stamp.map { "\($0.project) \($0.key) \($0.protect)" } ?? ""
                let id = keys[segment.id] == nil ? segment.id.text : ""
                return (fields + [owner, id]).joined(separator: "|")
            }
        )
    }
}
