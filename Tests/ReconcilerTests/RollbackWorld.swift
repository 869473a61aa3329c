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
        let target = PlanRecord.Target(endpoint: "embedded", sandbox: "luma-dev", organisation: "ORG@AdobeOrg")
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

    /// What differs between a sandbox before a run and after undoing it, but for the ids of what was made again, and the
    /// stamps of what was taken over.
    static func differences(before: [ObservedSegment], after: [ObservedSegment]) -> [String] {
        let byID = Dictionary(uniqueKeysWithValues: after.map { ($0.id, $0) })
        let byKey = Dictionary(after.compactMap { segment in own(segment).map { ($0.key, segment) } }) { first, _ in
            first
        }
        let known = Set(before.map(\.id))
        let made = after.filter { own($0) != nil && !known.contains($0.id) }
        var differences: [String] = []
        var pairs: [(ObservedSegment, ObservedSegment)] = []
        for old in before {
            // What was taken over and then deleted is made again under its name.
            let again = own(old).map { byKey[$0.key] } ?? made.first { $0.content.name == old.content.name }
            if let new = byID[old.id] ?? again {
                pairs.append((old, new))
            } else {
                differences.append("definition \(old.id) is missing")
            }
        }
        let left = Set(after.map(\.id)).subtracting(pairs.map(\.1.id))
        differences += left.map { "definition \($0) is left over" }
        // One name for what is one definition, whatever its id.
        var keys: [SegmentID: SegmentKey] = [:]
        for (index, (old, new)) in pairs.enumerated() {
            keys[old.id] = SegmentKey("pair-\(index)")
            keys[new.id] = SegmentKey("pair-\(index)")
        }
        for (old, new) in pairs {
            var (was, now) = (old.content, new.content)
            was.expression = was.expression.namingSegments { keys[$0] }
            now.expression = now.expression.namingSegments { keys[$0] }
            let fields = now.differences(from: was).map(\.rawValue)
            if !fields.isEmpty { differences.append("definition \(new.id), once \(old.id), has another \(fields)") }
            if let stamp = own(old) {
                let isSame = own(new)?.key == stamp.key && own(new)?.protect == stamp.protect
                if !isSame { differences.append("definition \(new.id) has another stamp") }
            }
        }
        return differences.sorted()
    }

    /// Why a plan is refused.
    static func reasons(_ plan: Plan) -> [String] {
        plan.blocks.map(\.reason) + plan.blocked.map { "\($0.key): \($0.blocks.map(\.reason))" }
    }

    private static func own(_ segment: ObservedSegment) -> OwnershipStamp? {
        segment.stamp.flatMap { $0.project == "luma" ? $0 : nil }
    }
}

extension RepositoryDouble {
    var all: [ObservedSegment] { segments.values.sorted { $0.id < $1.id } }
}
