package import Segments

/// The segment definitions of one sandbox, as the reconciler needs them.
///
/// Implementations repeat what is safe to repeat before they throw, and throw `RepositoryFailure` alone.
package protocol SegmentRepository: Sendable {
    /// Every definition, each once. A list that comes back short of the count that the service states is a failure:
    /// what is missing from it must not be taken for deleted.
    func list() async throws(RepositoryFailure) -> [ObservedSegment]

    func mergePolicies() async throws(RepositoryFailure) -> [MergePolicy]

    /// The definition with this id; nil where the service says that there is none.
    func read(_ id: SegmentID) async throws(RepositoryFailure) -> ObservedSegment?

    /// The id of the new definition. Never sent twice: an `unclear` failure says that it may have been created.
    func create(_ draft: SegmentDraft) async throws(RepositoryFailure) -> SegmentID

    /// Overwrites the managed fields of a definition.
    func update(_ id: SegmentID, to draft: SegmentDraft) async throws(RepositoryFailure)

    /// Deletes a definition; one that is not there counts as deleted.
    func delete(_ id: SegmentID) async throws(RepositoryFailure)
}
