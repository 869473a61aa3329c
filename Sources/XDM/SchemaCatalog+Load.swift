package import Diagnostics

extension SchemaCatalog {
    /// Reads the files of one snapshot folder, in any order.
    ///
    /// What cannot be used is told and left out; the rest still makes a catalogue. No files at all give `empty`.
    package static func load(
        files: [SchemaSnapshotFile]
    ) -> (catalog: SchemaCatalog, diagnostics: [Diagnostic]) {
        var loader = SnapshotLoader()
        for file in files.sorted(by: { $0.id < $1.id }) { loader.read(file) }
        let catalog = loader.makeCatalog()
        return (catalog, loader.diagnostics)
    }
}
