import JSONTree

/// One cell of the matrix: what goes wrong, with which calls.
struct MatrixCase: Sendable {
    /// The calls of an apply, by what they are for.
    enum Call: String, CaseIterable, Sendable {
        case create, update, patch, delete, read, list, lookup, token, renewal, other

        /// As fault scripts name it.
        var kind: String {
            switch self {
            case .create, .update, .patch, .delete, .read, .list, .token, .other: rawValue
            case .lookup: "list"
            case .renewal: "token"
            }
        }

        /// What must go wrong before, for there to be such a call.
        var provocation: [JSONValue] {
            switch self {
            case .create, .update, .patch, .delete, .read, .list, .token, .other: []
            case .lookup: [["call": "create", "nth": 1, "fault": ["kind": "loseAnswer"]]]
            case .renewal: [["call": "write", "nth": 2, "fault": ["kind": "status", "status": 401]]]
            }
        }

        /// The number of the first such call, among those of its kind.
        var first: Int {
            switch self {
            case .create, .update, .patch, .delete, .read, .list, .token, .other: 1
            case .lookup, .renewal: 2
            }
        }

        /// That of one in the middle of a run; nil where a run has but one.
        var later: Int? {
            switch self {
            case .create, .update, .patch, .delete, .other: 2
            case .read: 6
            case .list, .token, .lookup, .renewal: nil
            }
        }
    }

    enum Turn: String, CaseIterable, Sendable {
        /// The first call alone.
        case first
        /// One in the middle of the run alone.
        case later
        /// The first and all that come after it.
        case lasting
    }

    struct Fault: Sendable {
        let title: String
        let json: JSONValue
        let calls: [Call]

        init(_ title: String, _ json: JSONValue, _ calls: [Call] = Call.allCases) {
            self.title = title
            self.json = json
            self.calls = calls
        }

        var kind: String { json["kind"]?.string ?? "" }
    }

    static let writes: [Call] = [.create, .update, .patch, .delete]

    static let faults: [Fault] =
        [400, 401, 403, 404, 409, 422, 500, 503].map { Fault("status \($0)", status($0)) }
        + [
            Fault("status 412", status(412), [.update, .patch, .delete]),
            Fault("status 500, carried out", status(500, afterWrite: true), writes),
            Fault("status 503, carried out", status(503, afterWrite: true), writes),
            Fault("429", ["kind": "tooManyRequests"]),
            Fault("429 with Retry-After", ["kind": "tooManyRequests", "retryAfter": 2]),
            Fault("hang", ["kind": "hang"]),
            Fault("hang, carried out", ["kind": "hang", "afterWrite": true], writes),
            Fault("late", ["kind": "late", "seconds": 5]),
            Fault("cutBody", ["kind": "cutBody"]),
            Fault("loseAnswer", ["kind": "loseAnswer"]),
            Fault("emptyPage", ["kind": "emptyPage"], [.list, .lookup]),
            Fault("shortPage", ["kind": "shortPage"], [.list, .lookup]),
            Fault("shortPage with hideTotal", ["kind": "shortPage", "hideTotal": true], [.list, .lookup]),
            Fault("hideTotal alone", ["kind": "shortPage", "rows": 100, "hideTotal": true], [.list, .lookup]),
            Fault("downgrade", ["kind": "downgrade"], [.update, .patch]),
            Fault("clearOmitted", ["kind": "clearOmitted"], [.update]),
            Fault("hide", ["kind": "hide"], [.create, .update, .patch, .read]),
            Fault("hide by name", ["kind": "hide", "name": "Text"], [.list]),
            Fault("delayVisibility of 2", ["kind": "delayVisibility", "reads": 2], [.create]),
            Fault("delayVisibility of 50", ["kind": "delayVisibility", "reads": 50], [.create]),
        ]

    let fault: Fault
    let call: Call
    let turn: Turn

    /// nil where a run has no such call.
    init?(_ fault: Fault, _ call: Call, _ turn: Turn) {
        guard fault.calls.contains(call), turn != .later || call.later != nil else { return nil }
        self.fault = fault
        self.call = call
        self.turn = turn
    }

    static let all = faults.flatMap { fault in
        Call.allCases.flatMap { call in Turn.allCases.compactMap { MatrixCase(fault, call, $0) } }
    }

    var label: String { "\(fault.title) × \(call.rawValue), \(turn.rawValue)" }

    /// The entries of the script.
    var script: [JSONValue] {
        let turns: [String: JSONValue] =
            switch turn {
            case .first: ["nth": .integer(Int64(call.first))]
            case .later: ["nth": .integer(Int64(call.later ?? call.first))]
            case .lasting: ["from": .integer(Int64(call.first))]
            }
        let entry = turns.merging(["call": .string(call.kind), "fault": fault.json]) { turn, _ in turn }
        return call.provocation + [.object(entry)]
    }

    private static func status(_ status: Int64, afterWrite: Bool = false) -> JSONValue {
        ["kind": "status", "status": .integer(status), "afterWrite": .boolean(afterWrite)]
    }
}
