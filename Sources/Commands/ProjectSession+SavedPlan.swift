internal import Manifests
internal import Reconciler

extension ProjectSession {
    /// Reads a saved plan, opens the sandbox that it is for, and hands both to a command's body.
    ///
    /// `segsync.yaml` is read, the manifests are not: they may have changed since. `name`, where it is given, must be
    /// the plan's sandbox. Paths are relative to the working directory, as a shell completes them.
    func withSavedPlan(
        _ path: String,
        sandbox name: String?,
        _ body: (OpenPlan) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let record: PlanRecord
        let plan: Plan
        let bytes = try ProjectFolder(".").bytes(of: path)
        do throws(RecordFailure) {
            record = try PlanFile(bytes).record
            plan = try record.plan()
        } catch {
            throw CommandFailure("'\(path)' is no plan that can be applied: \(error.reason)")
        }
        let (project, sandbox, validation) = try checked(record, from: path, sandbox: name)
        return try await SandboxConnection(session: self).withRepository(sandbox, in: validation) { repository in
            let list = try await current(repository, record.options.options)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    options: record.options.options,
                    plan: plan,
                    list: list,
                    repository: repository
                )
            )
        }
    }

    /// The project and the sandbox that a plan is for, where they are still what they were.
    private func checked(
        _ record: PlanRecord,
        from path: String,
        sandbox name: String?
    ) throws -> (Project, SandboxConfiguration, ProjectValidation) {
        func expect(_ what: String, _ planned: String, _ found: String) throws {
            guard planned != found else { return }
            throw CommandFailure("'\(path)' is a plan for \(what) '\(planned)', found '\(found)'; nothing was sent")
        }
        if let name { try expect("sandbox", record.sandbox, name) }
        let (project, sandbox, validation) = try configured(sandbox: record.sandbox)
        try expect("project", record.project, project.name)
        try expect("endpoint", record.target.endpoint, sandbox.target.endpoint)
        try expect("the platform's sandbox", record.target.sandbox, sandbox.target.sandbox)
        return (project, sandbox, validation)
    }

    /// All definitions of the sandbox; a list that may not be the whole stops the command.
    private func current(_ repository: any SegmentRepository, _ options: PlanOptions) async throws -> SegmentList {
        let list: SegmentList
        do throws(RepositoryFailure) {
            list = try await repository.list()
        } catch {
            throw CommandFailure(error.message)
        }
        guard list.isWhole || options.allowShortList else {
            let stated = list.statedCount.map { "says there are \($0)" } ?? "states no count"
            throw CommandFailure(
                "the service listed \(list.segments.count) definitions and \(stated); nothing was sent. "
                    + "Try again, or make the plan with --allow-short-list"
            )
        }
        return list
    }
}
