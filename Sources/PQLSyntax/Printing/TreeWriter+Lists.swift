// Lists, arguments, objects.

extension TreeWriter {
    mutating func list(_ items: [PQLExpression]) {
        if items.isEmpty { return say("[]") }
        inBrackets("[", "]", scope(of: items[...])) { $0.separated(items[...]) }
    }

    /// Writes the arguments of a call with their brackets; a list or object alone shares its own with them.
    mutating func arguments(_ opening: String, _ nodes: ArraySlice<PQLExpression>) {
        if nodes.isEmpty { return say(opening + ")") }
        if nodes.count == 1, let node = nodes.first, node.hasBrackets {
            say(opening)
            write(node, .lowest)
            return say(")")
        }
        inBrackets(opening, ")", scope(of: nodes)) { $0.separated(nodes) }
    }

    private func scope(of nodes: ArraySlice<PQLExpression>) -> LayoutScope {
        marksLines && nodes.count == 1 && nodes.allSatisfy(\.isAtom) ? .snugBrackets : .brackets
    }

    /// Plain values fill their lines, anything else has lines of its own.
    private mutating func separated(_ nodes: ArraySlice<PQLExpression>) {
        let line: LayoutLine = marksLines && nodes.allSatisfy(\.isAtom) ? .item : .together(blank: true)
        for (index, node) in nodes.enumerated() {
            if index > 0 { comma(line) }
            write(node, .lowest)
        }
    }

    mutating func object(_ members: [PQLMember]) {
        if members.isEmpty { return say("{}") }
        inBrackets("{", "}") { writer in
            for (index, member) in members.enumerated() {
                if index > 0 { writer.comma() }
                writer.say(writer.literal(PQLString(member.key)) + ":", before: .apart(.seam, blank: true))
                writer.writeHanging(member.value, .lowest)
            }
        }
    }
}

extension PQLExpression {
    /// Whether its text is one word, number, string or token.
    fileprivate var isAtom: Bool {
        guard extraMembers.isEmpty else { return false }
        switch kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference:
            return true
        case .list, .object, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .unknown,
            .error:
            return false
        }
    }

    /// Whether its text stands in brackets of its own.
    fileprivate var hasBrackets: Bool {
        guard extraMembers.isEmpty else { return false }
        switch kind {
        case .list, .object: return true
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .unknown,
            .error:
            return false
        }
    }
}
