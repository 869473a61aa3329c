internal import JSONTree

/// Reads a fault script from JSON text and collects every mistake on the way.
struct FaultScriptReader {
    private static let mostRequests = 1_000_000
    private static let mostSeconds = 86_400

    /// The names that a script gives to faults.
    private enum Kind: String, CaseIterable {
        case status, hang, late, cutBody, loseAnswer, emptyPage, shortPage, tooManyRequests, downgrade, hide
        case delayVisibility, clearOmitted
    }

    private var mistakes: [String] = []

    static func read(_ text: some Sequence<UInt8>) throws(FaultScriptError) -> FaultScript {
        let json: JSONValue
        do throws(JSONTextError) {
            json = try JSONText.decode(text)
        } catch {
            throw FaultScriptError(mistakes: ["expected JSON: \(error.reason) at byte \(error.offset)"])
        }
        var reader = FaultScriptReader()
        let script = reader.script(json)
        guard reader.mistakes.isEmpty else { throw FaultScriptError(mistakes: reader.mistakes) }
        return script
    }

    private mutating func script(_ json: JSONValue) -> FaultScript {
        var members = MemberReader(json, place: "the script")
        let limit = members.integer("requestsPerSecond", in: 1...Self.mostRequests)
        let retryAfter = members.integer("retryAfter", in: 0...Self.mostSeconds)
        if limit == nil, retryAfter != nil {
            members.mistakes.append("the script: expected 'requestsPerSecond' beside 'retryAfter'")
        }
        let faults = members.take("faults", expected: "a list of faults") { $0.array }
        finish(members)
        let entries = (faults ?? []).enumerated().compactMap { entry($1, place: "fault \($0 + 1)") }
        let rate = limit.map { RequestRate(requestsPerSecond: $0, retryAfter: retryAfter) }
        return FaultScript(json: json, entries: entries, rate: rate)
    }

    private mutating func entry(_ json: JSONValue, place: String) -> FaultScript.Entry? {
        var members = MemberReader(json, place: place)
        let names = CallKind.allCases.map(\.rawValue) + ["write", "any"]
        let calls = members.take("call", expected: Self.oneOf(names), isRequired: true) { value in
            value.string.flatMap(Self.calls)
        }
        let turns = turns(&members)
        let json = members.take("fault", expected: "an object with its 'kind'", isRequired: true) {
            $0.object == nil ? nil : $0
        }
        finish(members)
        guard let json, let fault = fault(json, place: place), let calls, let turns else { return nil }
        guard calls.isSubset(of: fault.calls) else {
            let expected = CallKind.allCases.filter(fault.calls.contains).map(\.rawValue)
            let kind = json["kind"]?.string ?? ""
            mistakes.append("\(place): expected 'call' to be \(Self.oneOf(expected)) for the kind '\(kind)'")
            return nil
        }
        return FaultScript.Entry(calls: calls, turns: turns, fault: fault)
    }

    private static func calls(_ name: String) -> Set<CallKind>? {
        switch name {
        case "write": CallKind.writes
        case "any": Set(CallKind.allCases)
        default: CallKind(rawValue: name).map { [$0] }
        }
    }

    /// `nth`, `from` and `to`, or `every`; all calls where none of them is written.
    private func turns(_ members: inout MemberReader) -> FaultScript.Turns? {
        let nth = members.integer("nth", in: 1...Int.max)
        let from = members.integer("from", in: 1...Int.max)
        let to = members.integer("to", in: (from ?? 1)...Int.max)
        let every = members.integer("every", in: 1...Int.max)
        let range: FaultScript.Turns? = from != nil || to != nil ? .range(from: from ?? 1, to: to) : nil
        let written = [nth.map(FaultScript.Turns.nth), range, every.map(FaultScript.Turns.every)].compactMap { $0 }
        guard written.count <= 1 else {
            members.mistakes.append(
                "\(members.place): expected one of 'nth', 'from' with 'to', and 'every', found several"
            )
            return nil
        }
        return written.first ?? .all
    }

    private mutating func fault(_ json: JSONValue, place: String) -> Fault? {
        var members = MemberReader(json, place: place)
        let expected = Self.oneOf(Kind.allCases.map(\.rawValue))
        let kind = members.take("kind", expected: expected, isRequired: true) { $0.string.flatMap(Kind.init) }
        guard let kind else {
            mistakes += members.mistakes
            return nil
        }
        let fault = fault(kind, &members)
        finish(members)
        return fault
    }

    private func fault(_ kind: Kind, _ members: inout MemberReader) -> Fault? {
        switch kind {
        case .status:
            let status = members.integer("status", in: 400...599, isRequired: true)
            let afterWrite = members.boolean("afterWrite")
            return status.map { .status($0, afterWrite: afterWrite) }
        case .hang: return .hang(afterWrite: members.boolean("afterWrite"))
        case .late:
            let range = 0...Double(Self.mostSeconds)
            let seconds = members.take("seconds", expected: "a number from 0 to \(Self.mostSeconds)", isRequired: true)
            {
                value in value.double.flatMap { range.contains($0) ? $0 : nil }
            }
            return seconds.map { .late(.seconds($0)) }
        case .cutBody: return .cutBody
        case .loseAnswer: return .loseAnswer
        case .emptyPage: return .emptyPage
        case .shortPage:
            let rows = members.integer("rows", in: 0...DefinitionQuery.largestLimit)
            return .shortPage(rows: rows, hidesTotal: members.boolean("hideTotal"))
        case .tooManyRequests:
            return .tooManyRequests(retryAfter: members.integer("retryAfter", in: 0...Self.mostSeconds))
        case .downgrade: return .downgrade
        case .hide: return .hide(hidden(&members))
        case .delayVisibility:
            return members.integer("reads", in: 1...Int.max, isRequired: true).map { .delayVisibility(reads: $0) }
        case .clearOmitted: return .clearOmitted
        }
    }

    private func hidden(_ members: inout MemberReader) -> Fault.HiddenChoice {
        let id = members.take("id", expected: "a text") { $0.string }
        let name = members.take("name", expected: "a text") { $0.string }
        if id != nil, name != nil {
            members.mistakes.append("\(members.place): expected 'id' or 'name', found both")
        }
        return id.map { .id($0) } ?? name.map { .name($0) } ?? .ofTheCall
    }

    /// Reports what is wrong with the members and those that nobody asked for.
    private mutating func finish(_ members: MemberReader) {
        mistakes += members.mistakes + members.unknown
    }

    private static func oneOf(_ names: [String]) -> String {
        names.count == 1 ? "'\(names[0])'" : "one of " + names.joined(separator: ", ")
    }
}

extension JSONValue {
    fileprivate var double: Double? {
        if case .number(let value) = self { value } else { integer.map(Double.init) }
    }
}
