package import Segments

/// What was promoted from one sandbox to another, or stands against it: what JSON writes, and what the text is made
/// from. Version 1 of its shape.
package struct PromotionReport: Hashable, Sendable, Codable {
    package struct Step: Hashable, Sendable, Codable {
        package let key: String
        /// The key of the segment whose rule names this one; nil for one that was asked for.
        package let neededBy: String?
        /// `none`, `listed`, `moved`, `copied`, `updated` or `impossible`.
        package let change: String
        /// The file that the other sandbox reads, and the one that the manifest was in where that is another.
        package let file: String
        package let origin: String?
        /// The fields that are written into the other sandbox's own manifest.
        package let fields: [ManagedField]
        /// The fields that the other sandbox overrides, which stay.
        package let overridden: [String]
        /// What the other sandbox had in overrides that are replaced.
        package let replaced: [Replaced]

        package init(
            key: String,
            neededBy: String?,
            change: String,
            file: String,
            origin: String?,
            fields: [ManagedField],
            overridden: [String],
            replaced: [Replaced]
        ) {
            self.key = key
            self.neededBy = neededBy
            self.change = change
            self.file = file
            self.origin = origin
            self.fields = fields
            self.overridden = overridden
            self.replaced = replaced
        }
    }

    package struct Replaced: Hashable, Sendable, Codable {
        package let field: ManagedField
        package let value: String

        package init(field: ManagedField, value: String) {
            self.field = field
            self.value = value
        }
    }

    /// A field that the first sandbox runs otherwise than its manifest says.
    package struct Difference: Hashable, Sendable, Codable {
        package let key: String
        package let field: ManagedField
        package let git: String
        package let sandbox: String

        package init(key: String, field: ManagedField, git: String, sandbox: String) {
            self.key = key
            self.field = field
            self.git = git
            self.sandbox = sandbox
        }
    }

    package struct Blocker: Hashable, Sendable, Codable {
        package let kind: String
        package let key: String?
        package let message: String
        package let remedy: String?
        /// The code of a diagnostic, and its place as `file:line:column`.
        package let code: String?
        package let place: String?

        package init(
            kind: String,
            key: String?,
            message: String,
            remedy: String?,
            code: String?,
            place: String?
        ) {
            self.kind = kind
            self.key = key
            self.message = message
            self.remedy = remedy
            self.code = code
            self.place = place
        }
    }

    package struct File: Hashable, Sendable, Codable {
        package enum Change: String, Hashable, Sendable, Codable, CaseIterable {
            case made, changed, removed
        }

        package let path: String
        package let change: Change
        package let isWritten: Bool
        /// Why it was not written.
        package let failure: String?
        /// As `diff -u` shows it; only of a dry run.
        package let difference: String?

        package init(path: String, change: Change, isWritten: Bool, failure: String?, difference: String?) {
            self.path = path
            self.change = change
            self.isWritten = isWritten
            self.failure = failure
            self.difference = difference
        }
    }

    package let version: Int
    package let project: String
    package let from: String
    package let to: String
    package let isDryRun: Bool
    package let steps: [Step]
    /// nil where the segments were taken from the manifests.
    package let differences: [Difference]?
    /// Nothing is written while there is one.
    package let blockers: [Blocker]
    package let files: [File]
    package let notes: [String]
    /// What could not be checked, in words.
    package let unchecked: [String]
    /// Of the other sandbox, as it is then; nil where there are blockers and where it was not read.
    package let plan: PlanReport?

    package init(
        project: String,
        from: String,
        to: String,
        isDryRun: Bool,
        steps: [Step],
        differences: [Difference]?,
        blockers: [Blocker],
        files: [File],
        notes: [String],
        unchecked: [String],
        plan: PlanReport?
    ) {
        version = 1
        self.project = project
        self.from = from
        self.to = to
        self.isDryRun = isDryRun
        self.steps = steps
        self.differences = differences
        self.blockers = blockers
        self.files = files
        self.notes = notes
        self.unchecked = unchecked
        self.plan = plan
    }
}
