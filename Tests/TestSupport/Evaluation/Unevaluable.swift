/// What the reference evaluator has no documented answer for.
package struct Unevaluable: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
