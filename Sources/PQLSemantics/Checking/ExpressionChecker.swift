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

    /// Checks what was read of a text or a tree in JSON; its diagnostics are the reader's and then the checker's, in the
    /// order of the text.
    ///
    /// Of something that could not be read as a whole only the checker's errors are told, and none about a clause that
    /// could not be read: they may be due to what is missing.
    package func check(
        _ parsed: ParsedExpression,
        schema: String,
        expectsCondition: Bool = true
    ) -> CheckedExpression {
        let checked = check(parsed.tree, schema: schema, expectsCondition: expectsCondition)
        var told = checked.diagnostics
        if parsed.hasErrors {
            let broken = BrokenClauses(of: parsed)
            told = told.filter { diagnostic in
                // What was left out may have made a condition of it.
                diagnostic.severity == .error && diagnostic.rule != PQLSemanticsDiagnostics.notBoolean
                    && !broken.contain(diagnostic.span)
            }
        }
        return CheckedExpression(
            tree: checked.tree,
            diagnostics: Self.inOrder(parsed.diagnostics + told),
            type: checked.type,
            relationshipSteps: checked.relationshipSteps,
            fieldPaths: checked.fieldPaths,
            segmentReferences: checked.segmentReferences
        )
    }

    private static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.enumerated()
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
            .map(\.element)
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
            diagnostics: Self.inOrder(inference.diagnostics + inference.remarks.diagnostics + impossible),
            type: operand.type,
            relationshipSteps: inference.relationshipSteps.sorted { $0.start < $1.start },
            fieldPaths: inference.fieldPaths,
            segmentReferences: inference.references
        )
    }
}
