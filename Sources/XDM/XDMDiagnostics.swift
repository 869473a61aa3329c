package import Diagnostics

/// What can be wrong with a schema snapshot, and how we say it.
package enum XDMDiagnostics {
    package static let notJSON = DiagnosticRule(
        "XDM701",
        .error,
        "snapshot is not JSON",
        explanation: """
            A snapshot file must hold one JSON value as the Schema Registry returned it. Fetch the schema again; \
            fields of the broken file are unknown until then.
            """
    )
    package static let notASchema = DiagnosticRule(
        "XDM702",
        .error,
        "neither a schema nor a list of descriptors",
        explanation: """
            A snapshot file holds either one schema or union in its full form (an object with '$id') or the \
            registry's descriptors (an array, or an object with them under 'results' or by '@type').
            """
    )
    package static let unknownClass = DiagnosticRule(
        "XDM703",
        .error,
        "schema does not name its class",
        explanation: """
            'meta:class' decides whether a schema describes the profile, an event or another entity. Without it the \
            schema cannot be used; fetch it in its full form (Accept: application/vnd.adobe.xed-full+json).
            """
    )
    package static let duplicateSchema = DiagnosticRule(
        "XDM704",
        .error,
        "schema is in the snapshot twice",
        explanation: """
            Two files of the snapshot describe the same schema, or both are the union of the same class, so it is not \
            clear which fields are valid. Remove one; the first by file name is used.
            """
    )
    package static let mixedTenants = DiagnosticRule(
        "XDM705",
        .error,
        "snapshot mixes tenants",
        explanation: """
            All schemas of one snapshot belong to one tenant, whose namespace prefixes its own fields. A second \
            namespace means that files of two organisations lie in one folder.
            """
    )
    package static let notFull = DiagnosticRule(
        "XDM706",
        .warning,
        "schema is not in its full form",
        explanation: """
            The schema refers to others by '$ref' or 'allOf', so some fields are missing and what stands below them \
            is not checked. Fetch it with Accept: application/vnd.adobe.xed-full+json; version=1.
            """
    )
    package static let badDescriptor = DiagnosticRule(
        "XDM707",
        .error,
        "descriptor is incomplete",
        explanation: """
            A descriptor needs '@type', 'xdm:sourceSchema' and 'xdm:sourceProperty', a relationship also \
            'xdm:destinationSchema'. An incomplete one is ignored.
            """
    )
    package static let unknownProperty = DiagnosticRule(
        "XDM708",
        .warning,
        "descriptor points to no field",
        explanation: """
            The path in 'xdm:sourceProperty' must lead to a field of the source schema. The descriptor is ignored; \
            usually schemas and descriptors were fetched at different times.
            """
    )
    package static let unknownDestination = DiagnosticRule(
        "XDM709",
        .warning,
        "related schema is not in the snapshot",
        explanation: """
            A relationship leads to a schema that no file of the snapshot holds, so fields reached through it are not \
            checked. Add the schema to the snapshot folder.
            """
    )
    package static let noProfile = DiagnosticRule(
        "XDM710",
        .warning,
        "snapshot has no profile union",
        explanation: """
            The union of the class _xdm.context.profile says which fields a profile has. Without it fields of the \
            profile are accepted whatever their names.
            """
    )

    package static let oldSnapshot = DiagnosticRule(
        "XDM711",
        .warning,
        "snapshot is old",
        explanation: """
            The snapshot was pulled more than \(SnapshotRecord.daysItIsCurrent) days ago, so fields that were added \
            since are unknown, and ones that are gone still pass. `segsync schema pull` renews it; `segsync schema \
            diff` shows first what that changes. A day that is still to come tells no age, and is warned of as well.
            """
    )
    package static let foreignSnapshot = DiagnosticRule(
        "XDM712",
        .warning,
        "snapshot is of another tenant",
        explanation: """
            The record of the snapshot, or its schemas, name another tenant than the sandbox that reads it, so the \
            tenant's own fields are checked against those of another organisation. Give the sandbox a folder of its own, and pull.
            """
    )
    package static let badRecord = DiagnosticRule(
        "XDM713",
        .warning,
        "record of the snapshot cannot be read",
        explanation: """
            'snapshot.json' is written by `segsync schema pull` and says from where and when a snapshot was pulled. \
            Without it nothing is known of its age and tenant, and the next pull removes no file. Restore it, or \
            remove it and pull.
            """
    )

    package static let rules: [DiagnosticRule] = [
        notJSON, notASchema, unknownClass, duplicateSchema, mixedTenants, notFull, badDescriptor, unknownProperty,
        unknownDestination, noProfile, oldSnapshot, foreignSnapshot, badRecord,
    ]
}

extension XDMDiagnostics {
    static func notJSON(_ reason: String, in file: FileID) -> Diagnostic {
        Diagnostic(notJSON, "expected a JSON value: \(reason)", file: file, span: .zero)
    }

    static func notASchema(in file: FileID) -> Diagnostic {
        Diagnostic(
            notASchema,
            "expected a schema with '$id' or a list of descriptors, found neither",
            file: file,
            span: .zero
        )
    }

    static func unknownClass(of id: String, in snapshot: SnapshotText) -> Diagnostic {
        Diagnostic(
            unknownClass,
            "schema '\(id)' has no 'meta:class'",
            file: snapshot.file,
            span: snapshot.span(of: id)
        )
    }

    static func duplicateSchema(_ id: String, in snapshot: SnapshotText, first: FileID) -> Diagnostic {
        Diagnostic(
            duplicateSchema,
            "schema '\(id)' is already described by '\(first)'",
            file: snapshot.file,
            span: snapshot.span(of: id),
            notes: [Diagnostic.Note("described here first", file: first, span: .zero)]
        )
    }

    static func mixedTenants(_ found: String, expected: String, in snapshot: SnapshotText) -> Diagnostic {
        Diagnostic(
            mixedTenants,
            "expected tenant '\(expected)' as in the rest of the snapshot, found '\(found)'",
            file: snapshot.file,
            span: snapshot.span(of: found)
        )
    }

    static func notFull(_ id: String, in snapshot: SnapshotText) -> Diagnostic {
        Diagnostic(
            notFull,
            "schema '\(id)' refers to other schemas instead of listing their fields",
            file: snapshot.file,
            span: snapshot.span(of: id)
        )
    }

    static func badDescriptor(_ fault: SchemaDescriptor.Fault, number: Int, in file: FileID) -> Diagnostic {
        let problem =
            switch fault {
            case .notAnObject: "is no object"
            case .missing(let member): "has no '\(member)'"
            }
        return Diagnostic(badDescriptor, "descriptor \(number) \(problem)", file: file, span: .zero)
    }

    static func unknownProperty(
        _ property: String,
        segment: String,
        among names: [String],
        in snapshot: SnapshotText
    ) -> Diagnostic {
        Diagnostic(
            unknownProperty,
            "descriptor points to '\(property)', but there is no field '\(segment)'",
            file: snapshot.file,
            span: snapshot.span(of: property),
            suggestions: NearestName.suggestions(for: segment, among: names)
        )
    }

    static func unknownDestination(_ schema: String, property: String, in snapshot: SnapshotText) -> Diagnostic {
        Diagnostic(
            unknownDestination,
            "'\(property)' leads to schema '\(schema)', which is not in the snapshot",
            file: snapshot.file,
            span: snapshot.span(of: schema)
        )
    }

    static func noProfile(in file: FileID) -> Diagnostic {
        Diagnostic(noProfile, "no file of the snapshot is the profile union", file: file, span: .zero)
    }
}
