package import PQLSemantics
package import Segments

/// One managed field that differs: as it is, and as it shall be. Both are texts for people.
package struct FieldChange: Hashable, Sendable {
    package let field: ManagedField
    package let before: String
    package let after: String
    /// Who changed it: Git, somebody in the sandbox, or both.
    package let verdict: FieldVerdict
    /// How the rule differs, clause by clause; nil for other fields, and where the rule that is there cannot be read.
    package let rule: ExpressionChange?

    package init(
        _ field: ManagedField,
        before: String,
        after: String,
        verdict: FieldVerdict = .changedInGit,
        rule: ExpressionChange? = nil
    ) {
        self.field = field
        self.before = before
        self.after = after
        self.verdict = verdict
        self.rule = rule
    }
}
