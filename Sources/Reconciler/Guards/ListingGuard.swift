/// Stops a plan made from a list that may not be the whole: what is missing from it would be made a second time, and
/// what uses something would not be seen.
struct ListingGuard {
    func blocks(_ listing: SandboxListing, _ options: PlanOptions) -> [Block] {
        shortList(listing.list, options) + emptySandbox(listing, options)
    }

    private func shortList(_ list: SegmentList, _ options: PlanOptions) -> [Block] {
        guard !list.isWhole, !options.allowShortList else { return [] }
        let came = list.segments.count
        let reason =
            list.statedCount.map { "the sandbox says that it has \($0) definitions, and lists \(came)" }
            ?? "the sandbox lists \(came) definitions and does not say how many it has, so nobody can tell whether these "
            + "are all"
        return [Block(.shortList, reason, remedy: "plan again, or take the list for the whole with --allow-short-list")]
    }

    private func emptySandbox(_ listing: SandboxListing, _ options: PlanOptions) -> [Block] {
        guard listing.list.hasNoDefinition, !options.allowEmptySandbox else { return [] }
        let doubt: String
        switch listing.otherCount {
        case .counted(0): return []
        case .counted(let count): doubt = "its list of audiences counts \(count)"
        case .unknown(let reason): doubt = "its audiences cannot be counted: \(reason)"
        case .notAsked: doubt = "its audiences were not counted"
        }
        let remedy = "plan again, or take the sandbox for empty with --allow-empty-sandbox"
        return [Block(.emptySandbox, "the sandbox lists no definition, but \(doubt)", remedy: remedy)]
    }
}
