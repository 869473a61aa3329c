import PQLSyntax

/// A path with its filters and method calls, from the inside out: `xEvent[a].items.count()` is the subject, then
/// `xEvent`, `[a]`, `.items`, `.count()`.
///
/// Operators and functions without a receiver are no steps but roots.
struct ExpressionSpine {
    enum Step {
        case field(PQLName)
        case filter(PQLExpression)
        /// With the arguments behind the receiver.
        case call(PQLFunction, ArraySlice<PQLExpression>)
    }

    let root: PQLExpression
    /// Each with the node that it makes.
    let steps: [(step: Step, node: PQLExpression)]

    init(_ node: PQLExpression) {
        var node = node
        var steps: [(step: Step, node: PQLExpression)] = []
        while let (step, inner) = Self.split(node) {
            steps.append((step, node))
            node = inner
        }
        root = node
        self.steps = steps.reversed()
    }

    /// Whether a node is more than a root.
    static func isStep(_ node: PQLExpression) -> Bool { split(node) != nil }

    private static func split(_ node: PQLExpression) -> (Step, PQLExpression)? {
        switch node.kind {
        case .field(let base, let name): return (.field(name), base)
        case .filter(let base, let condition): return (.filter(condition), base)
        case .call(let function, let arguments):
            guard let receiver = arguments.first, FunctionCatalogue.function(function.name)?.isMethod ?? true
            else { return nil }
            return (.call(function, arguments.dropFirst()), receiver)
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown,
            .error:
            return nil
        }
    }
}
