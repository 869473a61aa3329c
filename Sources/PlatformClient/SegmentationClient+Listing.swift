internal import JSONTree
internal import PlatformAPI
package import Reconciler
package import Segments

extension SegmentationClient {
    /// More pages than any sandbox can have: a count beyond it is no count.
    private static let mostPages = 10_000

    /// What one walk over all pages came to.
    private struct Walk {
        let list: SegmentList
        /// Why a page is missing; nil where each was answered.
        let lost: String?

        /// Whether as many came as the service says there are.
        var isWhole: Bool { lost == nil && list.isWhole }
    }

    /// Every definition, each once, in the service's order; one call for each hundred.
    ///
    /// The pages after the first are fetched together. While somebody else writes, a walk may skip a definition or
    /// meet it twice: a walk that falls short of the stated count, or misses a page, is made once more. A page that is
    /// missing then too is a failure; a short list is given with its count.
    package func list() async throws(RepositoryFailure) -> SegmentList {
        var walk = try await walk()
        if !walk.isWhole, !Task.isCancelled { walk = try await self.walk() }
        if let lost = walk.lost {
            throw FailureWording.incompleteList(
                sandbox: connection.sandbox,
                found: walk.list.segments.count,
                stated: walk.list.statedCount,
                cause: lost
            )
        }
        return walk.list
    }

    package func audienceCount() async throws(RepositoryFailure) -> Int {
        let call = PlatformCall.countAudiences(sandbox: connection.sandbox)
        let response = try await connection.send(call)
        let page = try connection.decode(AudiencePage.self, from: response, to: call)
        guard let count = page.totalCount else { throw FailureWording.unreadable(call, response) }
        return count
    }

    package func tags() async throws(RepositoryFailure) -> [Tag] {
        var tags: [Tag] = []
        var start: String?
        var seen: Set<String> = []
        while true {
            let call = PlatformCall.tags(after: start)
            let page = try await connection.value(TagPage.self, of: call)
            tags += page.tags.filter { $0.archived != true }.map { Tag(id: $0.id, name: $0.name) }
            guard let next = page.next else { return tags }
            guard seen.insert(next).inserted else { throw FailureWording.unreadableNextPage(of: call.operation) }
            start = next
        }
    }

    package func isProduction() async throws(RepositoryFailure) -> Bool {
        let call = PlatformCall.sandboxes()
        let answer = try await connection.value(JSONValue.self, of: call)
        let sandbox = answer["sandboxes"]?.array?.first { $0["name"]?.string == connection.sandbox }
        guard let type = sandbox?["type"]?.string else {
            throw FailureWording.sandboxNotListed(connection.sandbox, operation: call.operation)
        }
        return type == "production"
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
        let stated = first.totalCount.flatMap { $0 >= 0 ? $0 : nil }
        let pageCount = first.totalPages ?? stated.map(Self.pages) ?? 1
        guard pageCount <= Self.mostPages else {
            let list = SegmentList(try first.segments.get(), statedCount: stated)
            return Walk(list: list, lost: "\(pageCount) pages are stated")
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
        let count = stated.map { stated in pages.compactMap(\.totalCount).reduce(stated, max) }
        return Walk(list: SegmentList(segments, statedCount: count), lost: lost)
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
