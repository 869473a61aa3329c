internal import JSONTree

/// Takes the members of one object of a script, and notes what is wrong with them.
struct MemberReader {
    /// How a mistake names the object, such as `fault 2`.
    let place: String
    var mistakes: [String] = []
    /// Nil for what is no object; one mistake says so, and no member is missed.
    private let members: [String: JSONValue]?
    private var known: Set<String> = []

    init(_ json: JSONValue, place: String) {
        self.place = place
        members = json.object
        if members == nil { mistakes.append("\(place): expected an object, found \(JSONText.encode(json))") }
    }

    /// One mistake for each member that was not taken.
    var unknown: [String] {
        (members ?? [:]).keys.filter { !known.contains($0) }.sorted().map { name in
            "\(place): expected \(known.sorted().map { "'\($0)'" }.joined(separator: ", ")), found '\(name)'"
        }
    }

    /// The member as `read` understands it; nil, with a mistake, where it does not or a required one is missing.
    mutating func take<Value>(
        _ name: String,
        expected: String,
        isRequired: Bool = false,
        _ read: (JSONValue) -> Value?
    ) -> Value? {
        known.insert(name)
        guard let member = members?[name] else {
            if isRequired, members != nil { mistakes.append("\(place): expected '\(name)', \(expected)") }
            return nil
        }
        let value = read(member)
        if value == nil {
            mistakes.append("\(place): expected '\(name)' to be \(expected), found \(JSONText.encode(member))")
        }
        return value
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>, isRequired: Bool = false) -> Int? {
        let expected = "a number from \(range.lowerBound)" + (range.upperBound == .max ? "" : " to \(range.upperBound)")
        return take(name, expected: expected, isRequired: isRequired) { member in
            member.integer.map(Int.init).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// False where it is missing.
    mutating func boolean(_ name: String) -> Bool {
        take(name, expected: "true or false") { $0.boolean } ?? false
    }
}
