internal import JSONTree
internal import Manifests
internal import PQLSemantics
internal import Reconciler
internal import Reports
internal import Segments

/// The end of a promotion that is worked out: what the other sandbox says to it, the files, and the report.
struct PromotionRun {
    /// What the sandbox that gets the segments has, and its plan over the files as they would be.
    struct TargetView {
        let blockers: [PromotionBlocker]
        let notes: [String]
        let plan: Plan
    }

    let command: PromoteCommand
    let session: ProjectSession
    let project: Project
    let promotion: Promotion
    /// The plan of the first sandbox, where it was asked what it runs.
    let running: Plan?
    let notes: [String]

    /// What is known to stand against it without the other sandbox.
    var blockers: [PromotionBlocker] {
        let links = ProjectLinks(in: session.folder, of: project)
        let keysOfFiles = Dictionary(
            promotion.steps.flatMap { step in
                Set([step.file, step.origin].compactMap(\.self)).map { ($0, [step.key.text]) }
            },
            uniquingKeysWith: +
        )
        return promotion.blockers
            + promotion.files.compactMap { change in
                guard let reason = links.obstacle(to: change.path) else { return nil }
                let keys = keysOfFiles[change.path] ?? []
                return PromotionBlocker(
                    .file,
                    key: keys.count == 1 ? keys[0] : nil,
                    "'\(change.path)' would have to be \(change.verb): \(reason)",
                    remedy: "put plain files in the place of links"
                )
            }
    }

    func view(of repository: any SegmentRepository) async throws(CommandFailure) -> TargetView {
        let options = PlanOptions(
            maxDeletes: project.guards.maxDeletes,
            maxDeletePercent: project.guards.maxDeletePercent
        )
        let planner = SegmentPlanner(project: project.name, sandbox: command.to, options: options)
        let (plan, list) = try await session.plan(planner, promotion.validation, repository) { _ in
            promotion.namesTags
        }
        return TargetView(
            blockers: promotion.blockers(plan.names) + definitionBlockers(plan),
            notes: limits(plan, list),
            plan: plan
        )
    }

    /// What stands in the plan against the promoted segments and no flag of apply lets pass.
    private func definitionBlockers(_ plan: Plan) -> [PromotionBlocker] {
        let promoted = Set(promotion.steps.map(\.key))
        return plan.actions.filter { promoted.contains($0.key) }.flatMap { action in
            action.blocks.filter { $0.by == .ownership || $0.by == .ambiguous }.map { block in
                PromotionBlocker(.definition, key: action.key.text, block.reason, remedy: block.remedy)
            }
        }
    }

    /// The limits of the sandbox that its plan would pass, with all that it has already, whoever made it.
    private func limits(_ plan: Plan, _ list: SegmentList) -> [String] {
        let (now, then) = (SegmentCounts(list), SegmentCounts(after: plan, of: list))
        let limits = [
            ("draft and published segments", now.all, then.all, SetLimits.all),
            ("streaming and edge segments", now.streaming, then.streaming, SetLimits.streaming),
            ("edge segments", now.edge, then.edge, SetLimits.edge),
        ]
        return limits.filter { _, now, then, limit in then > limit && then > now }.map { what, now, then, limit in
            "with its plan sandbox '\(command.to)' has \(then) \(what) (\(now) now, whoever made them), and Adobe "
                + "supports \(limit)"
        }
    }

    /// Writes the files where nothing stands against it, and tells all; without a view of the other sandbox also why there
    /// is none.
    func finish(with view: TargetView?, unchecked reason: String = "") throws -> ExitStatus {
        let blockers = blockers + (view?.blockers ?? [])
        var files: [PromotionReport.File] = []
        if blockers.isEmpty {
            session.tell(promotion.validation.diagnostics, of: promotion.validation)
            files = command.dryRun ? promotion.files.map(shown) : write()
        }
        let isWhole = files.allSatisfy { $0.failure == nil && ($0.isWritten || command.dryRun) }
        let plan = blockers.isEmpty && isWhole ? view?.plan : nil
        try show(
            PromotionReport(
                project: project.name,
                from: command.from,
                to: command.to,
                isDryRun: command.dryRun,
                steps: promotion.steps.map(PromotionReport.Step.init),
                differences: running.map(differences),
                blockers: blockers.map(PromotionReport.Blocker.init),
                files: files,
                notes: notes + (blockers.isEmpty ? emptiedFolders : []) + (view?.notes ?? []),
                unchecked: view == nil
                    ? ["the merge policies, tags, definitions and limits of sandbox '\(command.to)' (\(reason))"] : [],
                plan: plan.map(PlanReport.init)
            )
        )
        if !blockers.isEmpty { return .failed }
        if !isWhole { return files.contains(where: \.isWritten) ? .partlyApplied : .failed }
        guard let plan else { return .done }
        if plan.isRefused { return .refusedByGuard }
        return command.detailedExitcode && !plan.isEmpty ? .changesPending : .done
    }

    /// What is told of folders of `segsync.yaml` in which no file is left.
    private var emptiedFolders: [String] {
        promotion.emptiedFolders.map { folder in
            "nothing \(command.dryRun ? "would be" : "is") left in the folder '\(folder)', and Git does not keep it: "
                + "take it out of segsync.yaml, or put a file into it"
        }
    }

    // MARK: Files

    private func shown(_ change: FileChange) -> PromotionReport.File {
        let text = FileDifferenceText(style: .plain)
        return PromotionReport.File(
            path: change.path,
            change: change.kind,
            isWritten: false,
            failure: nil,
            difference: text.render(change.path, before: change.before, after: change.after)
        )
    }

    /// Writes one after the other, and stops at the first that cannot be.
    private func write() -> [PromotionReport.File] {
        var failure: String?
        return promotion.files.map { change in
            let isStopped = failure != nil
            if !isStopped {
                do throws(CommandFailure) {
                    try session.folder.make(change)
                } catch {
                    failure = error.description
                }
            }
            return PromotionReport.File(
                path: change.path,
                change: change.kind,
                isWritten: failure == nil,
                failure: isStopped ? nil : failure,
                difference: nil
            )
        }
    }

    // MARK: The report

    private func differences(in plan: Plan) -> [PromotionReport.Difference] {
        let promoted = Set(promotion.steps.map(\.key))
        return plan.actions.filter { promoted.contains($0.key) }.flatMap { action -> [PromotionReport.Difference] in
            guard case .update = action.kind else { return [] }
            return action.changes.filter { ManagedField.ofContent.contains($0.field) }.map { change in
                PromotionReport.Difference(
                    key: action.key.text,
                    field: change.field,
                    git: change.after,
                    sandbox: change.before
                )
            }
        }
    }

    private func show(_ report: PromotionReport) throws {
        switch command.format {
        case .text:
            let apply = ShellCommand("apply", in: session.folder, ["--sandbox", command.to])
            let text = PromotionText(style: session.console.output, apply: apply.description)
            try session.console.write(text.render(report))
        case .json: try session.console.write(JSONText.encodePretty(report))
        }
    }
}

extension FileChange {
    fileprivate var verb: String { after == nil ? "removed" : before == nil ? "made" : "changed" }

    fileprivate var kind: PromotionReport.File.Change {
        after == nil ? .removed : before == nil ? .made : .changed
    }
}

extension PromotionReport.Step {
    fileprivate init(_ step: PromotionStep) {
        self.init(
            key: step.key.text,
            neededBy: step.neededBy?.text,
            change: step.change.rawValue,
            file: step.file,
            origin: step.origin,
            fields: step.fields,
            overridden: step.overridden,
            replaced: step.replaced.map { PromotionReport.Replaced(field: $0.field, value: $0.value) }
        )
    }
}

extension PromotionReport.Blocker {
    fileprivate init(_ blocker: PromotionBlocker) {
        self.init(
            kind: blocker.kind.rawValue,
            key: blocker.key,
            message: blocker.message,
            remedy: blocker.remedy,
            code: blocker.code,
            place: blocker.place.map { "\($0.file):\($0.line):\($0.column)" }
        )
    }
}
