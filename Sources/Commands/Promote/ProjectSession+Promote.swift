internal import Diagnostics
internal import Manifests
internal import Reconciler
internal import Segments

/// A project as a promotion starts from it.
struct PromotionScope {
    let project: Project
    let source: SandboxConfiguration
    let target: SandboxConfiguration
    /// For the first sandbox, without the moves.
    let validation: ProjectValidation
    /// What an earlier promotion may have begun and not ended.
    let moves: BegunMoves
    /// The project as it is.
    let found: ProjectValidation
}

extension ProjectSession {
    /// The project for a promotion between two of its sandboxes.
    ///
    /// Errors of the first stop the command, but for those between its manifests, which the promotion may take away.
    func promotionScope(from source: String, to target: String) throws -> PromotionScope {
        let found = ProjectValidation(files: folder.files, sandboxes: [source], today: .today)
        let moves = BegunMoves(from: source, to: target, in: found, files: folder.files) { move in
            // Promotion makes no links, and where links lead to one file a removal would lose it.
            folder.link(on: move.file) == nil && folder.link(on: move.origin) == nil
        }
        let validation =
            moves.moves.isEmpty ? found : ProjectValidation(files: moves.files, sandboxes: [source], today: .today)
        let project =
            if let project = validation.project, validation.isWhole {
                project
            } else {
                try sound(validation, or: "nothing was promoted")
            }
        return PromotionScope(
            project: project,
            source: try sandbox(source, of: project),
            target: try sandbox(target, of: project),
            validation: validation,
            moves: moves,
            found: found
        )
    }

    /// Stops a promotion that cannot end what was begun, or leaves the first sandbox with errors that it has.
    func check(_ promotion: Promotion, in scope: PromotionScope) throws(CommandFailure) {
        guard promotion.endsBegun else {
            let advice = scope.moves.advice(against: promotion) + ["nothing was promoted"]
            throw refusal(of: scope.found, advice.joined(separator: "; "))
        }
        // With something that stands against it nothing is written, and that is told first.
        let isRefused = scope.validation.diagnostics.hasErrors && !promotion.leavesSourceSound
        if isRefused, promotion.blockers.isEmpty { throw refusal(of: scope.validation, "nothing was promoted") }
        if isRefused || !scope.validation.diagnostics.hasErrors {
            tell(scope.validation.diagnostics, of: scope.validation)
        }
    }

    /// The segments that a sandbox's manifests want otherwise than they did at a revision, and those that are gone.
    func changes(
        in validation: ProjectValidation,
        of sandbox: String,
        since revision: String
    ) throws(CommandFailure) -> (changed: [String], gone: [String]) {
        let files = try GitRevision(revision, of: folder).files
        let before = ProjectValidation(files: files, sandboxes: [sandbox])
        let old = Dictionary((before.desired[sandbox] ?? []).map { ($0.key, $0) }) { first, _ in first }
        let now = validation.desired[sandbox] ?? []
        let kept = Set(now.flatMap { [$0.key, $0.movedFrom].compactMap(\.self) })
        return (
            now.filter { old[$0.key] != $0 }.map(\.key.text),
            old.keys.filter { !kept.contains($0) }.map(\.text).sorted()
        )
    }

    /// What a sandbox runs of the segments of its manifests.
    func running(
        in sandbox: SandboxConfiguration,
        of project: Project,
        _ validation: ProjectValidation,
        _ connection: SandboxConnection
    ) async throws -> (plan: Plan, segments: RunningSegments) {
        let planner = SegmentPlanner(project: project.name, sandbox: sandbox.name.value, options: PlanOptions())
        return try await connection.withRepository(sandbox, in: validation) {
            let (plan, list) = try await plan(planner, validation, $0)
            guard list.isWhole else {
                throw CommandFailure(
                    "the list of definitions of sandbox '\(sandbox.name.value)' is not whole, so what it runs cannot be told"
                )
            }
            return (plan, RunningSegments(plan, ids: Set(list.segments.map(\.id))))
        }
    }
}

extension PromotionScope {
    /// What is told of it where a promotion stopped in the middle before.
    func notes(of promotion: Promotion) -> [String] {
        guard validation.diagnostics.hasErrors, promotion.leavesSourceSound else { return moves.notes }
        let errors = validation.diagnostics.sorted.filter { $0.severity == .error }.map(\.message)
        let what = errors.count > 1 ? "\(errors[0]), and \(errors.count - 1) more" : errors[0]
        return moves.notes
            + ["the manifests have an error for '\(source.name.value)' that this promotion takes away: \(what)"]
    }
}

extension BegunMoves {
    /// What is told of them.
    fileprivate var notes: [String] {
        if moves.isEmpty { return [] }
        let keys = moves.map(\.key.text).joined(separator: ", ")
        return ["an earlier promotion stopped in the middle of moving \(keys); the rest of that is part of this one"]
    }

    /// What to do about the keys that stand twice where a promotion is not the one that made the second.
    fileprivate func advice(against promotion: Promotion) -> [String] {
        let promoted = Set(promotion.steps.map(\.key))
        let unlike = moves.filter { promotion.unlikeBegun.contains($0.file) }
        return (unlike.isEmpty ? moves : unlike).map { move in
            guard promoted.contains(move.key) else {
                return
                    "'\(move.file)' and '\(move.origin)' both hold '\(move.key)', which is not promoted here: where its "
                    + "promotion stopped in the middle, the command that it was ends it, and otherwise remove the one that "
                    + "is not wanted"
            }
            return
                "'\(move.file)' is not what this promotion would make of '\(move.origin)': remove the one that is not "
                + "wanted"
        }
    }
}

extension RunningSegments {
    /// What a plan saw of the segments that have manifests; `ids` are those of all definitions.
    fileprivate init(_ plan: Plan, ids: Set<SegmentID>) {
        var segments: [SegmentKey: AdoptedSegment] = [:]
        var unknown: [SegmentKey: String] = [:]
        for action in plan.actions {
            let unresolved = action.blocks.first { $0.by == .unresolved }
            switch action.kind {
            case _ where unresolved != nil:
                unknown[action.key] = unresolved?.reason
            case .update(_, let observed):
                let fields = action.changes.map(\.field).filter(ManagedField.ofContent.contains)
                segments[action.key] = AdoptedSegment(key: action.key, fields: fields, content: observed.content)
            case .noChange(let observed):
                segments[action.key] = AdoptedSegment(key: action.key, fields: [], content: observed.content)
            case .create:
                unknown[action.key] = "sandbox '\(plan.sandbox)' does not run it"
            case .adopt(_, let observed):
                unknown[action.key] =
                    "definition \(observed.id) of sandbox '\(plan.sandbox)' has its name, and not this project's stamp"
            case .undecided:
                unknown[action.key] = action.blocks.map(\.reason).joined(separator: "; ")
            // What is deleted has no manifest, so nobody asks for it.
            case .delete: break
            }
        }
        self.init(segments: segments, unknown: unknown, names: plan.names, ids: ids)
    }
}
