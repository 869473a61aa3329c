package import PQLSyntax
package import XDM

/// Says in plain English what a rule asks for.
package struct ExpressionExplainer: Sendable {
    private let catalog: SchemaCatalog
    private let tenant: String?

    /// `tenant` is the prefix of the tenant's own fields, such as `_wwfovlab011`; nil takes the catalogue's.
    package init(catalog: SchemaCatalog, tenant: String? = nil) {
        self.catalog = catalog
        self.tenant = tenant
    }

    /// Explains one rule; `schema` is the class that its bare names belong to.
    ///
    /// Never fails and never traps. Parts below a depth that no rule of people has are told as PQL.
    package func explain(_ tree: PQLExpression, schema: String) -> Explanation {
        let altID = SchemaName.altID(of: schema)
        let root =
            catalog.root(class: altID)
            ?? XDMEntity(id: schema, classAltID: altID, object: XDMObject([:], isOpen: true))
        let handle =
            switch altID {
            case SchemaName.profileClass: "the profile"
            case SchemaName.eventClass: "the event"
            default: "the record"
            }
        var writer = ExplanationWriter(
            catalog: catalog,
            labels: FieldLabels(catalog: catalog, tenant: tenant),
            scope: ExplanationScope(root: Operand(root), handle: handle)
        )
        let lines = writer.condition(tree).lines()
        return Explanation(lines: lines, fields: writer.labels.fields)
    }
}
