internal import PQLSemantics
package import XDM

/// What a sandbox's schemas have otherwise than a snapshot, to show: what JSON writes, and what the text is made from.
/// Version 1 of its shape.
package struct SchemaReport: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case schemaAdded, schemaRemoved, fieldAdded, fieldRemoved, typeChanged, valuesChanged, relationshipChanged
    }

    package struct Difference: Hashable, Sendable, Codable {
        /// `profile`, `event`, or the `$id` of another schema.
        package let schema: String
        package let title: String?
        /// The field with dots on the way to it; nil where the whole schema is meant.
        package let path: String?
        package let kind: Kind
        /// The type in words, or the schema that a relationship leads to.
        package let before: String?
        package let after: String?
        /// How many fields a schema has, or a field below it.
        package let fields: Int?
        /// Values that are allowed no more, and that are allowed now; nil with one of them given is any text.
        package let valuesRemoved: [String]?
        package let valuesAdded: [String]?
    }

    /// What is known no more: a whole schema, more than half of its fields, or all descriptors.
    package struct Loss: Hashable, Sendable, Codable {
        package enum Kind: String, Hashable, Sendable, Codable {
            /// Every field of the schema is accepted.
            case unchecked
            case fields, descriptors
        }

        package let kind: Kind
        /// `profile`, `event`, or the `$id` of another schema; nil for descriptors.
        package let schema: String?
        package let title: String?
        /// How many there were, and how many of them go.
        package let before: Int
        package let lost: Int
    }

    /// A segment that the schemas would break.
    package struct Broken: Hashable, Sendable, Codable {
        package struct Mistake: Hashable, Sendable, Codable {
            package let code: String
            package let message: String

            package init(code: String, message: String) {
                self.code = code
                self.message = message
            }
        }

        package let key: String
        /// By its name in `segsync.yaml`.
        package let sandbox: String
        package let errors: [Mistake]

        package init(key: String, sandbox: String, errors: [Mistake]) {
            self.key = key
            self.sandbox = sandbox
            self.errors = errors
        }
    }

    package struct File: Hashable, Sendable, Codable {
        package enum Action: String, Hashable, Sendable, Codable {
            case made, changed, removed
        }

        package let path: String
        package let action: Action

        package init(path: String, action: Action) {
            self.path = path
            self.action = action
        }
    }

    /// What a pull does to the folder; nil where schemas are only compared.
    package struct Pull: Hashable, Sendable, Codable {
        /// Whether the files were written, or only shown.
        package let isWritten: Bool
        package let files: [File]
        /// Files of the folder that no pull has made; they are left alone.
        package let foreign: [String]

        package init(isWritten: Bool, files: [File], foreign: [String]) {
            self.isWritten = isWritten
            self.files = files
            self.foreign = foreign
        }
    }

    package let version: Int
    /// Which are compared: `schemas/luma`, `sandbox 'local'`.
    package let before: String
    package let after: String
    package let differences: [Difference]
    package let losses: [Loss]
    package let broken: [Broken]
    /// Schemas that relationships lead to and the registry does not have.
    package let missing: [String]
    package let pull: Pull?

    package init(
        from before: String,
        to after: String,
        _ differences: [SchemaDifference],
        losses: [SchemaLoss] = [],
        broken: [Broken] = [],
        missing: [String] = [],
        pull: Pull? = nil
    ) {
        version = 1
        self.before = before
        self.after = after
        self.differences = differences.map(Difference.init)
        self.losses = losses.map(Loss.init)
        self.broken = broken
        self.missing = missing
        self.pull = pull
    }
}

extension SchemaReport.Loss {
    init(_ loss: SchemaLoss) {
        switch loss {
        case .unchecked(let subject, let fields): self.init(.unchecked, subject, before: fields, lost: fields)
        case .fields(let subject, let lost, let fields): self.init(.fields, subject, before: fields, lost: lost)
        case .descriptors(let count): self.init(.descriptors, nil, before: count, lost: count)
        }
    }

    private init(_ kind: Kind, _ subject: SchemaDifference.Subject?, before: Int, lost: Int) {
        let names = subject?.names
        self.init(kind: kind, schema: names?.schema, title: names?.title, before: before, lost: lost)
    }
}

extension SchemaDifference.Subject {
    fileprivate var names: (schema: String, title: String?) {
        switch self {
        case .profile: ("profile", nil)
        case .event: ("event", nil)
        case .schema(let id, let title): (id, title)
        }
    }
}

extension SchemaReport.Difference {
    init(_ difference: SchemaDifference) {
        let (schema, title) = difference.subject.names
        func make(
            _ kind: SchemaReport.Kind,
            before: String? = nil,
            after: String? = nil,
            fields: Int? = nil,
            removed: [String]? = nil,
            added: [String]? = nil
        ) -> Self {
            Self(
                schema: schema,
                title: title,
                path: difference.path.isEmpty ? nil : difference.path,
                kind: kind,
                before: before,
                after: after,
                fields: fields,
                valuesRemoved: removed,
                valuesAdded: added
            )
        }
        self =
            switch difference.change {
            case .schemaAdded(let fields): make(.schemaAdded, fields: fields)
            case .schemaRemoved(let fields): make(.schemaRemoved, fields: fields)
            case .fieldAdded(let type, let fields): make(.fieldAdded, after: type.words, fields: fields)
            case .fieldRemoved(let type, let fields): make(.fieldRemoved, before: type.words, fields: fields)
            case .typeChanged(let old, let new): make(.typeChanged, before: old.words, after: new.words)
            case .valuesChanged(let removed, let added): make(.valuesChanged, removed: removed, added: added)
            case .valuesRestricted(let values):
                make(.valuesChanged, before: "any text", after: "a listed text", added: values)
            case .valuesFreed: make(.valuesChanged, before: "a listed text", after: "any text")
            case .relationshipChanged(let old, let new): make(.relationshipChanged, before: old, after: new)
            }
    }
}
