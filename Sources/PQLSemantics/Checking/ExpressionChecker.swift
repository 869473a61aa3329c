import Diagnostics
package import PQLSyntax
package import XDM

/// Holds expressions against the schemas of a sandbox.
///
/// What could not be read, unresolved templates and nodes of newer versions are accepted silently, and so is
/// everything that is done with a value after its first mistake.
package struct ExpressionChecker: Sendable {
    private let catalog: SchemaCatalog

    package init(catalog: SchemaCatalog) {
        self.catalog = catalog
    }

    /// Checks one rule; `schema` is the class that its bare names belong to, such as `_xdm.context.profile`.
    ///
    /// A class that the snapshot does not describe has any field.
    package func check(_ tree: PQLExpression, schema: String) -> CheckedExpression {
        let altID = SchemaName.altID(of: schema)
        let root =
            catalog.root(class: altID)
            ?? XDMEntity(id: schema, classAltID: altID, object: XDMObject([:], isOpen: true))
        var inference = ExpressionInference(catalog: catalog, root: Operand(root))
        inference.checkRule(tree)
        return CheckedExpression(
            tree: tree,
            diagnostics: inference.diagnostics.enumerated()
                .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
                .map(\.element),
            fieldPaths: inference.fieldPaths,
            segmentReferences: inference.references
        )
    }
}
