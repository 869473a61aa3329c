package import Diagnostics

/// The canonical name of an operator or function, and where it was written.
///
/// Operators: `=`, `!=`, `<`, `<=`, `>`, `>=`, `and`, `or`, `not`, `in`, `notIn`, `like`, `matches`, `+`, `-`, `*`, `/`,
/// `%`. Every other name is a function's, exactly as spelt. Equality looks at the name alone.
package struct PQLFunction: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String
    package let span: ByteSpan

    package init(_ name: String, span: ByteSpan = .zero) {
        self.name = name
        self.span = span
    }

    package init(stringLiteral name: String) {
        self.init(name)
    }

    package var description: String { name }

    package static func == (left: PQLFunction, right: PQLFunction) -> Bool {
        left.name == right.name
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension PQLFunction {
    /// The functions whose second argument is an expression about each item of the first.
    private static let itemFunctions: Set<String> = [
        "exists", "filter", "map", "groupBy", "topN", "bottomN", "sum", "average", "min", "max", "count",
    ]

    /// The position, counted from 0 with a method's receiver first, of the argument whose bare names belong to the
    /// item; nil for a function without one.
    ///
    /// An argument that is a lambda names the item itself and does not move the subject.
    package var itemArgument: Int? {
        Self.itemFunctions.contains(name) ? 1 : nil
    }
}
