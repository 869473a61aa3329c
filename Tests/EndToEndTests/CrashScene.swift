import Foundation
import GRDB
import HTTPTypes
import JSONTree
import Segments
import Testing

/// A sandbox that can be set back to how it was, and a saved plan for it.
final class CrashScene: Sendable {
    /// All definitions as they are kept.
    struct Stand: Equatable {
        /// Of the project, by name, without what the service makes up anew: ids stand by name, times and etags not.
        var own: [String: String]
        /// All others, to the letter.
        var strangers: [String]
    }

    let workspace: Workspace
    let emulator: EmulatorProcess
    private let database: DatabaseQueue

    init() async throws {
        workspace = try Workspace()
        try workspace.write("segsync.yaml", CrashProject.text(endpoint: "http://127.0.0.1:1"))
        // The service has the tags that manifests name as it starts.
        try workspace.write("segments/all.yaml", CrashProject.after)
        emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", CrashProject.text(endpoint: emulator.endpoint))
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        database = try DatabaseQueue(
            path: workspace.folder.appendingPathComponent(".segsync/local.db").path,
            configuration: configuration
        )
        try await seed()
        try workspace.write("segments/all.yaml", CrashProject.after)
        let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--out", "plan.json", "--format", "json")
        try #require(plan.status == 0, "\(plan.output)\(plan.messages)")
        let summary = try JSONText.decode(plan.output)["summary"]
        for (kind, count) in CrashProject.actions { #expect(summary?[kind] == .integer(Int64(count)), "\(kind)") }
    }

    /// The project's definitions as they were before, and some of others.
    private func seed() async throws {
        try workspace.write("segments/all.yaml", CrashProject.before)
        let apply = try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
        try #require(apply.status == 0, "\(apply.output)\(apply.messages)")
        let used = try await emulator.definitions().first { $0["name"] == "Segment base-0" }?["id"]?.string
        let others = [
            ("By hand", "", "person.birthYear = 1980"),
            ("Of another project", "[segsync:1 project=other key=base-0]", "person.birthYear = 1981"),
            ("User by hand", "two\nlines", "inSegment(\"\(try #require(used))\")"),
        ]
        for (name, description, rule) in others {
            let body: JSONValue = [
                "name": .string(name), "description": .string(description),
                "schema": ["name": "_xdm.context.profile"],
                "expression": ["type": "PQL", "format": "pql/text", "value": .string(rule)],
            ]
            let answer = try await emulator.call(.post, "/segment/definitions", body: body)
            try #require(answer.status == 200, "\(answer.json)")
        }
        try await database.write { database in
            for table in ["definition", "definitionReference"] {
                try database.execute(sql: "CREATE TABLE seed_\(table) AS SELECT * FROM \(table)")
            }
        }
    }

    /// Sets the sandbox back to how it was when the plan was made.
    func reset() async throws {
        try await database.write { database in
            for table in ["definition", "definitionReference"] {
                try database.execute(sql: "DELETE FROM \(table)")
                try database.execute(sql: "INSERT INTO \(table) SELECT * FROM seed_\(table)")
            }
        }
    }

    func apply() async throws -> SegsyncProcess.Output {
        try await workspace.segsync("apply", "plan.json", "--auto-approve")
    }

    /// Runs the plan, one action at a time, until the n-th write hangs, and kills it there; gives the kind of write.
    func applyKilled(atWrite number: Int, afterWrite: Bool) async throws -> String {
        try await emulator.script([
            "call": "write", "nth": .integer(Int64(number)),
            "fault": ["kind": "hang", "afterWrite": .boolean(afterWrite)],
        ])
        let process = SegsyncProcess.start(
            ["apply", "plan.json", "--auto-approve", "--parallelism", "1"],
            in: workspace.folder
        )
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        async let ended: Void = SegsyncProcess.runToEnd(process)
        let hanging = try await emulator.admin(.get, "calls?hanging=1").json["hanging"]?.array
        kill(process.processIdentifier, SIGKILL)
        try await ended
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try await emulator.admin(.get, "calls?hanging=0").json["hanging"] == [])
        #expect(try await emulator.admin(.delete, "faults").status == 204)
        try #require(hanging?.count == 1)
        return try #require(hanging?.first?["call"]?.string)
    }

    /// Members that the service makes up anew in each run, or that hold ids and are compared by name.
    private static let madeAnew: Set<String> = [
        "id", "audienceId", "creationTime", "createEpoch", "updateTime", "updateEpoch", "_etag", "expression",
        "description", "dependencies",
    ]

    /// What the service keeps.
    func stand() async throws -> Stand {
        let bodies = try await database.read { database in
            try String.fetchAll(database, sql: "SELECT body FROM definition ORDER BY name")
        }
        let definitions = try bodies.map { try #require(try JSONText.decode($0).object) }
        let names = Dictionary(
            uniqueKeysWithValues: definitions.compactMap { definition -> (String, String)? in
                guard let id = definition["id"]?.string, let name = definition["name"]?.string else { return nil }
                return (id, name)
            }
        )
        var stand = Stand(own: [:], strangers: [])
        for (definition, body) in zip(definitions, bodies) {
            let description = StampedDescription(remote: definition["description"]?.string ?? "")
            guard let stamp = description.stamp, stamp.project == "crash" else {
                stand.strangers.append(body)
                continue
            }
            let name = try #require(definition["name"]?.string)
            #expect(stand.own[name] == nil, "'\(name)' is there twice")
            stand.own[name] = try Self.text(of: definition, description, stamp, names)
        }
        return stand
    }

    private static func text(
        of definition: [String: JSONValue],
        _ description: StampedDescription,
        _ stamp: OwnershipStamp,
        _ names: [String: String]
    ) throws -> String {
        let expression = SegmentExpression(
            format: try #require(definition["expression"]?["format"]?.string),
            value: try #require(definition["expression"]?["value"]?.string)
        )
        // The digest is over ids, which differ from run to run: it must be the rule's, whatever that is.
        #expect(stamp.base?[.expression] == FieldDigest(of: expression.canonicalText), "\(stamp.line)")
        var base = stamp.base
        base?[.expression] = nil
        var members = definition.filter { !madeAnew.contains($0.key) }
        members["description"] = .string(description.text)
        members["stamp"] = .string("\(stamp.key) \(base?.text ?? "") \(stamp.protect) \(stamp.unknownMembers)")
        let rule = expression.referencedIDs.reduce(expression.text) { text, id in
            text.replacingOccurrences(of: id.text, with: names[id.text] ?? "nothing")
        }
        members["rule"] = .string(rule)
        let used = definition["dependencies"]?.array?.compactMap(\.string).map { names[$0] ?? "nothing" } ?? []
        members["dependencies"] = .array(used.sorted().map(JSONValue.string))
        return JSONText.encode(JSONValue.object(members))
    }
}
