package import Diagnostics

/// What was read from one YAML file: its documents, and what is wrong with them.
package struct YAMLStream: Sendable {
    /// In the order of the file; a document of which an error left nothing is not among them.
    package let documents: [YAMLDocument]
    /// In no particular order.
    package let diagnostics: [Diagnostic]
}

/// One document of a file.
package struct YAMLDocument: Hashable, Sendable {
    /// Nil when the document is empty.
    package let root: YAMLNode?
    /// From its `---`, directive or first node to the end of its last node or `...`.
    package let span: ByteSpan
    /// Whether the tree holds all that the text says.
    ///
    /// False when an error, which is among the diagnostics, took nodes away: a key that is missing from the tree may
    /// then well stand in the file.
    package let isComplete: Bool
}
