package import Diagnostics

/// `V from A where C`.
package struct PQLDeclaration: Hashable, Sendable {
    package let name: String
    /// Where the name stands; no part of equality.
    package let nameSpan: ByteSpan
    package let source: PQLExpression
    package let condition: PQLExpression?

    package init(name: String, nameSpan: ByteSpan = .zero, source: PQLExpression, condition: PQLExpression?) {
        self.name = name
        self.nameSpan = nameSpan
        self.source = source
        self.condition = condition
    }

    package static func == (left: PQLDeclaration, right: PQLDeclaration) -> Bool {
        left.name == right.name && left.source == right.source && left.condition == right.condition
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(source)
        hasher.combine(condition)
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

        package init(
            name: String,
            nameSpan: ByteSpan = .zero,
            negated: Bool = false,
            what: PQLExpression,
            condition: PQLExpression? = nil,
            when: PQLOccurrence? = nil,
            count: PQLExpression? = nil
        ) {
            self.name = name
            self.nameSpan = nameSpan
            self.negated = negated
            self.what = what
            self.condition = condition
            self.when = when
            self.count = count
        }

        package static func == (left: Step, right: Step) -> Bool {
            left.name == right.name && left.negated == right.negated && left.what == right.what
                && left.condition == right.condition && left.when == right.when && left.count == right.count
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(negated)
            hasher.combine(what)
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
