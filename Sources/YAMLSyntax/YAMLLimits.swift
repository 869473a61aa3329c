/// How large a YAML file may be before reading it stops with a diagnostic.
package struct YAMLLimits: Hashable, Sendable {
    /// Bytes in the file.
    package let maxBytes: Int
    /// Collections inside each other, those that an alias brings in included.
    package let maxDepth: Int
    /// Nodes in all documents of the file, each alias counted as all that it stands for.
    package let maxNodes: Int

    package init(maxBytes: Int = 4 << 20, maxDepth: Int = 100, maxNodes: Int = 200_000) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
        self.maxNodes = maxNodes
    }
}
