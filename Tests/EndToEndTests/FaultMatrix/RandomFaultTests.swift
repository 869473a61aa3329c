import JSONTree
import TestSupport
import Testing

/// Several faults at once, met by eight actions at once.
@Suite struct RandomFaultTests {
    /// What may befall any call.
    private static let general: [JSONValue] = [
        ["kind": "status", "status": 401], ["kind": "status", "status": 403], ["kind": "status", "status": 404],
        ["kind": "status", "status": 422], ["kind": "status", "status": 500], ["kind": "status", "status": 503],
        ["kind": "status", "status": 503, "afterWrite": true], ["kind": "loseAnswer"], ["kind": "cutBody"],
        ["kind": "late", "seconds": 1], ["kind": "tooManyRequests"], ["kind": "tooManyRequests", "retryAfter": 1],
    ]

    /// What befalls calls of one kind.
    private static let special: [(call: String, fault: JSONValue)] = [
        ("create", ["kind": "delayVisibility", "reads": 3]), ("create", ["kind": "delayVisibility", "reads": 12]),
        ("update", ["kind": "clearOmitted"]), ("update", ["kind": "downgrade"]), ("patch", ["kind": "downgrade"]),
        ("list", ["kind": "shortPage"]), ("list", ["kind": "emptyPage"]),
    ]

    private func script(_ random: inout SeededRandom) -> [JSONValue] {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let turns: [String: JSONValue] =
                switch Int.random(in: 0..<3, using: &random) {
                case 0: ["nth": .integer(Int64.random(in: 1...6, using: &random))]
                case 1: ["every": .integer(Int64.random(in: 2...5, using: &random))]
                default: ["from": .integer(Int64.random(in: 1...4, using: &random)), "to": 8]
                }
            let entry: [String: JSONValue]
            if Bool.random(using: &random), let one = Self.special.randomElement(using: &random) {
                entry = ["call": .string(one.call), "fault": one.fault]
            } else {
                let calls = ["create", "update", "patch", "delete", "read", "list", "token", "write"]
                entry = [
                    "call": .string(calls.randomElement(using: &random) ?? "write"),
                    "fault": Self.general.randomElement(using: &random) ?? .null,
                ]
            }
            return .object(turns.merging(entry) { $1 })
        }
    }

    @Test(arguments: 1...60)
    func anApplyEndsAsPlannedOrIsHonestAboutIt(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let script = script(&random)
        let world = try MatrixWorld()
        let check = try await MatrixCheck("seed \(seed), \(JSONText.encode(.array(script)))", world)
        try await world.script(script)
        let run = try await MatrixRun.inProcess(MatrixProject.later, world, concurrency: 8)
        try await check.expectHonest(run, mayBeUnknown: true)
        try await check.expectRecovery(try await MatrixRun.inProcess(MatrixProject.later, world, concurrency: 8))
    }
}
