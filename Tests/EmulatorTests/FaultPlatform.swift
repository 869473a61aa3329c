import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// What tests of faults ask of the service beside the platform's own calls.
extension TestPlatform {
    /// A call of the routes that the platform does not have; they need no header.
    func admin(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil) async throws -> Answer {
        try await call(method, "/_segsync/" + path, body.map { JSONText.encode($0) } ?? "", headers: [:])
    }

    /// Puts a script in place that must be right.
    func script(_ faults: JSONValue..., with more: [String: JSONValue] = [:]) async throws {
        let script = more.merging(["faults": .array(faults)]) { _, faults in faults }
        let answer = try await admin(.put, "faults", .object(script))
        try #require(answer.status == 200, "\(answer.text)")
    }

    /// The counts; with `hanging`, when at least so many calls hang, for 0 when none does any more.
    func calls(hanging: Int? = nil) async throws -> JSONValue {
        try await admin(.get, "calls" + (hanging.map { "?hanging=\($0)" } ?? "")).json()
    }

    /// How many definitions there are, past all faults of the list's first page.
    func total(sandbox: String = "luma-dev") async throws -> Int64? {
        _ = try await admin(.delete, "faults")
        return try await get(PlatformRoute.definitions, sandbox: sandbox).json()["page"]?["totalCount"]?.integer
    }
}

/// One entry of a script, for the n-th call of a kind, or for all of them.
func fault(_ call: String, _ kind: String, _ more: [String: JSONValue] = [:], nth: Int64? = 1) -> JSONValue {
    var entry: [String: JSONValue] = [
        "call": .string(call), "fault": .object(more.merging(["kind": .string(kind)]) { $1 }),
    ]
    entry["nth"] = nth.map { .integer($0) }
    return .object(entry)
}
