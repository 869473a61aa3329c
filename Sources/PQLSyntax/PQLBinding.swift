/// `V from A where C`.
package struct PQLDeclaration: Hashable, Sendable {
    package let name: String
    package let source: PQLExpression
    package let condition: PQLExpression?

    package init(name: String, source: PQLExpression, condition: PQLExpression?) {
        self.name = name
        self.source = source
        self.condition = condition
    }
}

/// `select`, today's quantifiers, and those of the offer dialect.
package enum PQLQuantifier: String, Hashable, Sendable, CaseIterable {
    case select, exists, forall
    case some, all, none, one
}

package enum PQLAggregate: String, Hashable, Sendable, CaseIterable {
    case sum, average, min, max
}

/// One member of an object constructor.
package struct PQLMember: Hashable, Sendable {
    package let key: String
    package let value: PQLExpression

    package init(key: String, value: PQLExpression) {
        self.key = key
        self.value = value
    }
}

/// `CHAIN(array, order, [steps])`: events in strict order of time.
package struct PQLChain: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let name: String
        /// Known from pql/json only: no event may match here. Text cannot say it.
        package let negated: Bool
        /// Condition with the event as its subject.
        package let what: PQLExpression
        /// A further condition on the event, as `WHERE(…)`.
        package let condition: PQLExpression?
        package let when: PQLOccurrence?
        package let count: Int64?

        package init(
            name: String,
            negated: Bool = false,
            what: PQLExpression,
            condition: PQLExpression? = nil,
            when: PQLOccurrence? = nil,
            count: Int64? = nil
        ) {
            self.name = name
            self.negated = negated
            self.what = what
            self.condition = condition
            self.when = when
            self.count = count
        }
    }

    package let array: PQLExpression
    /// The field of an event that orders it; `timestamp` in all known texts.
    package let order: PQLName
    package let steps: [Step]

    package init(array: PQLExpression, order: PQLName, steps: [Step]) {
        self.array = array
        self.order = order
        self.steps = steps
    }
}
