internal import Segments

/// The definitions of a sandbox as a plan is made from them, with what tells whether they are all.
package struct SandboxListing: Hashable, Sendable {
    /// What another view of the same store says; it is asked only of a sandbox that lists no definition.
    package enum OtherCount: Hashable, Sendable {
        case notAsked
        case counted(Int)
        /// It cannot be had, and why.
        case unknown(String)
    }

    package let list: SegmentList
    package let otherCount: OtherCount

    package init(_ list: SegmentList, otherCount: OtherCount) {
        self.list = list
        self.otherCount = otherCount
    }

    /// Lists the sandbox; where it lists no definition besides the platform's own, the other view is asked as well.
    package init(of repository: some SegmentRepository) async throws(RepositoryFailure) {
        list = try await repository.list()
        guard list.hasNoDefinition else {
            otherCount = .notAsked
            return
        }
        do throws(RepositoryFailure) {
            otherCount = .counted(try await repository.audienceCount())
        } catch {
            otherCount = .unknown(error.message)
        }
    }

    /// What stands against taking the list for the whole.
    package func blocks(_ options: PlanOptions) -> [Block] { ListingGuard().blocks(self, options) }
}

extension SegmentList {
    /// Whether it holds nothing but definitions of the platform's own.
    var hasNoDefinition: Bool { segments.allSatisfy(\.isSystem) }
}
