import HTTPTypes
import JSONTree
import Testing

/// How many calls of each kind the service was sent, by the names that fault scripts give them.
struct EmulatorCalls {
    private let counts: [String: Int]

    init(_ json: JSONValue?) {
        counts = (json?.object ?? [:]).compactMapValues { $0.integer.map(Int.init) }
    }

    /// nil where there was none.
    subscript(kind: String) -> Int? { counts[kind] }

    var writes: Int { ["create", "update", "patch", "delete"].reduce(0) { $0 + (counts[$1] ?? 0) } }
}

extension EmulatorProcess {
    /// The calls that came while `body` ran.
    func calls(during body: () async throws -> Void) async throws -> EmulatorCalls {
        #expect(try await admin(.delete, "calls").status == 204)
        try await body()
        return EmulatorCalls(try await admin(.get, "calls").json["calls"])
    }

    /// Puts faults in place, each an entry of a script, and counts from the start.
    func script(_ entries: JSONValue...) async throws {
        let answer = try await admin(.put, "faults", body: ["faults": .array(entries)])
        try #require(answer.status == 200, "\(answer.json)")
    }
}
