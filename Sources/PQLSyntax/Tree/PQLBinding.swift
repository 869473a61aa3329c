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
