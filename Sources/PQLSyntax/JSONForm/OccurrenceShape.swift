import JSONTree

/// What an `occurs` node says beside the nodes of the tree in it.
struct OccurrenceShape {
    enum Time {
        case interval(PQLRelation, PQLTimeUnit)
        case node(JSONValue, member: String)

        var isNode: Bool {
            if case .node = self { true } else { false }
        }

        init(_ value: JSONValue, member: String) {
            guard let members = value.object, members["nodeType"] == "literal",
                members["literalType"]?.string?.lowercased() == "timeinterval",
                let (relation, unit) = Self.interval(members)
            else {
                self = .node(value, member: member)
                return
            }
            self = .interval(relation, unit)
        }

        /// Relation and unit stand beside the type, or together as the value.
        private static func interval(_ members: [String: JSONValue]) -> (PQLRelation, PQLTimeUnit)? {
            let place: [String: JSONValue]
            if let value = members["value"]?.object, members.count == 3, value.count == 2 {
                place = value
            } else {
                guard members.count == 4 else { return nil }
                place = members
            }
            guard let relation = place["relation"]?.string.flatMap({ PQLRelation(rawValue: $0.lowercased()) }),
                let unit = place["unit"]?.string.flatMap(PQLTimeUnit.init(word:))
            else { return nil }
            return (relation, unit)
        }
    }

    private enum Form {
        case distance(PQLComparison, PQLExpression.Kind, PQLTimeUnit, PQLDirection)
        case between
        case relative(PQLDirection)
        case within
    }

    let times: [Time]
    private let form: Form

    var nodeCount: Int { times.filter(\.isNode).count }

    /// Nil where something in it is not known.
    init?(_ members: [String: JSONValue], _ decoder: NodeDecoder) {
        guard let interval = members["timeinterval"],
            let relation = Self.scalar(members["relation"], ["timedirection"])?.string?.lowercased()
        else { return nil }
        let direction = PQLDirection(rawValue: relation)
        guard direction != nil || relation == "within" else { return nil }
        let qualification = members["qualification"]
        if interval["nodeType"]?.string == "range" {
            guard direction == nil, qualification == nil, interval.object?.count == 3, let start = interval["start"],
                let end = interval["end"]
            else { return nil }
            times = [Time(start, member: "timeinterval/start"), Time(end, member: "timeinterval/end")]
            form = .between
            return
        }
        times = [Time(interval, member: "timeinterval")]
        guard let qualification else {
            form = direction.map(Form.relative) ?? .within
            return
        }
        guard let direction, let (comparison, amount, unit) = Self.distance(qualification, decoder) else { return nil }
        form = .distance(comparison, amount, unit, direction)
    }

    /// The relation of an occurrence, if there is none of that name.
    static func unknownRelation(_ members: [String: JSONValue]) -> String? {
        guard let relation = scalar(members["relation"], ["timedirection"])?.string,
            PQLDirection(rawValue: relation.lowercased()) == nil, relation.lowercased() != "within"
        else { return nil }
        return relation
    }

    private static func distance(
        _ value: JSONValue,
        _ decoder: NodeDecoder
    ) -> (PQLComparison, PQLExpression.Kind, PQLTimeUnit)? {
        guard value["nodeType"]?.string == "timeQualification", value.object?.count == 3,
            let duration = value["duration"], duration["nodeType"]?.string == "duration", duration.object?.count == 3,
            let comparison = scalar(value["comparison"], ["comparison"])?.string.map({ $0 == "==" ? "=" : $0 })
                .flatMap(PQLComparison.init(rawValue:)),
            let amount = scalar(duration["count"], wholeNumbers).flatMap(decoder.amount),
            let unit = scalar(duration["unit"], ["timeunit"])?.string.flatMap(PQLTimeUnit.init(word:))
        else { return nil }
        return (comparison, amount, unit)
    }

    static let wholeNumbers: Set<String> = ["integer", "long"]

    /// The value of a literal of one of the types, given in lower case, without members that are not known; or a bare
    /// scalar.
    static func scalar(_ value: JSONValue?, _ types: Set<String>) -> JSONValue? {
        guard let members = value?.object else { return value }
        let known: Set<String> = ["nodeType", "literalType", "value"]
        guard members["nodeType"]?.string == "literal", members.keys.allSatisfy(known.contains) else { return nil }
        if let type = members["literalType"] {
            guard let name = type.string?.lowercased(), types.contains(name) else { return nil }
        }
        return members["value"]
    }

    /// The occurrence, with the trees of its times that are nodes.
    func occurrence(_ trees: ArraySlice<PQLExpression>) -> PQLOccurrence {
        var rest = trees
        let times = times.map { time in
            switch time {
            case .interval(let relation, let unit): PQLTime.interval(relation, unit)
            case .node: PQLTime.expression(rest.removeFirst())
            }
        }
        switch form {
        case .distance(let comparison, let amount, let unit, let direction):
            return .distance(comparison, amount: PQLExpression(amount), unit, direction, times[0])
        case .between: return .between(times[0], times[1])
        case .relative(let direction): return .relative(direction, times[0])
        case .within: return .within(times[0])
        }
    }
}

extension NodeDecoder {
    /// A whole number that is not negative, also as a string, or a template that stands for one.
    func amount(_ value: JSONValue) -> PQLExpression.Kind? {
        if let template = wholeTemplate(value) { return .template(template) }
        guard let number = value.integer ?? value.string.flatMap({ Int64($0) }), number >= 0 else { return nil }
        return .integer(number)
    }
}

extension PQLTimeUnit {
    /// Reads a unit in singular or plural, in any case.
    init?(word: String) {
        guard let unit = PQLKeyword(word: word.utf8)?.timeUnit else { return nil }
        self = unit
    }
}
