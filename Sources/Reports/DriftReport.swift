package import PQLSemantics
package import Reconciler
package import Segments

/// What was changed outside Git, to show: what JSON writes, and what the text is made from. Version 1 of its shape.
package struct DriftReport: Hashable, Sendable, Codable {
    package struct Field: Hashable, Sendable, Codable {
        package let field: ManagedField
        /// `drifted`, `conflict` where Git was changed as well, `unknownOrigin` where no stamp tells.
        package let verdict: FieldVerdict
        /// nil where no manifest is left.
        package let git: String?
        package let sandbox: String
        /// What the change of a rule did to the set of profiles; nil for other fields and for what cannot be read.
        package let effect: ChangeEffect?
    }

    package struct Segment: Hashable, Sendable, Codable {
        package let key: String
        /// As the sandbox has it.
        package let name: String
        package let id: String
        /// Who wrote the definition last, and when in milliseconds since 1970.
        package let lastModifiedBy: String?
        package let lastModifiedAt: Int64?
        package let isDeletedInGit: Bool
        package let fields: [Field]
    }

    /// What `--adopt` did with one field.
    package struct Adoption: Hashable, Sendable, Codable {
        package let key: String
        package let field: ManagedField
        /// The file that says the sandbox's value now; nil where none does.
        package let file: String?
        /// Why the file was left alone.
        package let reason: String?

        package init(key: String, field: ManagedField, file: String?, reason: String?) {
            self.key = key
            self.field = field
            self.file = file
            self.reason = reason
        }
    }

    package let version: Int
    package let project: String
    package let sandbox: String
    /// The number of fields of each verdict, and of segments that are deleted in Git and were changed.
    package let summary: [String: Int]
    package let segments: [Segment]
    /// What could not be compared, in words.
    package let uncompared: [String]
    /// nil where nothing was to be adopted.
    package let adoptions: [Adoption]?

    package init(_ drift: Drift, adoptions: [Adoption]? = nil) {
        version = 1
        project = drift.project
        sandbox = drift.sandbox
        segments = drift.segments.map(Segment.init)
        uncompared = drift.uncompared
        self.adoptions = adoptions
        var summary = [
            "drifted": drift.count(.drifted), "conflict": drift.count(.conflict),
            "unknownOrigin": drift.count(.unknownOrigin),
            "deletedInGit": drift.segments.count(where: \.isDeletedInGit),
        ]
        if let adoptions {
            summary["adopted"] = adoptions.count { $0.reason == nil }
            summary["notAdopted"] = adoptions.count { $0.reason != nil }
        }
        self.summary = summary
    }

    package func count(_ what: String) -> Int { summary[what] ?? 0 }
}

extension DriftReport.Segment {
    init(_ segment: Drift.Segment) {
        self.init(
            key: segment.key.text,
            name: segment.observed.content.name,
            id: segment.observed.id.text,
            lastModifiedBy: segment.observed.lastModifiedBy,
            lastModifiedAt: segment.observed.updateTime,
            isDeletedInGit: segment.isDeletedInGit,
            fields: segment.fields.map { field in
                DriftReport.Field(
                    field: field.field,
                    verdict: field.verdict,
                    git: field.git,
                    sandbox: field.sandbox,
                    effect: field.rule?.effect
                )
            }
        )
    }
}
