package import JSONTree

/// What shall go wrong: which calls, counted from 1 by kind since the script was put in place, and how.
///
/// Documentation/Emulator.md describes the JSON text that it is read from.
package struct FaultScript: Hashable, Sendable {
    /// One entry: a fault and the calls that it befalls.
    struct Entry: Hashable, Sendable {
        let calls: Set<CallKind>
        let turns: Turns
        let fault: Fault
    }

    /// Which of the calls of an entry's kinds, counted together.
    enum Turns: Hashable, Sendable {
        case all
        case nth(Int)
        /// To the last where `to` is nil.
        case range(from: Int, to: Int?)
        case every(Int)

        func include(_ turn: Int) -> Bool {
            switch self {
            case .all: true
            case .nth(let number): turn == number
            case .range(let from, let to): turn >= from && turn <= to ?? .max
            case .every(let step): turn % step == 0
            }
        }
    }

    /// As it was written.
    package let json: JSONValue
    let entries: [Entry]
    /// Replaces the service's own limit where it is set.
    let rate: RequestRate?

    init(json: JSONValue, entries: [Entry], rate: RequestRate?) {
        self.json = json
        self.entries = entries
        self.rate = rate
    }

    /// Reads a script; throws all of its mistakes at once.
    package init(_ text: some Sequence<UInt8>) throws(FaultScriptError) {
        self = try FaultScriptReader.read(text)
    }

    package init(_ text: String) throws(FaultScriptError) {
        try self.init(text.utf8)
    }

    static let none = FaultScript(json: ["faults": []], entries: [], rate: nil)
}

/// How many requests a second are answered, and what the others are told.
package struct RequestRate: Hashable, Sendable {
    package let requestsPerSecond: Int
    /// Seconds, as the header `Retry-After` names them; nil for none.
    package let retryAfter: Int?

    package init(requestsPerSecond: Int, retryAfter: Int? = nil) {
        precondition(requestsPerSecond > 0, "a limit lets something through")
        self.requestsPerSecond = requestsPerSecond
        self.retryAfter = retryAfter
    }
}

/// Everything that is wrong with the text of a fault script.
package struct FaultScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Never empty; each says which fault, which member and what was expected.
    package let mistakes: [String]

    package var description: String { mistakes.joined(separator: "; ") }
}
