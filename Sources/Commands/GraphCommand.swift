internal import ArgumentParser
internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import Reports
internal import Segments

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Show which segments ask about which others, without calling anything.",
        discussion: """
            Reads the manifests' references, ${segment:KEY}, and the ids of other definitions in them. With keys, only \
            what these use and what uses them. Ends with 1 when the project has errors, and shows what can be read.

            Example: segsync graph --sandbox local luma-vip-campaign
            Example: segsync graph --format mermaid > segments.mmd
            """
    )

    /// How the graph is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, dot, mermaid, json
    }

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml; all together without it.")
    var sandbox: String?

    @Option(help: "How to write the graph: text, dot (Graphviz), mermaid or json.")
    var format = Format.text

    @Argument(help: "Segments by their keys; the whole graph without any.")
    var keys: [String] = []

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let validation = try session.readable(sandbox: sandbox)
            let sandboxes = validation.segments
            var graph = SegmentGraph(sandboxes)
            if !keys.isEmpty {
                let wanted = try SegmentChoice(sandboxes).keys(keys)
                graph = graph.neighbourhood(of: wanted.map(SegmentGraph.Node.segment))
            }
            let report = SegmentGraphReport(graph, sandboxes: sandboxes.map(\.sandbox.name.value)) { key in
                sandboxes.lazy.compactMap { $0[key] }.first.map { $0.name ?? "" }
            }
            session.tellErrors(validation.diagnostics, of: validation)
            try show(report, session.console)
            return validation.diagnostics.hasErrors ? .failed : .done
        }
    }

    private func show(_ report: SegmentGraphReport, _ console: Console) throws {
        switch format {
        case .text: try console.write(SegmentGraphText(style: console.output).render(report))
        case .dot: try console.write(SegmentGraphDiagram.dot(report))
        case .mermaid: try console.write(SegmentGraphDiagram.mermaid(report))
        case .json: try console.write(JSONText.encodePretty(report))
        }
    }
}

/// Finds the segments that a command line names.
struct SegmentChoice {
    /// Each hint looks through all keys.
    private static let maximumHints = 20

    private let known: Set<SegmentKey>

    init(_ sandboxes: [SandboxSegments]) {
        known = Set(sandboxes.flatMap(\.segments).map(\.key))
    }

    /// Every key, in order.
    var all: [SegmentKey] { known.sorted() }

    /// The keys, each once in the order given; every one that no manifest has is told at once, the first
    /// of them with the nearest keys.
    func keys(_ texts: [String]) throws(CommandFailure) -> [SegmentKey] {
        var keys: [SegmentKey] = []
        var seen: Set<SegmentKey> = []
        var unknown: [String] = []
        for text in texts {
            if let key = SegmentKey(text), known.contains(key) {
                if seen.insert(key).inserted { keys.append(key) }
            } else {
                let isShown = unknown.count < Self.maximumHints
                let near = isShown ? NearestName.suggestions(for: text, among: known.map(\.text)).map { "'\($0)'" } : []
                let hint = near.isEmpty ? "" : " (did you mean \(near.joined(separator: " or "))?)"
                unknown.append("there is no segment '\(text)'\(hint)")
            }
        }
        guard unknown.isEmpty else { throw CommandFailure(unknown.joined(separator: "; ")) }
        return keys
    }
}

extension ProjectSession {
    /// The project as far as it can be read, for one sandbox or for all; one without a usable `segsync.yaml` stops the
    /// command.
    func readable(sandbox name: String?) throws -> ProjectValidation {
        let validation = ProjectValidation(files: folder.files, sandboxes: name.map { [$0] })
        guard let project = validation.project else {
            tell(validation.diagnostics, of: validation)
            throw CommandFailure("segsync.yaml cannot be read")
        }
        if let name { try sandbox(name, of: project) }
        return validation
    }

    /// Tells the errors among diagnostics on stderr, where there are any.
    func tellErrors(_ diagnostics: DiagnosticBag, of validation: ProjectValidation) {
        guard diagnostics.hasErrors else { return }
        var errors = DiagnosticBag()
        errors.add(contentsOf: diagnostics.sorted.filter { $0.severity == .error })
        tell(errors, of: validation)
    }
}
