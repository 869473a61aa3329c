/// The form in which two rules that say the same are equal trees.
///
/// Spacing, keyword case, redundant parentheses, method or prefix calls, singular or plural units, `where` or `:`, and
/// key order in JSON leave no trace in a tree at all. Beyond that, these laws hold, and no others; each keeps the
/// result for every profile:
///
/// 1. `a and (b and c)` is `a and b and c`, and so with `or`: both are associative, and a null operand is false.
/// 2. Numbers are what they count: `1`, `1.0` and `1L` are equal, whatever the type of the field they are compared
///    with. A minus before a number is its sign. Doubles past 2^53, which round, stay doubles.
/// 3. `$1` is the subject of the top, as if written with a `^` for each item around it.
/// 4. `xs.filter(c)` is `xs[c]`.
/// 5. A lambda with one name as the argument of an item method is its body with the item as the subject.
/// 6. `WHERE(c)` of a chain's step is one of the conjuncts of its `WHAT`, and so is a `WHEN(…)` that names a field of
///    the event, as `timestamp occurs …`.
/// 7. The names of variables say nothing: `select X from xEvent where X.a` is `select Y from xEvent where Y.a`.
/// 8. An `and` or `or` of one condition is the condition.
///
/// Nodes and members of pql/json that are not known are equal if their JSON values are, and the names in them stay as
/// they are.
///
/// Operands are never reordered, `not (a = b)` is never `a != b` (they differ where `a` is absent), `from` is not
/// `after`, `equals` is not `=`, and `profile.x` is not `x`. The form is for comparing: its variables have names that
/// nobody wrote.
package enum PQLCanonical {
    package static func form(of tree: PQLExpression) -> PQLExpression {
        SubjectRenaming.renamed(tree).rewriting(normal)
    }

    /// A node in its normal form, if it has another, with children that are in theirs.
    private static func normal(_ node: PQLExpression) -> PQLExpression? {
        switch node.kind {
        case .long(let value): node.with(.integer(value))
        case .double(let value) where value.magnitude <= exactWholeNumbers:
            Int64(exactly: value).map { node.with(.integer($0)) }
        case .call(let function, let arguments): call(function, arguments, node)
        case .chain(let chain): joined(chain).map { node.with(.chain($0)) }
        case .string, .boolean, .integer, .null, .moment, .list, .object, .template, .subject, .parameter, .variable,
            .field, .filter, .lambda, .query, .aggregate, .binding, .occurs, .schemaReference, .unknown, .error,
            .double:
            nil
        }
    }

    /// 2^53: up to it a double is the number that was written.
    private static let exactWholeNumbers = 9_007_199_254_740_992.0

    private static func call(
        _ function: PQLFunction,
        _ arguments: [PQLExpression],
        _ node: PQLExpression
    ) -> PQLExpression? {
        switch (function.name, arguments.count) {
        case ("and", _), ("or", _): row(function, arguments, node)
        case ("-", 1): negated(arguments[0]).map { node.with($0) }
        case ("filter", 2) where !arguments[1].isLambda: node.with(.filter(arguments[0], where: arguments[1]))
        default: nil
        }
    }

    /// An `and` or `or` with the operands of nodes of its own kind in their place.
    private static func row(
        _ function: PQLFunction,
        _ operands: [PQLExpression],
        _ node: PQLExpression
    ) -> PQLExpression {
        let operands = operands.flatMap { operand in
            guard case .call(function, let inner) = operand.kind, operand.extraMembers.isEmpty else { return [operand] }
            return inner
        }
        if operands.count == 1, operands[0].isCondition, node.extraMembers.isEmpty { return operands[0] }
        return node.with(.call(function, operands))
    }

    private static func negated(_ operand: PQLExpression) -> PQLExpression.Kind? {
        guard operand.extraMembers.isEmpty else { return nil }
        switch operand.kind {
        case .integer(let value): return value == .min ? nil : .integer(-value)
        case .double(let value): return Int64(exactly: -value).map { .integer($0) } ?? .double(-value)
        case .string, .boolean, .long, .null, .moment, .list, .object, .template, .subject, .parameter, .variable,
            .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown,
            .error:
            return nil
        }
    }

    /// The chain with every WHERE in its WHAT.
    private static func joined(_ chain: PQLChain) -> PQLChain? {
        let joined = chain.joiningConditions
        guard joined != chain else { return nil }
        let steps = joined.steps.map { step in
            PQLChain.Step(
                name: step.name,
                nameSpan: step.nameSpan,
                negated: step.negated,
                what: normal(step.what) ?? step.what,
                when: step.when,
                count: step.count,
                extraMembers: step.extraMembers
            )
        }
        return joined.replacing(steps: steps)
    }
}

extension PQLExpression {
    /// Another kind in the same place.
    func with(_ kind: Kind) -> PQLExpression {
        PQLExpression(kind, span: span, extraMembers: extraMembers)
    }
}
