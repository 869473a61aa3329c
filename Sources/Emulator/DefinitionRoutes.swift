internal import GRDB
internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `/segment/definitions`: every verb, and bulk-get.
struct DefinitionRoutes: Sendable {
    private static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
    let gateway: Gateway
    let store: EmulatorStore
    let switches: EmulatorSwitches
    let now: @Sendable () -> Int64
    let makeID: @Sendable () -> String
    let makeRequestID: @Sendable () -> String

    func add(to router: Router<EmulatorContext>) {
        let all = RouterPath(PlatformRoute.definitions)
        let one = RouterPath(PlatformRoute.definitions + "/:id")
        router.get(all) { request, _ in try await list(request) }
        router.post(all) { request, _ in try await create(request) }
        router.post(RouterPath(PlatformRoute.definitionsBulkGet)) { request, _ in try await bulkGet(request) }
        router.get(one) { request, context in try await get(request, id: try context.pathID()) }
        router.patch(one) { request, context in try await update(request, id: try context.pathID()) }
        router.delete(one) { request, context in try await delete(request, id: try context.pathID()) }
    }

    private func list(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox.name
        let query = try DefinitionQuery(QueryFields(request.uri.query ?? ""))
        let (total, answers) = try await store.read { database in
            try table(database, sandbox).page(query)
        }
        let answer = DefinitionListAnswer(query: query, total: total, answers: answers)
        return Response(status: .ok, json: answer.json)
    }

    private func get(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox.name
        let answer = try await store.read { database in
            try table(database, sandbox).answer(id: id)
        }
        guard let answer else { throw EmulatorProblem.definitionMissing(id) }
        return Response(status: .ok, json: answer)
    }

    private func create(_ request: Request) async throws -> Response {
        let caller = try await gateway.admit(request)
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: PostedDefinition.requiredMembers
        )
        let rules = DefinitionRules(sandbox: caller.sandbox, switches: switches)
        let definition = try rules.create(posted, id: makeID(), stamp: stamp(of: caller))
        let answer = try await store.write { database in
            let table = table(database, caller.sandbox.name)
            try DefinitionChecks(table: table, switches: switches).check(definition, replacing: nil)
            try table.insert(definition)
            return try table.answer(id: definition.id)
        }
        let status: HTTPResponse.Status = switches.answersCreateWith201 ? .created : .ok
        return written(definition.id, status: status, answer: answer)
    }

    private func update(_ request: Request, id: String) async throws -> Response {
        let caller = try await gateway.admit(request)
        let posted = try PostedDefinition(
            await request.collectedBody(),
            required: switches.requiresFullPatch ? PostedDefinition.requiredMembers : []
        )
        let rules = DefinitionRules(sandbox: caller.sandbox, switches: switches)
        let stamp = stamp(of: caller)
        let answer = try await store.write { database in
            let table = table(database, caller.sandbox.name)
            guard let kept = try table.members(id: id), let lifecycle = try table.lifecycle(id: id) else {
                throw EmulatorProblem.definitionMissing(id)
            }
            let definition = try rules.update(kept, with: posted, stamp: stamp)
            try DefinitionChecks(table: table, switches: switches).check(definition, replacing: lifecycle)
            try table.update(definition)
            return try table.answer(id: id)
        }
        return written(id, status: .ok, answer: answer)
    }

    private func delete(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox.name
        try await store.write { database in
            let table = table(database, sandbox)
            guard try table.lifecycle(id: id) != nil else { throw EmulatorProblem.definitionMissing(id) }
            guard try !table.hasDependents(id: id) else { throw EmulatorProblem.definitionInUse }
            try table.delete(id: id)
        }
        switch switches.deleteAnswer {
        case .empty: return Response(status: .ok)
        case .noContent: return Response(status: .noContent)
        case .message:
            return Response(
                status: .ok,
                json: JSONText.encode(["status": true, "message": "the definition was deleted"] as JSONValue)
            )
        }
    }

    private func bulkGet(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox.name
        let bytes = try await request.collectedBody()
        let json: JSONValue
        do throws(JSONTextError) {
            json = try JSONText.decode(bytes)
        } catch {
            throw EmulatorProblem.unreadable([error.reason])
        }
        guard let items = json["ids"]?.array else {
            throw EmulatorProblem.unreadable(["expected 'ids' to be a list of objects with the text id"])
        }
        let ids = items.compactMap { $0["id"]?.string }
        guard ids.count == items.count else {
            throw EmulatorProblem.unreadable(["expected each of 'ids' to be an object with the text id"])
        }
        guard (1...BulkGetBody.limit).contains(ids.count) else { throw EmulatorProblem.bulkCount }
        return try await answerBulk(ids, sandbox: sandbox)
    }

    private func answerBulk(_ ids: [String], sandbox: String) async throws -> Response {
        let found = try await store.read { database in
            let table = table(database, sandbox)
            return try Set(ids).reduce(into: [String: String]()) { found, id in found[id] = try table.answer(id: id) }
        }
        guard !found.isEmpty else { throw EmulatorProblem.bulkMissing(ids) }
        var results = found
        for id in ids where found[id] == nil {
            results[id] = JSONText.encode(
                [
                    "requestId": .string(makeRequestID()),
                    "errors": ["404": [["code": 404, "message": "Not found."]]],
                ] as JSONValue
            )
        }
        let members = results.sorted { $0.key < $1.key }.map { JSONText.encode($0.key) + ":" + $0.value }
        return Response(status: Self.multiStatus, json: "{\"results\":{" + members.joined(separator: ",") + "}}")
    }

    private func table(_ database: Database, _ sandbox: String) -> DefinitionTable {
        DefinitionTable(database: database, sandbox: sandbox, form: AnswerForm(switches.expressionAnswer))
    }

    private func stamp(of caller: Caller) -> DefinitionRules.Stamp {
        DefinitionRules.Stamp(author: caller.author, time: now(), etag: makeID())
    }

    private func written(_ id: String, status: HTTPResponse.Status, answer: String?) -> Response {
        guard let answer else { preconditionFailure("what was written in a transaction can be read in it") }
        var response = Response(status: status, json: answer)
        response.headers[.definitionLocation] = PlatformRoute.definition(id)
        return response
    }
}

extension EmulatorContext {
    /// The path's last part, decoded; text that is no valid encoding is the name of nothing.
    func pathID() throws -> String {
        let written = try parameters.require("id")
        return PathSegment.decode(written) ?? written
    }
}

extension HTTPField.Name {
    /// `X-Location`; the wire contract's own name for it is that of the standard `Location` as well.
    fileprivate static let definitionLocation: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Location") else { preconditionFailure("'X-Location' is a header name") }
        return name
    }()
}
