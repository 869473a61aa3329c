package import Diagnostics
package import JSONTree

/// `CHAIN(array, order, [steps])`: events in strict order of time.
package struct PQLChain: Hashable, Sendable {
    package let array: PQLExpression
    /// The field of an event that orders it; `timestamp` in all known texts.
    package let order: PQLName
    package let steps: [Step]
    /// What stands between the steps in pql/json and is no step: a `gap`, or an element of a newer version. In order.
    package let keptElements: [KeptElement]

    package init(array: PQLExpression, order: PQLName, steps: [Step], keptElements: [KeptElement] = []) {
        self.array = array
        self.order = order
        self.steps = steps
        self.keptElements = keptElements
    }

    /// Known from pql/json only, kept as it was. Text says it with the marker `__element("…")`.
    package struct KeptElement: Hashable, Sendable {
        /// How many steps stand before it.
        package let stepsBefore: Int
        package let json: JSONValue

        package init(stepsBefore: Int, json: JSONValue) {
            self.stepsBefore = stepsBefore
            self.json = json
        }
    }
}

extension PQLChain {
    package struct Step: Hashable, Sendable {
        package let name: String
        /// Where the name stands; no part of equality.
        package let nameSpan: ByteSpan
        /// Known from pql/json only: no event may match here. Text says it with the marker `__negated`.
        package let negated: Bool
        /// Condition with the event as its subject.
        package let what: PQLExpression
        /// A further condition on the event, as `WHERE(…)`.
        package let condition: PQLExpression?
        /// When the event happened; bare names in it belong to the event as well.
        package let when: PQLOccurrence?
        /// `COUNT(n)`: a whole number, or a template that stands for one.
        package let count: PQLExpression?
        /// Members of the step's pql/json form that this version does not know, kept as they were. Text says them with
        /// the marker `__members("…")` before `WHAT`.
        package let extraMembers: [String: JSONValue]

        package init(
            name: String,
            nameSpan: ByteSpan = .zero,
            negated: Bool = false,
            what: PQLExpression,
            condition: PQLExpression? = nil,
            when: PQLOccurrence? = nil,
            count: PQLExpression? = nil,
            extraMembers: [String: JSONValue] = [:]
        ) {
            self.name = name
            self.nameSpan = nameSpan
            self.negated = negated
            self.what = what
            self.condition = condition
            self.when = when
            self.count = count
            self.extraMembers = extraMembers
        }

        package static func == (left: Step, right: Step) -> Bool {
            left.name == right.name && left.negated == right.negated && left.what == right.what
                && left.condition == right.condition && left.when == right.when && left.count == right.count
                && left.extraMembers == right.extraMembers
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(negated)
            hasher.combine(what)
        }
    }
}

extension PQLChain {
    /// The same chain with other steps in the places of the old ones.
    func replacing(steps: [Step]) -> PQLChain {
        PQLChain(array: array, order: order, steps: steps, keptElements: keptElements)
    }

    /// The chain with all that a step asks of its event in its `WHAT`, but for a `WHEN` that only speaks of the time:
    /// `WHERE`, and a `WHEN` that names a field of the event, which says `order occurs …`.
    var joiningConditions: PQLChain {
        guard steps.contains(where: { $0.condition != nil || $0.whenNamesEvent }) else { return self }
        return replacing(steps: steps.map { $0.joined(order: order) })
    }
}

extension PQLChain.Step {
    fileprivate var whenNamesEvent: Bool {
        when?.expressions.contains(where: \.namesSubject) ?? false
    }

    fileprivate func joined(order: PQLName) -> PQLChain.Step {
        let namesEvent = whenNamesEvent
        guard condition != nil || namesEvent else { return self }
        var operands = [what]
        if case .call("and", let inner) = what.kind, what.extraMembers.isEmpty { operands = inner }
        if let condition { operands.append(condition) }
        if namesEvent, let when {
            let time = PQLExpression(.field(of: PQLExpression(.subject(up: 0)), order))
            operands.append(PQLExpression(.occurs(time, when), span: what.span))
        }
        return PQLChain.Step(
            name: name,
            nameSpan: nameSpan,
            negated: negated,
            what: PQLExpression(.call("and", operands), span: what.span),
            when: namesEvent ? nil : when,
            count: count,
            extraMembers: extraMembers
        )
    }
}

extension PQLExpression {
    /// Whether the innermost subject around the expression is named anywhere in it.
    fileprivate var namesSubject: Bool {
        var pending = [(node: self, level: 0)]
        while let (node, level) = pending.popLast() {
            if case .subject(up: level) = node.kind { return true }
            for child in node.children { pending.append((child.expression, child.entersItem ? level + 1 : level)) }
        }
        return false
    }
}
