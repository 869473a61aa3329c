import Foundation
import HTTPTypes
import JSONTree
import PlatformClient
import Testing

/// `segsync emulate --faults` and `--requests-per-second`, met by the client over a socket.
struct FaultCommandTests {
    @Test func allMistakesOfAScriptAreTold() async throws {
        let workspace = try Workspace.samples()
        try workspace.write(
            "faults.json",
            #"{"faults":[{"call":"make","fault":{"kind":"hang"}},{"call":"any"}],"x":1}"#
        )
        let run = try await workspace.segsync("emulate", "--faults", "faults.json")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        let lines = run.messages.split(separator: "\n")
        #expect(lines.count == 4)
        for line in lines { #expect(line.hasPrefix("error: ")) }
        for part in ["fault 1: expected 'call'", "fault 2: expected 'fault'", "found 'x'"] {
            #expect(lines.contains { $0.contains("'faults.json': ") && $0.contains(part) }, "\(run.messages)")
        }
    }

    @Test func aScriptThatIsNotThereIsAFailure() async throws {
        let workspace = try Workspace.samples()
        let run = try await workspace.segsync("emulate", "--faults", "none.json")
        #expect(run.status == 1)
        #expect(run.messages == "error: 'none.json' cannot be read: there is no such file or folder\n")
    }

    @Test func aRateMustBeANumberFromOne() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("emulate", "--requests-per-second", "0").status == 64)
    }

    /// No byte of the answer, and half of its bytes, are alike to a client: it cannot tell what was done.
    @Test(arguments: ["loseAnswer", "cutBody"]) func anAnswerThatDoesNotGetThroughIsUnclear(kind: String) async throws {
        let workspace = try Workspace.samples()
        let entry = #"{"call":"create","nth":1,"fault":{"kind":"\#(kind)"}}"#
        try workspace.write("faults.json", #"{"faults":[\#(entry)]}"#)
        let emulator = try await EmulatorProcess(in: workspace.folder, ["--faults", "faults.json"])
        let failure = await #expect(throws: TransportFailure.self) {
            try await emulator.call(.post, "/segment/definitions", body: Self.definition)
        }
        #expect(failure?.reach == .unclear)
        #expect(try await emulator.definitions().count == 1)
        emulator.kill()
    }

    @Test(arguments: [false, true]) func aCallThatHangsGoesOnWhenItIsReleased(afterWrite: Bool) async throws {
        let workspace = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let script: JSONValue = [
            "faults": [["call": "create", "fault": ["kind": "hang", "afterWrite": .boolean(afterWrite)]]]
        ]
        #expect(try await emulator.admin(.put, "faults", body: script).status == 200)
        async let answer = emulator.call(.post, "/segment/definitions", body: Self.definition)
        let calls = try await emulator.admin(.get, "calls?hanging=1").json
        #expect(calls["hanging"]?.array?.first?["path"] == "/data/core/ups/segment/definitions")
        #expect(try await emulator.definitions().count == (afterWrite ? 1 : 0))
        #expect(try await emulator.admin(.post, "release").json == ["released": 1])
        #expect(try await answer.status == 200)
        #expect(try await emulator.definitions().count == 1)
        emulator.kill()
    }

    /// A client that is killed in the middle of a write: the write was made, or it never is.
    @Test(arguments: [false, true]) func aCallWhoseProcessIsKilledHangsNoMore(afterWrite: Bool) async throws {
        let server = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: server.folder)
        let script: JSONValue = [
            "faults": [["call": "create", "fault": ["kind": "hang", "afterWrite": .boolean(afterWrite)]]]
        ]
        #expect(try await emulator.admin(.put, "faults", body: script).status == 200)
        let workspace = try Workspace.generated(1, endpoint: emulator.endpoint)
        let process = SegsyncProcess.start(["apply", "--sandbox", "remote", "--auto-approve"], in: workspace.folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(try await emulator.admin(.get, "calls?hanging=1").json["hanging"]?.array?.count == 1)
        kill(process.processIdentifier, SIGKILL)
        #expect(try await emulator.admin(.get, "calls?hanging=0").json["hanging"] == [])
        #expect(try await emulator.definitions().count == (afterWrite ? 1 : 0))
        emulator.kill()
    }

    @Test func moreRequestsThanTheRateAllowsAreRefused() async throws {
        let workspace = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: workspace.folder, ["--requests-per-second", "1"])
        // Two calls of one second, whenever it began: of any three without a pause one is refused.
        var statuses: [Int] = []
        while !statuses.contains(429) {
            statuses.append(try await emulator.call(.get, "/config/mergePolicies").status)
            try #require(statuses.count < 50)
        }
        #expect(statuses.first == 200)
        let refused = Int64(statuses.filter { $0 == 429 }.count)
        #expect(try await emulator.admin(.get, "calls").json["refusedByRate"] == .integer(refused))
        emulator.kill()
    }

    private static let definition: JSONValue = [
        "name": "a", "schema": ["name": "_xdm.context.profile"],
        "expression": ["type": "PQL", "format": "pql/text", "value": "workAddress.country = \"US\""],
    ]
}

extension EmulatorProcess {
    /// A call of the routes about faults, which need no token.
    func admin(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: JSONValue? = nil
    ) async throws -> (status: Int, json: JSONValue) {
        try await send(method, "/_segsync/" + path, body: body.map { JSONText.encode($0) }, headers: [:])
    }
}
