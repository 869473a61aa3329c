/// One managed field that differs: as it is, and as it shall be. Both are texts for people.
package struct FieldChange: Hashable, Sendable {
    package let field: ManagedField
    package let before: String
    package let after: String

    package init(_ field: ManagedField, before: String, after: String) {
        self.field = field
        self.before = before
        self.after = after
    }
}
