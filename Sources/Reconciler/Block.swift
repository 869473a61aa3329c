/// Why an action must not be done, and how to let it pass where that is allowed.
package struct Block: Hashable, Sendable {
    package enum Guard: String, Hashable, Sendable, Codable {
        /// An unstamped definition has the name.
        case adopt
        /// The platform's own definition, another project's stamp, or one that cannot be read.
        case ownership
        /// Two definitions answer to one name or one stamp.
        case ambiguous
        /// The remote definition remembers that it must not be deleted.
        case protected
        /// Other definitions use it.
        case dependents
        /// Too many deletes in one plan.
        case maxDeletes
        /// The sandbox lacks something that the segment names.
        case unresolved
        /// It waits for an action that is blocked, or for itself.
        case order
    }

    package let by: Guard
    /// What is wrong, with the objects concerned.
    package let reason: String
    /// The exact flag or edit that lets it pass; nil where nothing does.
    package let remedy: String?

    package init(_ by: Guard, _ reason: String, remedy: String? = nil) {
        self.by = by
        self.reason = reason
        self.remedy = remedy
    }
}
