internal import GRDB
internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// What both views of the definitions do alike: one store, one set of rules and checks, and the same reads.
struct DefinitionOperations: Sendable {
    private static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")

    let view: DefinitionView
    let gateway: Gateway
    let store: EmulatorStore
    let switches: EmulatorSwitches
    let now: @Sendable () -> Int64
    let makeID: @Sendable () -> String
    let makeRequestID: @Sendable () -> String
    /// What is different for the call at hand.
    var conditions = CallConditions()

    func list(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let query = try DefinitionQuery(QueryFields(request.uri.query ?? ""), of: view)
        let (total, answers) = try await store.read { database in
            try table(database, sandbox).page(query)
        }
        return Response(status: .ok, json: DefinitionListAnswer(query: query, total: total, answers: answers).json)
    }

    func get(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let answer = try await store.read { database in
            let table = table(database, sandbox)
            return try table.shows(id) ? table.answer(id: id) : nil
        }
        guard let answer else { throw EmulatorProblem.definitionMissing(id) }
        return Response(status: .ok, json: answer)
    }

    /// Answers the id and the new definition.
    func create(_ posted: PostedDefinition, by caller: Caller) async throws -> (id: String, answer: String) {
        let definition =
            posted.isExternal
            ? try ExternalAudienceRules(sandbox: caller.sandbox)
                .create(posted, id: makeID(), stamp: stamp(of: caller))
            : try DefinitionRules(sandbox: caller.sandbox, switches: switches)
                .create(posted, id: makeID(), stamp: stamp(of: caller))
        let answer = try await store.write { database in
            let table = table(database, caller.sandbox)
            try DefinitionChecks(table: table, switches: switches).check(definition, replacing: nil)
            try table.insert(definition)
            return try table.answer(id: definition.id)
        }
        return (definition.id, Self.written(answer))
    }

    /// Answers the changed definition.
    func change(
        _ id: String,
        to posted: PostedDefinition,
        omitted: DefinitionRules.OmittedMembers,
        where precondition: EntityPrecondition,
        by caller: Caller
    ) async throws -> String {
        let rules = DefinitionRules(sandbox: caller.sandbox, switches: switches)
        let stamp = stamp(of: caller)
        let answer = try await store.write { database in
            let table = table(database, caller.sandbox)
            guard try table.shows(id), let kept = try table.members(id: id),
                let lifecycle = try table.lifecycle(id: id)
            else {
                throw EmulatorProblem.definitionMissing(id)
            }
            try precondition.check(DefinitionBody(members: kept).etag)
            let type = DefinitionBody(members: kept).type
            let isExternal = type.map(ExternalAudienceRules.types.contains) ?? false
            var definition =
                isExternal
                ? try ExternalAudienceRules(sandbox: caller.sandbox)
                    .update(kept, with: posted, omitted: omitted, stamp: stamp)
                : try rules.update(kept, with: posted, omitted: omitted, stamp: stamp)
            try DefinitionChecks(table: table, switches: switches).check(definition, replacing: lifecycle)
            if switches.downgradesEvaluationOnEdit {
                let downgrade = EvaluationDowngrade(table: table, expressions: caller.sandbox.expressions)
                definition = try downgrade.applied(to: definition)
            }
            if conditions.downgradesEvaluation, !isExternal { definition = definition.evaluated(by: .batchOnly) }
            try table.update(definition)
            return try table.answer(id: id)
        }
        return Self.written(answer)
    }

    func delete(_ id: String, where precondition: EntityPrecondition, by caller: Caller) async throws {
        try await store.write { database in
            let table = table(database, caller.sandbox)
            guard try table.shows(id), let kept = try table.members(id: id) else {
                throw EmulatorProblem.definitionMissing(id)
            }
            try precondition.check(DefinitionBody(members: kept).etag)
            guard try !table.hasDependents(id: id) else { throw EmulatorProblem.definitionInUse }
            try table.delete(id: id)
        }
    }

    func bulkGet(_ request: Request) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let ids = try Self.ids(try await request.collectedBody())
        let found = try await store.read { database in
            let table = table(database, sandbox)
            return try Set(ids).reduce(into: [String: String]()) { found, id in
                if try table.shows(id) { found[id] = try table.answer(id: id) }
            }
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

    private static func ids(_ bytes: [UInt8]) throws(EmulatorProblem) -> [String] {
        let json: JSONValue
        do throws(JSONTextError) {
            json = try JSONText.decode(bytes)
        } catch {
            throw .unreadable([error.reason])
        }
        guard let items = json["ids"]?.array else {
            throw .unreadable(["expected 'ids' to be a list of objects with the text id"])
        }
        let ids = items.compactMap { $0["id"]?.string }
        guard ids.count == items.count else {
            throw .unreadable(["expected each of 'ids' to be an object with the text id"])
        }
        guard (1...BulkGetBody.limit).contains(ids.count) else { throw .bulkCount }
        return ids
    }

    private func table(_ database: Database, _ sandbox: ServedSandbox) -> DefinitionTable {
        DefinitionTable(
            database: database,
            sandbox: sandbox.name,
            view: view,
            form: AnswerForm(switches.expressionAnswer),
            hidden: conditions.hidden
        )
    }

    private func stamp(of caller: Caller) -> DefinitionRules.Stamp {
        DefinitionRules.Stamp(author: caller.author, time: now(), etag: makeID())
    }

    private static func written(_ answer: String?) -> String {
        guard let answer else { preconditionFailure("what was written in a transaction can be read in it") }
        return answer
    }
}
