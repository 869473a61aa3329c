import Diagnostics
import Manifests
import Segments
import Testing

/// A project whose segments of `dev` are promoted to `prod`; what that makes of the files.
struct PromotingProject {
    /// Some sandboxes have other folders than these.
    static let folders = ["dev": ["segments/dev", "segments/shared"], "prod": ["segments/shared", "segments/prod"]]

    let files: [String: String]

    /// Where `other` has folders there is a third sandbox.
    init(
        _ files: [String: String],
        folders: [String: [String]] = [:],
        variables: [String: String] = [:]
    ) {
        let folders = Self.folders.merging(folders) { _, given in given }
        var configuration = "version: 1\nproject: luma\nsandboxes:\n"
        for (name, list) in folders.sorted(by: { $0.key < $1.key }) {
            configuration += """
                  \(name):
                    endpoint: embedded
                    sandbox: \(name)
                    tenant: _\(name)
                    segments: [\(list.joined(separator: ", "))]
                    variables: \(variables[name] ?? "{}")

                """
        }
        // Every folder is there.
        let places = folders.values.joined().map { ($0 + "/.keep", "") }
        self.files = files.merging(places) { first, _ in first }.merging(["segsync.yaml": configuration]) { $1 }
    }

    private init(files: [String: String]) {
        self.files = files
    }

    func promotion(
        _ keys: String...,
        running: RunningSegments? = nil,
        replacesOverrides: Bool = false
    ) -> Promotion {
        promotion(of: .keys(keys), replacesOverrides: replacesOverrides) { _ in running }
    }

    func promotion(of selection: PromotionSelection, running: RunningSegments? = nil) -> Promotion {
        promotion(of: selection) { _ in running }
    }

    /// As the command does it: what an earlier promotion began is taken into account, and what `dev` runs is compared
    /// with its manifests as they were before.
    func promotion(
        of selection: PromotionSelection,
        replacesOverrides: Bool = false,
        running: (ProjectValidation) -> RunningSegments?
    ) -> Promotion {
        let begun = begun
        let validation = ProjectValidation(files: begun.files, sandboxes: ["dev"])
        return Promotion(
            of: selection,
            from: "dev",
            to: "prod",
            running: running(validation),
            replacesOverrides: replacesOverrides,
            files: begun.files,
            begun: begun.changes
        )
    }

    /// The moves that an earlier promotion began.
    var begun: BegunMoves {
        let tree = FileTree.memory(files)
        let found = ProjectValidation(files: tree, sandboxes: ["dev"])
        return BegunMoves(from: "dev", to: "prod", in: found, files: tree)
    }

    /// The project after a promotion that nothing stands against; the same promotion then has nothing left to do.
    func promoted(
        _ keys: String...,
        running: RunningSegments? = nil,
        replacesOverrides: Bool = false
    ) throws -> PromotingProject {
        let promotion = promotion(of: .keys(keys), replacesOverrides: replacesOverrides) { _ in running }
        try #require(promotion.blockers.isEmpty, "\(promotion.blockers.map(\.message))")
        let result = after(promotion)
        let again = result.promotion(of: .keys(keys))
        #expect(again.blockers.isEmpty && again.files.isEmpty, "\(again.blockers) \(again.files.map(\.path))")
        #expect(again.steps.allSatisfy { $0.change == .none })
        return result
    }

    func after(_ promotion: Promotion) -> PromotingProject { after(promotion.files) }

    func after(_ changes: some Sequence<FileChange>) -> PromotingProject {
        PromotingProject(
            files: changes.reduce(into: files) { files, change in
                files[change.path] = change.after.map { String(decoding: $0, as: UTF8.self) }
            }
        )
    }

    func writing(_ path: String, _ text: String) -> PromotingProject {
        PromotingProject(files: files.merging([path: text]) { $1 })
    }

    /// The files that are not as they were; nil for those that are gone.
    func changes(since before: PromotingProject) -> [String: String?] {
        let paths = Set(files.keys).union(before.files.keys).filter { files[$0] != before.files[$0] }
        return Dictionary(uniqueKeysWithValues: paths.map { ($0, files[$0]) })
    }

    /// What a sandbox wants of a segment.
    func desired(_ key: String, in sandbox: String) throws -> DesiredSegment {
        let validation = ProjectValidation(files: .memory(files), sandboxes: [sandbox])
        return try #require(validation.desired[sandbox]?.first { $0.key.text == key })
    }
}
