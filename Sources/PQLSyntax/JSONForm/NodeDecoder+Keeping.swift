import JSONTree

// What is not known is kept as it is, and told about.

extension NodeDecoder {
    /// Leaves the node at hand as it is, saying what is not known about it.
    func keep(_ what: String) {
        report(PQLDiagnostics.unknownNode(what, at: pointer))
        pushCurrent()
    }

    /// Leaves a node of an older version, which has no meaning any more, as it is.
    func keepOutdated(_ what: String) {
        report(PQLDiagnostics.outdatedNode(what, at: pointer))
        pushCurrent()
    }

    /// Leaves the node at hand as it is.
    func pushCurrent() {
        // As deep as the marked form of text may nest.
        guard !current.nests(deeperThan: limits.maxDepth) else { return refuseDepth() }
        noteNames(in: current)
        push(.unknown(current))
    }

    /// Members that are null are as if they were not there, but for values.
    static func withoutNulls(_ members: [String: JSONValue]) -> [String: JSONValue] {
        guard members.values.contains(.null) else { return members }
        return members.filter { $0.value != .null || !optionalMembers.contains($0.key) }
    }

    private static let optionalMembers: Set<String> = [
        "object", "where", "when", "condition", "aggExpr", "qualification", "count", "version", "params", "function",
        "negated", "literalType",
    ]

    /// The members that a node of the kind does not have, told about.
    func extra(_ members: [String: JSONValue], known: Set<String>) -> [String: JSONValue] {
        guard members.count > 1 else { return [:] }
        let extra = members.filter { $0.key != "nodeType" && !known.contains($0.key) }
        for name in extra.keys.sorted() { report(PQLDiagnostics.unknownMember(name, at: pointer)) }
        return kept(extra)
    }

    /// Unknown members, unless they nest too deep to be kept.
    func kept(_ extra: [String: JSONValue]) -> [String: JSONValue] {
        guard !extra.isEmpty else { return [:] }
        let value = JSONValue.object(extra)
        guard !value.nests(deeperThan: limits.maxDepth) else {
            reportDepth()
            return [:]
        }
        noteNames(in: value)
        return extra
    }
}
