package import Segments

/// The segment definitions of one sandbox, as the reconciler needs them.
///
/// Implementations repeat reads before they throw, and a write only where it was certainly not performed; they throw
/// `RepositoryFailure` alone.
package protocol SegmentRepository: Sendable {
    /// Every definition that the service lists, each once, with the service's own count. A list that may be short is
    /// asked for once more before it is given; the guards judge it.
    func list() async throws(RepositoryFailure) -> SegmentList

    /// How many definitions there are by another view of the same store; it counts neither the platform's own nor
    /// audiences of other systems, as far as they are told.
    func audienceCount() async throws(RepositoryFailure) -> Int

    /// Whether the sandbox is one of production.
    func isProduction() async throws(RepositoryFailure) -> Bool

    func mergePolicies() async throws(RepositoryFailure) -> [MergePolicy]

    /// The tags of the organisation.
    func tags() async throws(RepositoryFailure) -> [Tag]

    /// The definition with this id; nil where the service says that there is none.
    func read(_ id: SegmentID) async throws(RepositoryFailure) -> ObservedSegment?

    /// The id of the new definition. Never sent twice: an `unclear` failure says that it may have been created.
    func create(_ draft: SegmentDraft) async throws(RepositoryFailure) -> SegmentID

    /// Overwrites a definition. `etag` is the one that was read: where the service minds it, a definition that has
    /// changed since is left alone, and the failure is `changedMeanwhile`.
    func update(_ id: SegmentID, to draft: SegmentDraft, etag: String?) async throws(RepositoryFailure)

    /// Writes some fields of a definition, each by itself.
    func change(_ id: SegmentID, _ change: AudienceChange, etag: String?) async throws(RepositoryFailure)

    /// Deletes a definition; one that is not there counts as deleted.
    func delete(_ id: SegmentID, etag: String?) async throws(RepositoryFailure)
}
