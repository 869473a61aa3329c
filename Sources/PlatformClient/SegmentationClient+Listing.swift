internal import JSONTree
internal import PlatformAPI
package import Reconciler
package import Segments

extension SegmentationClient {
    /// Every definition, each once, in the service's order; one call for each hundred.
    ///
    /// A page that is missing from the second walk too is a failure; a short list is given with its count.
    package func list() async throws(RepositoryFailure) -> SegmentList {
        let walk = PageWalk<ObservedSegment>(id: \.id) { number throws(RepositoryFailure) in
            let call = PlatformCall.definitionsPage(number, sandbox: connection.sandbox)
            let page = try await connection.value(DefinitionPage.self, of: call)
            let rows = Result { () throws(RepositoryFailure) in try DefinitionMapping.segments(page.definitions) }
            return PageWalk<ObservedSegment>.Page(rows: rows, totalCount: page.totalCount, totalPages: page.totalPages)
        }
        let outcome = try await walk.rows()
        try refuse(outcome, of: "segments")
        return SegmentList(outcome.rows, statedCount: outcome.statedCount)
    }

    /// Every audience that the sandbox lists, those of other systems too, each once; asked for as definitions are.
    package func audiences() async throws(RepositoryFailure) -> AudienceList {
        let walk = PageWalk<Audience>(id: \.id) { number throws(RepositoryFailure) in
            let call = PlatformCall.audiencesPage(number, sandbox: connection.sandbox)
            let page = try await connection.value(AudiencePage.self, of: call)
            let rows = Result { () throws(RepositoryFailure) in try DefinitionMapping.audiences(page.children) }
            return PageWalk<Audience>.Page(rows: rows, totalCount: page.totalCount, totalPages: page.totalPages)
        }
        let outcome = try await walk.rows()
        try refuse(outcome, of: "audiences")
        return AudienceList(outcome.rows, statedCount: outcome.statedCount)
    }

    /// Throws where a page is missing.
    private func refuse<Row>(_ outcome: PageWalk<Row>.Outcome, of rows: String) throws(RepositoryFailure) {
        guard let lost = outcome.lost else { return }
        throw FailureWording.incompleteList(
            of: rows,
            sandbox: connection.sandbox,
            found: outcome.rows.count,
            stated: outcome.statedCount,
            cause: lost
        )
    }

    /// Counts by one row. Only where it is not 0 the audiences are listed, too: those of other systems are no
    /// definitions. Where the list is short, or the two say different counts, every audience counts as a definition.
    package func audienceCount() async throws(RepositoryFailure) -> Int {
        let call = PlatformCall.countAudiences(sandbox: connection.sandbox)
        let response = try await connection.send(call)
        let page = try connection.decode(AudiencePage.self, from: response, to: call)
        guard let count = page.totalCount else { throw FailureWording.unreadable(call, response) }
        guard count > 0 else { return count }
        let list = try await audiences()
        let isSure = list.isWhole && list.statedCount == count && list.audiences.count == count
        return isSure ? count - list.audiences.count(where: \.isExternal) : max(count, list.statedCount ?? 0)
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
        guard let sandbox else {
            throw FailureWording.sandboxNotListed(connection.sandbox, operation: call.operation)
        }
        guard let type = sandbox["type"]?.string else {
            throw FailureWording.sandboxWithoutType(connection.sandbox, operation: call.operation)
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
