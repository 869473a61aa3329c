package import PQLSemantics

/// One managed field that differs: as it is, and as it shall be. Both are texts for people.
package struct FieldChange: Hashable, Sendable {
    package let field: ManagedField
    package let before: String
    package let after: String
    /// How the rule differs, clause by clause; nil for other fields, and where the rule that is there cannot be read.
    package let rule: ExpressionChange?

    package init(_ field: ManagedField, before: String, after: String, rule: ExpressionChange? = nil) {
        self.field = field
        self.before = before
        self.after = after
        self.rule = rule
    }
}
