package import Segments

/// What an import made of a sandbox's definitions, to show: what JSON writes, and what the text is made from. Version 1
/// of its shape.
package struct ImportReport: Hashable, Sendable, Codable {
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// A manifest was made.
        case imported
        /// Its manifest was changed.
        case updated
        case unchanged
        /// Its manifest says something else, which is the user's.
        case kept
        /// It is not for this project to manage.
        case leftOut
        /// It could not be imported, or not all of it.
        case failed
    }

    package struct Field: Hashable, Sendable, Codable {
        package let field: ManagedField
        /// Who changed it: `drifted`, `changedInGit`, `conflict`, `unknownOrigin` or `notNamed`.
        package let origin: String
        /// The file that says the sandbox's value now; nil where the manifest was left as it was.
        package let file: String?
        /// Why the manifest could not be changed.
        package let reason: String?

        package init(field: ManagedField, origin: String, file: String?, reason: String?) {
            self.field = field
            self.origin = origin
            self.file = file
            self.reason = reason
        }
    }

    package struct Segment: Hashable, Sendable, Codable {
        package let id: String
        package let name: String
        /// nil for one that has no manifest.
        package let key: String?
        package let outcome: Outcome
        /// The file of a new manifest.
        package let file: String?
        /// Why it was left out, or failed.
        package let reason: String?
        /// The fields that its manifest said otherwise.
        package let fields: [Field]
        /// What its new manifest leaves to the service or to the letter.
        package let notes: [String]

        package init(
            id: String,
            name: String,
            key: String?,
            outcome: Outcome,
            file: String? = nil,
            reason: String? = nil,
            fields: [Field] = [],
            notes: [String] = []
        ) {
            self.id = id
            self.name = name
            self.key = key
            self.outcome = outcome
            self.file = file
            self.reason = reason
            self.fields = fields
            self.notes = notes
        }
    }

    package struct File: Hashable, Sendable, Codable {
        package let path: String
        /// How it would differ, as `diff -u` shows it; nil where it was written.
        package let difference: String?

        package init(path: String, difference: String?) {
            self.path = path
            self.difference = difference
        }
    }

    package let version: Int
    package let project: String
    package let sandbox: String
    /// Of new manifests.
    package let folder: String
    /// Whether nothing was written.
    package let isDryRun: Bool
    /// The number of definitions of each outcome, and of those that no filter let pass.
    package let summary: [String: Int]
    /// Those that passed the filters, by their ids.
    package let segments: [Segment]
    /// The files that were written, or would be.
    package let files: [File]
    /// What a reader should know besides.
    package let notes: [String]

    package init(
        project: String,
        sandbox: String,
        folder: String,
        isDryRun: Bool,
        notSelected: Int,
        segments: [Segment],
        files: [File],
        notes: [String] = []
    ) {
        version = 1
        self.project = project
        self.sandbox = sandbox
        self.folder = folder
        self.isDryRun = isDryRun
        self.segments = segments
        self.files = files
        self.notes = notes
        var summary = ["notSelected": notSelected]
        for outcome in Outcome.allCases { summary[outcome.rawValue] = segments.count { $0.outcome == outcome } }
        self.summary = summary
    }

    package func count(_ outcome: Outcome) -> Int { summary[outcome.rawValue] ?? 0 }
}
