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
    ///
    /// Without `expectsCondition` it may give anything, as a part of a rule does.
    package func check(
        _ tree: PQLExpression,
        schema: String,
        expectsCondition: Bool = true
    ) -> CheckedExpression {
        let altID = SchemaName.altID(of: schema)
        let root =
            catalog.root(class: altID)
            ?? XDMEntity(id: schema, classAltID: altID, object: XDMObject([:], isOpen: true))
        var inference = ExpressionInference(catalog: catalog, root: Operand(root))
        let operand = expectsCondition ? inference.checkRule(tree) : inference.check(tree)
        let scalars = inference.scalars
        let impossible = ImpossibleConditions.diagnostics(in: tree) { scalars.contains($0.span) }
        return CheckedExpression(
            tree: tree,
            diagnostics: (inference.diagnostics + inference.remarks.diagnostics + impossible).enumerated()
                .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
                .map(\.element),
            type: operand.type,
            relationshipSteps: inference.relationshipSteps.sorted { $0.start < $1.start },
            fieldPaths: inference.fieldPaths,
            segmentReferences: inference.references
        )
    }
}
