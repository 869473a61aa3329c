import Diagnostics
import JSONTree

// occurs and chain. Their parts are no nodes of the tree; where one of them is not known, the whole node is kept.

extension NodeDecoder {
    func occurs(_ members: [String: JSONValue]) {
        guard let shape = OccurrenceShape(members) else { return keep(members, "time condition") }
        plan(members, required: "timestamp")
        plan(shape.times, member: "timeinterval")
        let extra = extra(members, known: ["timestamp", "timeinterval", "relation", "qualification"])
        planFinish { decoder in
            let parts = decoder.pop(1 + shape.nodeCount)
            decoder.push(.occurs(parts[0], shape.occurrence(parts.dropFirst())), extra: extra)
        }
    }

    /// Plans the reading of the times of an occurrence that are nodes.
    private func plan(_ times: [OccurrenceShape.Time], member: String) {
        for time in times {
            if case .node(let value) = time { plan(value, member: member) }
        }
    }

    func chain(_ members: [String: JSONValue]) {
        let elements = members["elements"]?.array ?? []
        let shapes = elements.compactMap(StepShape.init)
        guard !elements.isEmpty, shapes.count == elements.count, members["array"] != nil,
            let order = members["timestampField"].flatMap(Self.orderField)
        else { return keep(members, "chain or element of a chain") }
        plan(members, required: "array")
        for index in shapes.indices { planStep(shapes[index], "elements/\(index)") }
        let orderName = name(order: order)
        let extra = extra(members, known: ["array", "timestampField", "elements"])
        planFinish { decoder in
            let steps = shapes.reversed().map { $0.step(decoder) }.reversed()
            let chain = PQLChain(array: decoder.pop(), order: orderName, steps: Array(steps))
            decoder.push(.chain(chain), extra: extra)
        }
    }

    private func name(order text: String) -> PQLName {
        guard readsTemplates, case .template(let template)? = string(text).parts.first else { return PQLName(text) }
        return PQLName(.template(template))
    }

    private func planStep(_ shape: StepShape, _ element: String) {
        plan(shape.what, member: element + "/what/body")
        if let condition = shape.condition { plan(condition, member: element + "/where/body") }
        guard let when = shape.when else { return }
        planEntering(.time(when.name))
        plan(when.shape.times, member: element + "/when/body/timeinterval")
        planLeaving()
    }

    private func plan(_ lambda: StepShape.Lambda, member: String) {
        planEntering(.item(lambda.name))
        plan(lambda.body, member: member)
        planLeaving()
    }

    /// The field's name in `v => v.timestamp`.
    private static func orderField(_ value: JSONValue) -> String? {
        guard let names = lambdaNames(value), names.count == 1, let body = value["body"],
            body["nodeType"]?.string == "fieldLookup", body.object?.count == 3,
            let object = body["object"], object["nodeType"]?.string == "varRef", object.object?.count == 2,
            object["varName"]?.string == names[0], let name = body["fieldName"]?.string, !name.isEmpty
        else { return nil }
        return name
    }
}

/// What an `occurs` node says beside the nodes of the tree in it.
private struct OccurrenceShape {
    enum Time {
        case interval(PQLRelation, PQLTimeUnit)
        case node(JSONValue)

        var isNode: Bool {
            if case .node = self { true } else { false }
        }

        init?(_ value: JSONValue) {
            guard value["literalType"]?.string?.lowercased() == "timeinterval" else {
                self = .node(value)
                return
            }
            // Relation and unit stand beside the type, or together as the value.
            let place = value["value"] ?? value
            guard let relation = place["relation"]?.string.flatMap({ PQLRelation(rawValue: $0.lowercased()) }),
                let unit = place["unit"]?.string.flatMap(PQLTimeUnit.init(word:))
            else { return nil }
            self = .interval(relation, unit)
        }
    }

    private enum Form {
        case distance(PQLComparison, Int64, PQLTimeUnit, PQLDirection)
        case between
        case relative(PQLDirection)
        case within
    }

    let times: [Time]
    private let form: Form

    var nodeCount: Int { times.filter(\.isNode).count }

    init?(_ members: [String: JSONValue]) {
        guard let interval = members["timeinterval"], let relation = Self.scalar(members["relation"])?.string else {
            return nil
        }
        let direction = PQLDirection(rawValue: relation.lowercased())
        guard direction != nil || relation.lowercased() == "within" else { return nil }
        let qualification = members["qualification"]
        if interval["nodeType"]?.string == "range" {
            guard direction == nil, qualification == nil, interval.object?.count == 3,
                let start = interval["start"].flatMap(Time.init), let end = interval["end"].flatMap(Time.init)
            else { return nil }
            times = [start, end]
            form = .between
            return
        }
        guard let time = Time(interval) else { return nil }
        times = [time]
        guard let qualification else {
            form = direction.map(Form.relative) ?? .within
            return
        }
        guard let direction, qualification["nodeType"]?.string == "timeQualification",
            qualification.object?.count == 3, let duration = qualification["duration"], duration.object?.count == 3,
            let comparison = Self.scalar(qualification["comparison"])?.string.map({ $0 == "==" ? "=" : $0 })
                .flatMap(PQLComparison.init(rawValue:)),
            let count = Self.scalar(duration["count"]),
            let amount = count.integer ?? count.string.flatMap({ Int64($0) }),
            amount >= 0, let unit = Self.scalar(duration["unit"])?.string.flatMap(PQLTimeUnit.init(word:))
        else { return nil }
        form = .distance(comparison, amount, unit, direction)
    }

    /// The value of a literal, or a bare scalar.
    private static func scalar(_ value: JSONValue?) -> JSONValue? {
        guard let value else { return nil }
        return value["nodeType"]?.string == "literal" ? value["value"] : value
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
            return .distance(comparison, amount: PQLExpression(.integer(amount)), unit, direction, times[0])
        case .between: return .between(times[0], times[1])
        case .relative(let direction): return .relative(direction, times[0])
        case .within: return .within(times[0])
        }
    }
}

/// What an element of a chain says beside the nodes of the tree in it.
private struct StepShape {
    struct Lambda {
        let name: String
        let body: JSONValue

        init?(_ value: JSONValue) {
            guard let names = NodeDecoder.lambdaNames(value), names.count == 1, let body = value["body"] else {
                return nil
            }
            name = names[0]
            self.body = body
        }
    }

    let name: String
    let isNegated: Bool
    let what: Lambda
    let condition: Lambda?
    let when: (name: String, shape: OccurrenceShape)?
    let count: Int64?

    init?(_ value: JSONValue) {
        let known: Set<String> = ["nodeType", "name", "negated", "what", "where", "when", "count"]
        guard let members = value.object, members["nodeType"]?.string == "element",
            members.keys.allSatisfy(known.contains), let name = members["name"]?.string, !name.isEmpty,
            let what = members["what"].flatMap(Lambda.init)
        else { return nil }
        self.name = name
        self.what = what
        isNegated = members["negated"]?.boolean ?? false
        condition = members["where"].flatMap(Lambda.init)
        let count = members["count"].flatMap { $0["value"] ?? $0 }?.integer
        self.count = count
        guard (members["where"] == nil) == (condition == nil), (members["count"] == nil) == (count == nil),
            members["negated"] == nil || members["negated"]?.boolean != nil, count ?? 0 >= 0
        else { return nil }
        guard let value = members["when"] else {
            when = nil
            return
        }
        guard let lambda = Lambda(value), lambda.body["nodeType"]?.string == "occurs",
            lambda.body["timestamp"] == ["nodeType": "varRef", "varName": .string(lambda.name)],
            let body = lambda.body.object, let shape = OccurrenceShape(body),
            body.count == (body["qualification"] == nil ? 4 : 5)
        else { return nil }
        when = (lambda.name, shape)
    }

    /// The step, with its trees taken from the decoder's stack, which holds them as its last.
    func step(_ decoder: NodeDecoder) -> PQLChain.Step {
        let times = when.map { decoder.pop($0.shape.nodeCount) } ?? []
        let condition = condition.map { _ in decoder.pop() }
        return PQLChain.Step(
            name: name,
            negated: isNegated,
            what: decoder.pop(),
            condition: condition,
            when: when.map { $0.shape.occurrence(times[...]) },
            count: count.map { PQLExpression(.integer($0)) }
        )
    }
}

extension PQLTimeUnit {
    /// Reads a unit in singular or plural, in any case.
    init?(word: String) {
        guard let unit = PQLKeyword(word: word.utf8)?.timeUnit else { return nil }
        self = unit
    }
}
