internal import Reconciler
internal import Segments

/// What a plan is made from in a sandbox.
struct SandboxReading {
    let mergePolicies: [MergePolicy]
    /// None where no name of a tag has to be understood: tags are on another host and need another permission.
    let tags: [Tag]
    let listing: SandboxListing

    init(
        of repository: any SegmentRepository,
        needsTags: ([ObservedSegment]) -> Bool
    ) async throws(CommandFailure) {
        do throws(RepositoryFailure) {
            mergePolicies = try await repository.mergePolicies()
            listing = try await SandboxListing(of: repository)
            tags = needsTags(listing.list.segments) ? try await repository.tags() : []
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
