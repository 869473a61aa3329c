package import Diagnostics

/// Messages about where and when a snapshot was pulled.
extension XDMDiagnostics {
    /// nil while the snapshot is current. A day ahead is the clock of whoever pulled; more than that is no day of a pull.
    package static func oldSnapshot(_ record: SnapshotRecord, today: SnapshotDay, in file: SchemaSnapshotFile)
        -> Diagnostic?
    {
        let age = today.days(since: record.pulled)
        guard age > SnapshotRecord.daysItIsCurrent || age < -1 else { return nil }
        let text = SnapshotText(file)
        return Diagnostic(
            oldSnapshot,
            age > 0
                ? "the snapshot was pulled on \(record.pulled.text), \(age) days ago"
                : "expected the day on which the snapshot was pulled, found \(record.pulled.text), which is to come",
            file: text.file,
            span: text.span(of: record.pulled.text),
            hint: "pull it again with 'segsync schema pull'"
        )
    }

    /// nil where the snapshot is of the sandbox's tenant; `found` is what its record says, or one of its schemas.
    package static func foreignSnapshot(
        _ found: String,
        tenant: String,
        sandbox: String,
        in file: SchemaSnapshotFile
    ) -> Diagnostic? {
        guard found != tenant else { return nil }
        let text = SnapshotText(file)
        return Diagnostic(
            foreignSnapshot,
            "expected a snapshot of tenant '\(tenant)' for sandbox '\(sandbox)', found one of '\(found)'",
            file: text.file,
            span: text.span(of: found)
        )
    }

    package static func badRecord(in file: FileID) -> Diagnostic {
        Diagnostic(badRecord, "expected the record of a pull, found something else", file: file, span: .zero)
    }
}
