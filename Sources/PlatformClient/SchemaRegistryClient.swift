package import JSONTree
internal import PlatformAPI
package import Reconciler

/// The schemas of one sandbox, over the platform's API. Reads alone.
package struct SchemaRegistryClient: Sendable {
    /// More pages than any registry can have: a walk that goes on beyond it goes in circles.
    private static let mostPages = 10_000

    private let connection: PlatformConnection

    package init(_ connection: PlatformConnection) {
        self.connection = connection
    }

    /// The prefix of the tenant's own fields, such as `_wwfovlab011`; the service says it without the underscore.
    package func tenant() async throws(RepositoryFailure) -> String {
        let call = PlatformCall.registryStats(sandbox: connection.sandbox)
        let response = try await connection.send(call)
        guard let tenant = try json(response, call)["tenantId"]?.string, !tenant.isEmpty else {
            throw FailureWording.unreadable(call, response)
        }
        return tenant.hasPrefix("_") ? tenant : "_" + tenant
    }

    /// The `meta:altId` of each union; none where no schema is enabled for Profile.
    package func unions() async throws(RepositoryFailure) -> [String] {
        var ids: [String] = []
        try await walk { query in
            PlatformCall.unions(query: query, sandbox: connection.sandbox)
        } _: { call, response throws(RepositoryFailure) in
            guard let page = RegistryPage(try json(response, call)) else {
                throw FailureWording.unreadable(call, response)
            }
            for union in page.results {
                guard let id = union["meta:altId"]?.string ?? union["$id"]?.string else {
                    throw FailureWording.unreadable(call, response)
                }
                ids.append(id)
            }
            return page.nextQuery
        }
        return ids
    }

    /// A union in its full form, by `meta:altId` or `$id`; nil where there is none and the registry lists none.
    ///
    /// One that is listed must be there, and one that is there must have fields: without them nothing would be checked.
    package func union(_ id: String, isListed: Bool) async throws(RepositoryFailure) -> JSONValue? {
        let call = PlatformCall.union(id)
        guard let union = try await document(call, id: id) else {
            guard !isListed else { throw FailureWording.listedAndMissing(call) }
            return nil
        }
        guard union["properties"]?.object?.isEmpty == false else { throw FailureWording.withoutFields(call) }
        return union
    }

    /// A schema in its full form, by `$id` or `meta:altId`; nil where there is none.
    package func schema(_ id: String) async throws(RepositoryFailure) -> JSONValue? {
        try await document(PlatformCall.schema(id), id: id)
    }

    /// Every descriptor of the sandbox, in the service's order.
    ///
    /// They are asked for in pages; a registry that does not know that form is asked for all at once.
    package func descriptors() async throws(RepositoryFailure) -> [JSONValue] {
        var descriptors: [JSONValue] = []
        var form = PlatformCall.DescriptorForm.paged
        let take = { (call: PlatformCall, response: PlatformResponse) throws(RepositoryFailure) -> String? in
            guard let page = RegistryPage(descriptors: try json(response, call)) else {
                throw FailureWording.unreadable(call, response)
            }
            descriptors += page.results
            return page.nextQuery
        }
        try await walk { query in
            PlatformCall.descriptors(as: form, query: query, sandbox: connection.sandbox)
        } _: { call, response throws(RepositoryFailure) in
            guard (200..<300).contains(response.status) else {
                form = .grouped
                return nil
            }
            return try take(call, response)
        }
        guard form == .grouped else { return descriptors }
        let call = PlatformCall.descriptors(as: .grouped, query: nil, sandbox: connection.sandbox)
        _ = try take(call, try await connection.send(call))
        return descriptors
    }

    /// Asks for one page after another; `take` gives the query of the next. A page that comes again is a failure.
    private func walk(
        _ call: (String?) -> PlatformCall,
        _ take: (PlatformCall, PlatformResponse) throws(RepositoryFailure) -> String?
    ) async throws(RepositoryFailure) {
        var query: String?
        var seen: Set<String> = []
        repeat {
            let call = call(query)
            query = try take(call, try await connection.send(call))
            guard let query else { return }
            guard seen.insert(query).inserted, seen.count < Self.mostPages else {
                throw FailureWording.unreadableNextPage(of: call.operation)
            }
        } while true
    }

    /// nil where there is none; a document by another name than the one asked for is a failure.
    private func document(_ call: PlatformCall, id: String) async throws(RepositoryFailure) -> JSONValue? {
        let response = try await connection.send(call)
        guard response.status != 404 else { return nil }
        let schema = try json(response, call)
        guard schema["$id"]?.string != nil, schema["meta:class"]?.string != nil else {
            throw FailureWording.unreadable(call, response)
        }
        let names = ["$id", "meta:altId"].compactMap { schema[$0]?.string }
        guard names.contains(id) else { throw FailureWording.otherDocument(call, found: names[0]) }
        return schema
    }

    private func json(_ response: PlatformResponse, _ call: PlatformCall) throws(RepositoryFailure) -> JSONValue {
        do throws(JSONTextError) {
            return try JSONText.decode(response.body)
        } catch {
            throw FailureWording.unreadable(call, response)
        }
    }
}
