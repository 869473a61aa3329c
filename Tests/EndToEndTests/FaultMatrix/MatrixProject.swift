import Diagnostics
import Foundation
import Manifests
import Reconciler
import Segments

/// The project that is applied while calls fail: as it was applied before, and as it is to be applied now.
enum MatrixProject {
    static let sandbox = "remote"

    /// What is there when the faulted run begins.
    static let before = """
        key: a-base
        name: Base
        expression: ${tenant}.loyalty.points > 10
        ---
        key: b-text
        name: Text
        description: as it was
        expression: ${tenant}.loyalty.points > 20
        evaluation: streaming
        labels: [core/C1]
        tags: [Loyalty]
        ---
        key: c-name
        name: Old name
        expression: inSegment(${segment:a-base}) and ${tenant}.loyalty.points > 30
        ---
        key: d-labels
        name: Labels
        expression: ${tenant}.loyalty.points > 40
        evaluation: streaming
        labels: [core/C1]
        tags: [Loyalty]
        ---
        key: e-both
        name: Both
        description: as it was
        expression: ${tenant}.loyalty.points > 50
        labels: [core/C1]
        ---
        key: f-gone
        name: Gone
        expression: ${tenant}.loyalty.points > 60
        ---
        key: g-gone
        name: Gone with it
        expression: inSegment(${segment:f-gone}) and ${tenant}.loyalty.points > 70
        """

    /// Two whole updates, one of labels and tags alone, one of both kinds, three creates with references, two deletes.
    static let after = """
        key: a-base
        name: Base
        expression: ${tenant}.loyalty.points > 10
        ---
        key: b-text
        name: Text
        description: as it shall be
        expression: ${tenant}.loyalty.points > 21
        evaluation: streaming
        labels: [core/C1]
        tags: [Loyalty]
        ---
        key: c-name
        name: New name
        expression: inSegment(${segment:a-base}) and ${tenant}.loyalty.points > 30
        ---
        key: d-labels
        name: Labels
        expression: ${tenant}.loyalty.points > 40
        evaluation: streaming
        labels: [core/C1, core/C2]
        tags: [Region]
        ---
        key: e-both
        name: Both
        description: as it shall be
        expression: ${tenant}.loyalty.points > 50
        labels: [core/C3]
        ---
        key: h-new
        name: New
        description: a new one
        expression: ${tenant}.loyalty.points > 80
        labels: [core/C1]
        tags: [Loyalty, Region]
        ---
        key: i-new
        name: New on new
        expression: inSegment(${segment:h-new}) and inSegment(${segment:a-base})
        ---
        key: j-new
        name: New by itself
        expression: ${tenant}.loyalty.level = "gold"
        evaluation: streaming
        """

    /// Read once: the texts never change.
    static let earlier = validation(of: before)
    static let later = validation(of: after)

    /// The files of the project; the schemas are the sample project's.
    static func files(_ manifests: String, endpoint: String = "http://127.0.0.1:1") -> FileTree {
        let schemas = Workspace.repository.appendingPathComponent("schemas/luma")
        let texts = ["segsync.yaml": Workspace.project(endpoint: endpoint), "segments/all.yaml": manifests]
        return FileTree(
            read: { path throws(FileTree.Failure) in
                if let text = texts[path] { return Array(text.utf8) }
                let file = schemas.appendingPathComponent(path.split(separator: "/").last.map(String.init) ?? "")
                guard let data = try? Data(contentsOf: file) else { throw FileTree.Failure(reason: "it is not there") }
                return Array(data)
            },
            list: { path throws(FileTree.Failure) in
                if path == "segments" { return ["segments/all.yaml"] }
                let names = try? FileManager.default.contentsOfDirectory(atPath: schemas.path)
                return (names ?? []).sorted().map { path + "/" + $0 }
            }
        )
    }

    private static func validation(of manifests: String) -> ProjectValidation {
        let validation = ProjectValidation(files: files(manifests))
        precondition(!validation.diagnostics.hasErrors, "the project is sound: \(validation.diagnostics.sorted)")
        return validation
    }

    /// Reads a sandbox and plans for it, as the commands do.
    static func plan(
        _ validation: ProjectValidation,
        _ repository: some SegmentRepository
    ) async throws(RepositoryFailure) -> (plan: Plan, listed: [ObservedSegment]) {
        let planner = SegmentPlanner(project: "e2e", sandbox: sandbox, options: PlanOptions())
        let policies = try await repository.mergePolicies()
        let tags = try await repository.tags()
        let listing = try await SandboxListing(of: repository)
        let plan = planner.plan(
            desired: validation.desired[sandbox] ?? [],
            entities: validation.entities[sandbox] ?? [:],
            listing: listing,
            mergePolicies: policies,
            tags: tags
        )
        return (plan, listing.list.segments)
    }
}
