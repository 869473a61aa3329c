import Diagnostics
import Manifests
import PQLSemantics
import PQLSyntax
import Segments
import Testing

/// A project whose sandbox `dev` has other values than its manifests; what adopting them makes of the files.
struct AdoptingProject {
    static let names = SandboxNames(
        mergePolicies: [
            MergePolicy(id: "p1", name: "Default Timebased", schema: "_xdm.context.profile", isDefault: true),
            MergePolicy(id: "p2", name: "Strict", schema: "_xdm.context.profile", isDefault: false),
            MergePolicy(id: "p3", name: "Twice", schema: "_xdm.context.profile", isDefault: false),
            MergePolicy(id: "p4", name: "Twice", schema: "_xdm.context.profile", isDefault: false),
        ],
        tags: [
            Tag(id: "t1", name: "loyalty"), Tag(id: "t2", name: "Gold"), Tag(id: "t3", name: "web"),
            Tag(id: "t4", name: "same"), Tag(id: "t5", name: "same"),
        ],
        segmentIDs: ["other": "id-other", "gone": "id-gone"].reduce(into: [:]) { ids, pair in
            if let key = SegmentKey(pair.key) { ids[key] = SegmentID(pair.value) }
        }
    )

    /// One sandbox reads the manifests of `segments/dev`, both those of `segments/shared`.
    static let configuration = """
        version: 1
        project: luma
        sandboxes:
          dev:
            endpoint: embedded
            sandbox: dev
            tenant: _acme
            segments: [segments/dev, segments/shared]
            variables: { levels: [gold, platinum], days: 30, market: US }
          prod:
            endpoint: embedded
            sandbox: prod
            tenant: _other
            segments: [segments/shared]
            variables: { levels: [gold, platinum, diamond], days: 60, market: EU }
        """

    let files: [String: String]

    /// `file` is the manifests' text, in a file of `dev` alone or of both sandboxes.
    init(_ file: String, isShared: Bool = false, more: [String: String] = [:]) {
        files = [
            "segsync.yaml": Self.configuration, Self.path(isShared: isShared): file,
            // Something in each folder, and a segment to name.
            "segments/dev/other.yaml": "key: other\nname: Other\nexpression: o = 1\n",
            "segments/shared/always.yaml": "key: always\nname: Always\nexpression: a = 1\n",
        ].merging(more) { _, last in last }
    }

    static func path(isShared: Bool) -> String { isShared ? "segments/shared/a.yaml" : "segments/dev/a.yaml" }

    /// What the manifest wants of the sandbox, as a definition has it.
    func content(of key: String = "a") throws -> SegmentContent {
        let validation = ProjectValidation(files: .memory(files))
        try #require(!validation.diagnostics.hasErrors, "\(lines(validation))")
        let segment = try #require(validation.desired["dev"]?.first { $0.key.text == key })
        return Self.names.content(of: segment, over: nil)
    }

    /// Adopts the fields of a segment that differ in a changed definition.
    func adopting(_ change: (inout SegmentContent) throws -> Void) throws -> ManifestAdoption {
        let old = try content()
        var new = old
        try change(&new)
        let key = try #require(SegmentKey("a"))
        return adopting([AdoptedSegment(key: key, fields: old.differences(from: new), content: new)])
    }

    func adopting(_ segments: [AdoptedSegment]) -> ManifestAdoption {
        ManifestAdoption(
            of: segments,
            in: "dev",
            names: Self.names,
            sources: [:],
            files: .memory(files)
        )
    }

    /// The files after an adoption.
    func files(after adoption: ManifestAdoption) -> [String: String] {
        adoption.files.reduce(into: files) { files, change in
            files[change.path] = change.after.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    static func rule(_ text: String) -> SegmentExpression { SegmentExpression(format: "pql/text", value: text) }
}
