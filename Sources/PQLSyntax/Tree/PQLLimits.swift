/// How much of an expression is read before it is refused.
package struct PQLLimits: Hashable, Sendable {
    /// The height of the tree, and how many brackets may stand inside one another.
    ///
    /// A path, a filter or an operator that joins to its left adds one for each link. The default fits a thread with
    /// a stack of 512 KiB.
    package let maxDepth: Int
    /// The length of the text in UTF-8 bytes.
    package let maxBytes: Int
    /// How many diagnostics are kept of one expression.
    package let maxDiagnostics: Int

    package init(maxDepth: Int = 256, maxBytes: Int = 1 << 20, maxDiagnostics: Int = 100) {
        self.maxDepth = maxDepth
        self.maxBytes = maxBytes
        self.maxDiagnostics = maxDiagnostics
    }

    /// The length of a tree in pql/json: a path of three names is about ten times as long as in text.
    package var maxJSONBytes: Int {
        let (product, overflow) = maxBytes.multipliedReportingOverflow(by: 16)
        return overflow ? .max : product
    }
}
