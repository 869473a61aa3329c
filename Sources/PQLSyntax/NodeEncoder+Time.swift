import JSONTree

extension NodeEncoder {
    mutating func occurs(_ time: PQLExpression, _ occurrence: PQLOccurrence) throws(PQLEncodingError) {
        try node(time)
        try self.occurrence(occurrence)
    }

    /// Writes an `occurs` node; the time that it is about is the last value on the stack.
    private mutating func occurrence(_ occurrence: PQLOccurrence) throws(PQLEncodingError) {
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            try node(amount)
            try self.time(time)
            let parts = pop(2)
            finish(direction.rawValue, parts[1], qualification(comparison, parts[0], unit))
        case .between(let start, let end):
            try time(start)
            try time(end)
            let parts = pop(2)
            finish("within", ["nodeType": "range", "start": parts[0], "end": parts[1]], nil)
        case .relative(let direction, let time):
            try self.time(time)
            let interval = pop()
            finish(direction.rawValue, interval, nil)
        case .within(let time):
            try self.time(time)
            let interval = pop()
            finish("within", interval, nil)
        }
    }

    private func qualification(_ comparison: PQLComparison, _ amount: JSONValue, _ unit: PQLTimeUnit) -> JSONValue {
        [
            "nodeType": "timeQualification",
            "comparison": literal("Comparison", .string(comparison.rawValue)),
            "duration": [
                "nodeType": "duration", "count": amount, "unit": literal("TimeUnit", .string(unit.plural)),
            ],
        ]
    }

    private mutating func finish(_ relation: String, _ interval: JSONValue, _ qualification: JSONValue?) {
        var members = [
            "timestamp": pop(), "timeinterval": interval, "relation": literal("TimeDirection", .string(relation)),
        ]
        members["qualification"] = qualification
        push("occurs", members)
    }

    private mutating func time(_ time: PQLTime) throws(PQLEncodingError) {
        switch time {
        case .interval(let relation, let unit):
            push(
                "literal",
                [
                    "literalType": "TimeInterval", "relation": .string(relation.rawValue),
                    "unit": .string(unit.rawValue),
                ]
            )
        case .expression(let expression): try node(expression)
        }
    }

    mutating func chain(_ chain: PQLChain) throws(PQLEncodingError) {
        try node(chain.array)
        let item = itemName()
        let field: JSONValue = [
            "nodeType": "fieldLookup", "fieldName": try name(chain.order),
            "object": ["nodeType": "varRef", "varName": .string(item)],
        ]
        for step in chain.steps { try self.step(step) }
        let elements = pop(chain.steps.count)
        let array = pop()
        push(
            "chain",
            [
                "array": array, "elements": .array(elements),
                "timestampField": ["nodeType": "lambda", "varNames": [.string(item)], "body": field],
            ]
        )
    }

    private mutating func step(_ step: PQLChain.Step) throws(PQLEncodingError) {
        try item(step.whatAndCondition)
        var members: [String: JSONValue] = [
            "name": .string(step.name), "negated": .boolean(step.negated), "what": pop(),
        ]
        if let when = step.when { members["when"] = try self.when(when) }
        if let count = step.count {
            try node(count)
            members["count"] = pop()
        }
        push("element", members)
    }

    private mutating func when(_ occurrence: PQLOccurrence) throws(PQLEncodingError) -> JSONValue {
        let name = itemName()
        enterTime()
        push("varRef", ["varName": .string(name)])
        try self.occurrence(occurrence)
        leaveTime()
        return ["nodeType": "lambda", "varNames": [.string(name)], "body": pop()]
    }
}

extension PQLChain.Step {
    /// `WHERE` is a further condition on the event, so it is one with `WHAT`.
    var whatAndCondition: PQLExpression {
        guard let condition else { return what }
        let first: [PQLExpression]
        if case .call("and", let operands) = what.kind, what.extraMembers.isEmpty { first = operands } else { first = [what] }
        return PQLExpression(.call("and", first + [condition]), span: what.span)
    }
}
