/// Why an action, or a whole plan, must not be done, and how to let it pass where that is allowed.
package struct Block: Hashable, Sendable {
    package enum Guard: String, Hashable, Sendable, Codable, CaseIterable {
        /// An unstamped definition has the name.
        case adopt
        /// The platform's own definition, or a stamp that cannot be read.
        case ownership
        /// Another project's stamp.
        case foreignStamp
        /// Two definitions answer to one name or one stamp.
        case ambiguous
        /// Git and the sandbox changed the same field, each to something else, or nobody can tell.
        case conflict
        /// The remote definition remembers that it must not be deleted, or may do so in a way that is not known.
        case protected
        /// Other definitions use it.
        case dependents
        /// Too many deletes in one plan.
        case maxDeletes
        /// Too many of the project's definitions are deleted in one plan.
        case maxDeletePercent
        /// A change of lifecycle that the platform does not allow.
        case lifecycle
        /// It would be evaluated less often than before, or may be and nobody can tell.
        case evaluationDowngrade
        /// The sandbox lacks something that the segment names.
        case unresolved
        /// It waits for an action that is blocked, or for itself.
        case order
        /// The list of definitions is shorter than the count that the service states, or states none.
        case shortList
        /// The sandbox answers that it has no definition at all, and another count says otherwise or cannot be had.
        case emptySandbox
        /// No manifest is left, so that everything would be deleted.
        case emptyManifests
        /// The sandbox is a production sandbox, or nobody can tell.
        case production
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
