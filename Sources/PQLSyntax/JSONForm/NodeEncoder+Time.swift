import JSONTree

extension NodeEncoder {
    /// An `occurs` node about a timestamp; `values` are those of the occurrence's expressions.
    static func occurs(
        _ timestamp: JSONValue,
        _ occurrence: PQLOccurrence,
        _ values: ArraySlice<JSONValue>
    ) -> JSONValue {
        var rest = values
        var members = ["nodeType": "occurs", "timestamp": timestamp]
        switch occurrence {
        case .distance(let comparison, _, let unit, let direction, let time):
            let amount = rest.popFirst() ?? .null
            members["qualification"] = qualification(comparison, amount, unit)
            members["relation"] = literal("TimeDirection", .string(direction.rawValue))
            members["timeinterval"] = interval(time, &rest)
        case .between(let start, let end):
            let first = interval(start, &rest)
            members["relation"] = literal("TimeDirection", "within")
            members["timeinterval"] = ["nodeType": "range", "start": first, "end": interval(end, &rest)]
        case .relative(let direction, let time):
            members["relation"] = literal("TimeDirection", .string(direction.rawValue))
            members["timeinterval"] = interval(time, &rest)
        case .within(let time):
            members["relation"] = literal("TimeDirection", "within")
            members["timeinterval"] = interval(time, &rest)
        }
        return .object(members)
    }

    private static func qualification(
        _ comparison: PQLComparison,
        _ amount: JSONValue,
        _ unit: PQLTimeUnit
    ) -> JSONValue {
        [
            "nodeType": "timeQualification",
            "comparison": literal("Comparison", .string(comparison.rawValue)),
            "duration": [
                "nodeType": "duration", "count": amount, "unit": literal("TimeUnit", .string(unit.plural)),
            ],
        ]
    }

    private static func interval(_ time: PQLTime, _ rest: inout ArraySlice<JSONValue>) -> JSONValue {
        switch time {
        case .interval(let relation, let unit):
            [
                "nodeType": "literal", "literalType": "TimeInterval", "relation": .string(relation.rawValue),
                "unit": .string(unit.rawValue),
            ]
        case .expression: rest.popFirst() ?? .null
        }
    }

    mutating func chain(_ chain: PQLChain, _ count: Int) throws(PQLEncodingError) {
        var rest = pop(count)[...]
        let array = rest.popFirst() ?? .null
        let item: JSONValue = .string(itemName)
        let field: JSONValue = [
            "nodeType": "fieldLookup", "fieldName": try Self.name(chain.order),
            "object": ["nodeType": "varRef", "varName": item],
        ]
        var elements = chain.steps.map { Self.element($0, item, &rest) }
        for kept in chain.keptElements.reversed() {
            elements.insert(kept.json, at: min(kept.stepsBefore, chain.steps.count))
        }
        push(
            "chain",
            [
                "array": array, "elements": .array(elements),
                "timestampField": ["nodeType": "lambda", "varNames": [item], "body": field],
            ]
        )
    }

    /// A step without a WHERE of its own, and with a WHEN that only speaks of the time.
    private static func element(
        _ step: PQLChain.Step,
        _ item: JSONValue,
        _ rest: inout ArraySlice<JSONValue>
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "nodeType": "element", "name": .string(step.name), "negated": .boolean(step.negated),
        ]
        members["what"] = rest.popFirst()
        if let when = step.when {
            let values = rest.prefix(when.expressions.count)
            rest = rest.dropFirst(values.count)
            let body = occurs(["nodeType": "varRef", "varName": item], when, values)
            members["when"] = ["nodeType": "lambda", "varNames": [item], "body": body]
        }
        if step.count != nil { members["count"] = rest.popFirst() }
        return .object(members.merging(step.extraMembers) { own, _ in own })
    }
}
