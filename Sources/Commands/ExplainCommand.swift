internal import ArgumentParser
internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import PQLSemantics
internal import PQLSyntax
internal import Reports
internal import Segments

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say in plain English what segments ask for, without calling anything.",
        discussion: """
            Tells the rule in sentences, the fields and segments it uses, the segments that use it, how it can be \
            evaluated, and what differs by sandbox. Ends with 1 when the project has errors, and explains what can be \
            read.

            Example: segsync explain luma-vip-campaign
            Example: segsync explain --sandbox local luma-repeat-purchase luma-big-baskets
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml; all that a segment is for without it.")
    var sandbox: String?

    @Option(help: "How to write the explanation: text or json.")
    var format = ReportFormat.text

    @Argument(help: "Segments by their keys; all of them without any.")
    var keys: [String] = []

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let validation = try session.readable(sandbox: sandbox)
            let sandboxes = validation.segments
            let graph = SegmentGraph(sandboxes)
            let wanted: [SegmentKey]
            do throws(CommandFailure) {
                let choice = SegmentChoice(sandboxes)
                wanted = keys.isEmpty ? choice.all : try choice.keys(keys)
            } catch {
                // The segment may be in a file that cannot be read.
                session.tellErrors(validation.diagnostics, of: validation)
                throw error
            }
            let (own, other) = validation.diagnostics(about: wanted, in: sandboxes)
            let explained = sandboxes.map { sandbox in
                ExplainedSandbox(sandbox, eligibility: sandbox.eligibility(of: wanted.compactMap { sandbox[$0] }))
            }
            let report = ExplanationReport(
                wanted.map { ExplanationReport.Segment($0, in: explained, graph) },
                diagnostics: validation.report(own)
            )
            session.tellErrors(other, of: validation)
            switch format {
            case .text: try session.console.write(ExplanationText(style: session.console.output).render(report))
            case .json: try session.console.write(JSONText.encodePretty(report))
            }
            return validation.diagnostics.hasErrors ? .failed : .done
        }
    }
}

/// A sandbox with what was found out of the segments that are explained.
private struct ExplainedSandbox {
    let segments: SandboxSegments
    let eligibility: [SegmentKey: EligibilityReport]

    init(_ segments: SandboxSegments, eligibility: [SegmentKey: EligibilityReport]) {
        self.segments = segments
        self.eligibility = eligibility
    }
}

extension ExplanationReport.Segment {
    fileprivate init(_ key: SegmentKey, in sandboxes: [ExplainedSandbox], _ graph: SegmentGraph) {
        let own = sandboxes.compactMap { sandbox in sandbox.segments[key].map { (sandbox, $0) } }
        func links(_ direction: SegmentGraph.Direction) -> ExplanationReport.Links {
            ExplanationReport.Links(graph, .segment(key), direction)
        }
        self.init(
            key: key.text,
            name: own.lazy.compactMap { $0.1.name }.first,
            file: own.first?.1.file ?? "",
            rules: Self.rules(own.map { ($0.0.segments, $0.1) }),
            uses: links(.uses),
            usedBy: links(.usedBy),
            sandboxes: own.map { ExplanationReport.Sandbox($1, in: $0) }
        )
    }

    /// The rules that say different things, each with the sandboxes that have it.
    private static func rules(_ own: [(SandboxSegments, SandboxSegment)]) -> [ExplanationReport.Rule] {
        struct Told {
            let rule: SegmentExpression
            let explanation: Explanation
            var sandboxes: [String]
        }
        var told: [Told] = []
        for (sandbox, segment) in own {
            guard let tree = segment.rule else { continue }
            let tenant = sandbox.sandbox.tenant
            let rule = SegmentExpression(tree.namingTenant(tenant))
            let explanation = ExpressionExplainer(catalog: sandbox.catalog, tenant: tenant)
                .explain(tree, schema: segment.schema)
            let name = sandbox.sandbox.name.value
            if let index = told.firstIndex(where: { $0.rule == rule && $0.explanation == explanation }) {
                told[index].sandboxes.append(name)
            } else {
                told.append(Told(rule: rule, explanation: explanation, sandboxes: [name]))
            }
        }
        return told.map { told in
            ExplanationReport.Rule(sandboxes: told.sandboxes, expression: told.rule.text, told.explanation)
        }
    }
}

extension ExplanationReport.Sandbox {
    fileprivate init(_ segment: SandboxSegment, in sandbox: ExplainedSandbox) {
        var facts: [Fact] = []
        func add(_ name: String, _ value: String?) {
            if let value { facts.append(Fact(name, value)) }
        }
        add("name", segment.name)
        add("description", segment.description)
        add("evaluation", segment.evaluation?.rawValue)
        add("merge policy", segment.mergePolicy)
        add("lifecycle", segment.lifecycle?.text)
        add("days to live", segment.ttlInDays.map(String.init))
        add("owner", segment.owner)
        add("tags", segment.tags?.joined(separator: ", "))
        add("labels", segment.labels?.joined(separator: ", "))
        add("protected", segment.protect ? "yes" : nil)
        add("schema", segment.schema == DesiredSegment.defaultSchema ? nil : segment.schema)
        add("tenant", segment.sandbox.tenant)
        for variable in segment.variables { add("variable '\(variable.name)'", variable.value) }
        add("overridden", segment.overridden.isEmpty ? nil : segment.overridden.joined(separator: ", "))
        self.init(
            name: segment.sandbox.name.value,
            facts: facts,
            evaluation: sandbox.eligibility[segment.key].map { report in
                ExplanationReport.Evaluation.all(of: report, obstacle: sandbox.segments.obstacle(to: segment))
            } ?? []
        )
    }
}
