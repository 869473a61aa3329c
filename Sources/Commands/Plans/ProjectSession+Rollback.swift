internal import Manifests
internal import PQLSemantics
internal import Reconciler
internal import Segments
internal import XDM

extension ProjectSession {
    /// Reads a journal, opens the sandbox of its run, plans the way back, and hands that to a command's body.
    ///
    /// `segsync.yaml` is read, the manifests are not. `name` is the sandbox's name there, where it is another than in the
    /// journal; the place must be the same. The journal's path is relative to the working directory.
    func withRollback(
        of path: String,
        sandbox name: String?,
        _ options: PlanningOptions,
        _ body: (OpenPlan) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let journal: Journal
        let bytes = try ProjectFolder(".").bytes(of: path)
        do throws(RecordFailure) {
            journal = try Journal(bytes)
        } catch {
            throw CommandFailure("'\(path)' cannot be read as a journal: \(error.reason)")
        }
        if journal.closing == nil {
            console.tell("The run of this journal was cut off; it is undone as far as it came.")
        }
        let run = journal.run
        let place = RecordedPlace(words: "'\(path)' is the journal of", project: run.project, target: run.target)
        let (project, sandbox, validation) = try configured(sandbox: name ?? run.sandbox, readsSchemas: true)
        let target = sandbox.target(environment)
        try place.check(project: project.name, target)
        let connection = SandboxConnection(session: self, timeouts: options.connection.timeouts)
        return try await connection.withRepository(sandbox, in: validation) { repository in
            try place.checkOrganisation(target)
            let options = options.planOptions(project.guards)
            let planner = SegmentPlanner(project: project.name, sandbox: sandbox.name.value, options: options)
            let catalog = validation.catalogs[sandbox.name.value] ?? .empty
            let (plan, list) = try await plan(undoing: journal, planner, catalog, repository)
            return try await body(
                OpenPlan(
                    project: project,
                    sandbox: sandbox,
                    target: target,
                    options: options,
                    plan: plan,
                    list: list,
                    repository: repository
                )
            )
        }
    }

    private func plan(
        undoing journal: Journal,
        _ planner: SegmentPlanner,
        _ catalog: SchemaCatalog,
        _ repository: any SegmentRepository
    ) async throws -> (Plan, SegmentList) {
        let reading = try await SandboxReading(of: repository) { _ in Rollback.needsTags(journal) }
        let observed = reading.listing.list.segments
        let target = Rollback(
            of: journal,
            options: planner.options,
            observed: observed,
            mergePolicies: reading.mergePolicies,
            tags: reading.tags
        ).target
        let plan = planner.plan(
            desired: target.desired,
            entities: entityUses(of: target.desired, observed, catalog),
            listing: reading.listing,
            mergePolicies: reading.mergePolicies,
            tags: reading.tags,
            scope: target.scope
        )
        return (plan, reading.listing.list)
    }

    /// Whether the rules to be restored leave the profile, and those of the definitions that they use.
    private func entityUses(
        of segments: [DesiredSegment],
        _ observed: [ObservedSegment],
        _ catalog: SchemaCatalog
    ) -> [SegmentKey: EntityUse] {
        let checker = ExpressionChecker(catalog: catalog)
        let described = catalog.describedClasses
        var uses: [SegmentKey: EntityUse] = [:]
        func add(_ key: SegmentKey, _ expression: SegmentExpression, _ schema: String) {
            guard uses[key] == nil, let tree = expression.tree else { return }
            uses[key] = checker.check(tree, schema: schema).entityUse(schema: schema, described: described)
        }
        for segment in segments { add(segment.key, segment.expression, segment.schema) }
        let used = segments.reduce(into: Set<SegmentKey>()) { $0.formUnion($1.expression.referencedKeys) }
        for segment in observed {
            guard let key = segment.stamp?.key, used.contains(key) else { continue }
            add(key, segment.content.expression, segment.content.schema)
        }
        return uses
    }
}
