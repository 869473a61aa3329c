internal import PlatformAPI
package import Reconciler
package import Segments

extension SegmentationClient {
    /// More pages than any sandbox can have: a count beyond it is no count.
    private static let mostPages = 10_000

    /// What one walk over all pages came to.
    private enum Walk {
        case complete([ObservedSegment])
        case incomplete(found: Int, stated: Int?, cause: String?)
    }

    /// Every definition, each once, in the service's order; one call for each hundred.
    ///
    /// The pages after the first are fetched together. While somebody else writes, a walk may skip a definition or
    /// meet it twice: a walk that falls short of the stated count, or misses a page, is made once more, and a second
    /// one that does is a failure.
    package func list() async throws(RepositoryFailure) -> [ObservedSegment] {
        var walk = try await walk()
        if case .incomplete = walk, !Task.isCancelled { walk = try await self.walk() }
        switch walk {
        case .complete(let segments):
            return segments
        case .incomplete(let found, let stated, let cause):
            throw FailureWording.incompleteList(
                sandbox: connection.sandbox,
                found: found,
                stated: stated,
                cause: cause
            )
        }
    }

    package func mergePolicies() async throws(RepositoryFailure) -> [MergePolicy] {
        var policies: [MergePolicy] = []
        var start: String?
        var seen: Set<String> = []
        while true {
            let call = PlatformCall.mergePolicies(after: start, sandbox: connection.sandbox)
            let page = try await connection.value(MergePolicyPage.self, of: call)
            policies += page.children.map(DefinitionMapping.mergePolicy)
            guard let next = page.next else { return policies }
            guard let place = Self.start(in: next), seen.insert(place).inserted else {
                throw FailureWording.unreadableNextPage(of: call.operation)
            }
            start = place
        }
    }

    /// The opaque place in a link such as `@/mergePolicies?start=…&limit=20`.
    static func start(in link: String) -> String? {
        guard let query = link.firstIndex(of: "?") else { return nil }
        let value = link[link.index(after: query)...].split(separator: "&").first { $0.hasPrefix("start=") }
        guard let value, let place = PathSegment.decode(value.dropFirst("start=".count)) else { return nil }
        return place.isEmpty ? nil : place
    }
}

extension SegmentationClient {
    private struct Page: Sendable {
        /// A failure where a definition could not be read: no second walk makes it whole.
        let segments: Result<[ObservedSegment], RepositoryFailure>
        let totalCount: Int?
        let totalPages: Int?
    }

    private func walk() async throws(RepositoryFailure) -> Walk {
        let first = try await page(0)
        var pages = [first]
        guard let stated = first.totalCount, stated >= 0 else {
            return .incomplete(
                found: try first.segments.get().count,
                stated: nil,
                cause: "the service states no total count"
            )
        }
        let pageCount = first.totalPages ?? Self.pages(holding: stated)
        guard pageCount <= Self.mostPages else {
            return .incomplete(
                found: try first.segments.get().count,
                stated: stated,
                cause: "\(pageCount) pages are stated"
            )
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
        var segments: [ObservedSegment] = []
        for page in pages { segments += try page.segments.get().filter { ids.insert($0.id).inserted } }
        let count = pages.compactMap(\.totalCount).max() ?? stated
        guard lost == nil, segments.count >= count else {
            return .incomplete(found: segments.count, stated: count, cause: lost)
        }
        return .complete(segments)
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

    private func page(_ number: Int) async throws(RepositoryFailure) -> Page {
        let call = PlatformCall.definitionsPage(number, sandbox: connection.sandbox)
        let page = try await connection.value(DefinitionPage.self, of: call)
        let segments = Result { () throws(RepositoryFailure) in try DefinitionMapping.segments(page.definitions) }
        return Page(segments: segments, totalCount: page.totalCount, totalPages: page.totalPages)
    }
}
