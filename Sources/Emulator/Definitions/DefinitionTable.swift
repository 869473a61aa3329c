internal import GRDB
internal import JSONTree
internal import PlatformAPI

/// The definitions of one sandbox inside one transaction.
struct DefinitionTable {
    let database: Database
    let sandbox: String
    /// The view of definitions neither has audiences of other systems nor tells the folder of any.
    let view: DefinitionView
    var form = AnswerForm(.asPosted)
    /// Left out of pages; to look one up all the same is for the service's own checks.
    var hidden = HiddenDefinitions()

    // MARK: Writing

    func insert(_ definition: StoredDefinition) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO definition (
                    sandbox, id, name, createdAt, updatedAt, batch, continuous, synchronous, lifecycle, body, isExternal
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            sandbox, definition.id, definition.name, definition.createdAt, definition.updatedAt,
            definition.evaluation.batch, definition.evaluation.continuous, definition.evaluation.synchronous,
            definition.lifecycle.rawValue, JSONText.encode(definition.members), definition.isExternal,
        ])
        try insertReferences(of: definition)
    }

    func update(_ definition: StoredDefinition) throws {
        try database.cachedStatement(
            sql: """
                UPDATE definition SET name = ?, updatedAt = ?, batch = ?, continuous = ?, synchronous = ?,
                    lifecycle = ?, body = ?
                WHERE sandbox = ? AND id = ?
                """
        ).execute(arguments: [
            definition.name, definition.updatedAt, definition.evaluation.batch, definition.evaluation.continuous,
            definition.evaluation.synchronous, definition.lifecycle.rawValue, JSONText.encode(definition.members),
            sandbox, definition.id,
        ])
        try deleteReferences(of: definition.id)
        try insertReferences(of: definition)
    }

    func delete(id: String) throws {
        try database.cachedStatement(sql: "DELETE FROM definition WHERE sandbox = ? AND id = ?")
            .execute(arguments: [sandbox, id])
        try deleteReferences(of: id)
    }

    private func insertReferences(of definition: StoredDefinition) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO definitionReference (sandbox, referrer, referred) VALUES (?, ?, ?)"
        )
        for referred in definition.references {
            try statement.execute(arguments: [sandbox, definition.id, referred])
        }
    }

    private func deleteReferences(of id: String) throws {
        try database.cachedStatement(sql: "DELETE FROM definitionReference WHERE sandbox = ? AND referrer = ?")
            .execute(arguments: [sandbox, id])
    }

    // MARK: Looking up

    /// The members of what the view has, as they are kept, without `dependents`.
    func members(id: String) throws -> [String: JSONValue]? {
        let text = try String.fetchOne(
            database.cachedStatement(
                sql: "SELECT body FROM definition WHERE sandbox = ? AND id = ? AND \(view.condition)"
            ),
            arguments: [sandbox, id]
        )
        guard let text else { return nil }
        guard let members = try JSONText.decode(text).object else {
            preconditionFailure("a kept definition is a JSON object")
        }
        return members
    }

    /// Whether a definition other than `id` has this name, to the letter.
    func isTaken(name: String, exceptBy id: String) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM definition WHERE sandbox = ? AND name = ? AND id <> ?)"
            ),
            arguments: [sandbox, name, id]
        ) ?? false
    }

    func lifecycle(id: String) throws -> Lifecycle? {
        try String.fetchOne(
            database.cachedStatement(sql: "SELECT lifecycle FROM definition WHERE sandbox = ? AND id = ?"),
            arguments: [sandbox, id]
        ).flatMap(Lifecycle.init)
    }

    func hasDependents(id: String) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM definitionReference WHERE sandbox = ? AND referred = ?)"
            ),
            arguments: [sandbox, id]
        ) ?? false
    }

    /// Whether `target` is `start` or is named by it, directly or through others.
    func leads(from start: String, to target: String) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    WITH RECURSIVE reached (id) AS (
                        SELECT ?
                        UNION
                        SELECT referred FROM definitionReference JOIN reached ON referrer = id WHERE sandbox = ?
                    )
                    SELECT EXISTS (SELECT 1 FROM reached WHERE id = ?)
                    """
            ),
            arguments: [start, sandbox, target]
        ) ?? false
    }

    // MARK: Answers

    /// The body and the ids of the definitions that name this one, as a JSON list.
    private var answerColumns: String {
        """
        \(view.body), (
            SELECT json_group_array(referrer) FROM (
                SELECT referrer FROM definitionReference AS reference
                WHERE reference.sandbox = definition.sandbox AND reference.referred = definition.id
                ORDER BY referrer
            )
        )
        """
    }

    /// The answer of a definition as JSON text.
    func answer(id: String) throws -> String? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT \(answerColumns) FROM definition WHERE sandbox = ? AND id = ? AND \(view.condition)"
            ),
            arguments: [sandbox, id]
        ).map(answer)
    }

    /// One page of answers, and how many definitions the filter lets through in all.
    func page(_ query: DefinitionQuery) throws -> (total: Int, answers: [String]) {
        let (condition, arguments) = filter(query.conditions)
        let total = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT count(*) FROM definition WHERE \(condition)"),
            arguments: arguments
        )
        let order = query.order.map { "\($0.attribute.column) \($0.direction.rawValue)" } + ["sequence DESC"]
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT \(answerColumns) FROM definition WHERE \(condition)
                    ORDER BY \(order.joined(separator: ", ")) LIMIT ? OFFSET ?
                    """
            ),
            arguments: arguments + [query.limit, query.offset]
        )
        return (total ?? 0, try rows.map(answer))
    }

    /// A kept body is an object with members, so the list goes in before its last brace.
    private func answer(_ row: Row) throws -> String {
        let body: String = row[0]
        let dependents: String = row[1]
        return try form.applied(to: body.dropLast() + ",\"dependents\":" + dependents + "}")
    }
}

extension DefinitionView {
    /// What a row must fulfil to be in the view.
    var condition: String {
        switch self {
        case .definitions: "isExternal = 0"
        case .audiences: "TRUE"
        }
    }

    /// The body as the view shows it.
    fileprivate var body: String {
        switch self {
        case .definitions:
            """
            CASE WHEN instr(body, '"linkedAudienceRef"') > 0 THEN json_remove(body, '$.linkedAudienceRef') ELSE body END
            """
        case .audiences: "body"
        }
    }
}
