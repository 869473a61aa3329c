import JSONTree

/// What an element of a chain says beside the nodes of the tree in it.
struct StepShape {
    /// A function of one value that goes when the tree is made.
    struct Lambda {
        let name: String
        let body: JSONValue

        init?(_ value: JSONValue, _ decoder: NodeDecoder) {
            guard let function = InlineFunction(value), function.names.count == 1,
                !decoder.fixedNames.contains(function.names[0])
            else { return nil }
            name = function.names[0]
            body = function.body
        }
    }

    enum Reading {
        case step(StepShape)
        case missing(String, expected: String)
        /// Something in it is not known and has no smaller place to be kept in.
        case unknown
    }

    let name: String
    let isNegated: Bool
    let what: Lambda
    let condition: Lambda?
    let when: (name: String, shape: OccurrenceShape)?
    let count: PQLExpression.Kind?
    /// Members that are not known, and known ones whose values are not.
    let extraMembers: [String: JSONValue]

    static func read(_ members: [String: JSONValue], _ decoder: NodeDecoder) -> Reading {
        guard let name = members["name"]?.string, !name.isEmpty else {
            return .missing("name", expected: "the name of a step")
        }
        guard let value = members["what"], value.object != nil else {
            return .missing("what", expected: "a lambda")
        }
        guard let what = Lambda(value, decoder), members["negated"] == nil || members["negated"]?.boolean != nil else {
            return .unknown
        }
        var extra = members
        for known in ["nodeType", "name", "what", "negated"] { extra[known] = nil }
        // A form of our own: anything else in it has no meaning.
        let condition = members["where"].flatMap { Lambda($0, decoder) }
        guard (members["where"] == nil) == (condition == nil) else { return .unknown }
        extra["where"] = nil
        let when = members["when"].flatMap { time($0, decoder) }
        if when != nil { extra["when"] = nil }
        let count = OccurrenceShape.scalar(members["count"], OccurrenceShape.wholeNumbers).flatMap(decoder.amount)
        if count != nil { extra["count"] = nil }
        return .step(
            StepShape(
                name: name,
                isNegated: members["negated"]?.boolean ?? false,
                what: what,
                condition: condition,
                when: when,
                count: count,
                extraMembers: extra
            )
        )
    }

    private static func time(_ value: JSONValue, _ decoder: NodeDecoder) -> (name: String, shape: OccurrenceShape)? {
        guard let lambda = Lambda(value, decoder), let body = lambda.body.object.map(NodeDecoder.withoutNulls),
            body["nodeType"]?.string == "occurs",
            body["timestamp"] == ["nodeType": "varRef", "varName": .string(lambda.name)],
            let shape = OccurrenceShape(body, decoder), body.count == (body["qualification"] == nil ? 4 : 5)
        else { return nil }
        return (lambda.name, shape)
    }

    /// The same step with other unknown members.
    func keeping(_ extra: [String: JSONValue]) -> StepShape {
        StepShape(
            name: name,
            isNegated: isNegated,
            what: what,
            condition: condition,
            when: when,
            count: count,
            extraMembers: extra
        )
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
            count: count.map { PQLExpression($0) },
            extraMembers: extraMembers
        )
    }
}
