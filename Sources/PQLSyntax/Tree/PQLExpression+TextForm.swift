extension PQLExpression {
    /// Whether PQL text has words for all of the tree, so that it can be sent as text.
    ///
    /// It has none for nodes and members of newer versions, for a step of a chain that must not occur and what stands
    /// between steps, and for a call of an operator with an unusual number of operands or of a function whose name is
    /// none.
    package var isText: Bool {
        var isText = true
        visit { node in
            switch node.kind {
            case .unknown, .error: isText = false
            case .chain(let chain): if !chain.isText { isText = false }
            case .call(let function, let arguments):
                if !TreeWriter.isText(function.name, arity: arguments.count) { isText = false }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .field, .filter, .lambda, .query, .aggregate, .binding, .occurs,
                .schemaReference:
                break
            }
            if !node.extraMembers.isEmpty { isText = false }
        }
        return isText
    }
}

extension PQLChain {
    fileprivate var isText: Bool {
        keptElements.isEmpty && steps.allSatisfy { !$0.negated && $0.extraMembers.isEmpty }
    }
}
