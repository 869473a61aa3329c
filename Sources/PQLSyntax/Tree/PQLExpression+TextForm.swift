extension PQLExpression {
    /// Whether PQL text has words for all of the tree, so that it can be sent as text.
    ///
    /// It has none for nodes and members of newer versions, and for a step of a chain that must not occur.
    package var isText: Bool {
        var isText = true
        visit { node in
            switch node.kind {
            case .unknown, .error: isText = false
            case .chain(let chain): if chain.steps.contains(where: \.negated) { isText = false }
            default: break
            }
            if !node.extraMembers.isEmpty { isText = false }
        }
        return isText
    }
}
