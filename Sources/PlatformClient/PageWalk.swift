internal import Reconciler
internal import Segments

/// All rows of a list whose pages are counted from 0: each once, in the service's order.
///
/// The pages after the first are fetched together. While somebody else writes, a walk may skip a row or meet it twice: a
/// walk that falls short of the stated count, or misses a page, is made once more.
struct PageWalk<Row: Sendable>: Sendable {
    struct Page: Sendable {
        /// A failure where a row could not be read: no second walk makes it whole.
        let rows: Result<[Row], RepositoryFailure>
        let totalCount: Int?
        let totalPages: Int?
    }

    /// What one walk over all pages came to.
    struct Outcome: Sendable {
        let rows: [Row]
        /// nil where the service states none.
        let statedCount: Int?
        /// Why a page is missing; nil where each was answered.
        let lost: String?

        /// Whether as many came as the service says there are.
        var isWhole: Bool { lost == nil && (statedCount.map { rows.count >= $0 } ?? false) }
    }

    /// Tells a row that comes a second time.
    let id: @Sendable (Row) -> SegmentID
    let page: @Sendable (Int) async throws(RepositoryFailure) -> Page

    /// More pages than any sandbox can have: a count beyond it is no count.
    private static var mostPages: Int { 10_000 }

    func rows() async throws(RepositoryFailure) -> Outcome {
        let first = try await once()
        return first.isWhole || Task.isCancelled ? first : try await once()
    }

    private func once() async throws(RepositoryFailure) -> Outcome {
        let first = try await page(0)
        var pages = [first]
        let stated = first.totalCount.flatMap { $0 >= 0 ? $0 : nil }
        let pageCount = first.totalPages ?? stated.map(Self.pages) ?? 1
        guard pageCount <= Self.mostPages else {
            return Outcome(rows: try first.rows.get(), statedCount: stated, lost: "\(pageCount) pages are stated")
        }
        var lost: String?
        for result in await fetch(1..<max(1, pageCount)) {
            switch result {
            case .success(let page): pages.append(page)
            // A refusal stays one, however often it is asked for.
            case .failure(let failure) where failure.outcome == .refused: throw failure
            case .failure(let failure): lost = lost ?? failure.message
            }
        }
        var ids: Set<SegmentID> = []
        var rows: [Row] = []
        for page in pages { rows += try page.rows.get().filter { ids.insert(id($0)).inserted } }
        let count = stated.map { stated in pages.compactMap(\.totalCount).reduce(stated, max) }
        return Outcome(rows: rows, statedCount: count, lost: lost)
    }

    /// The division rounds up without a sum, which the greatest count would overflow.
    private static func pages(holding count: Int) -> Int {
        let (full, rest) = count.quotientAndRemainder(dividingBy: PlatformCall.pageLimit)
        return rest == 0 ? full : full + 1
    }

    /// The pages in their order, fetched together; how many at a time is for the gate to say.
    private func fetch(_ numbers: Range<Int>) async -> [Result<Page, RepositoryFailure>] {
        await withTaskGroup(of: (Int, Result<Page, RepositoryFailure>).self) { group in
            for number in numbers {
                group.addTask {
                    do throws(RepositoryFailure) {
                        return (number, .success(try await page(number)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<Page, RepositoryFailure>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
