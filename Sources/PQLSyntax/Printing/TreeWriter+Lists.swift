// Lists, arguments, objects.

extension TreeWriter {
    mutating func list(_ items: [PQLExpression]) {
        if items.isEmpty { return say("[]") }
        let line: LayoutLine = items.allSatisfy(\.isAtom) ? .item : .together(blank: true)
        inBrackets("[", "]") { $0.separated(items[...], by: line) }
    }

    /// Writes the arguments of a call with their brackets; a list or object alone shares its own with them.
    mutating func arguments(_ opening: String, _ nodes: ArraySlice<PQLExpression>) {
        if nodes.isEmpty { return say(opening + ")") }
        if nodes.count == 1, let node = nodes.first, node.hasBrackets {
            say(opening)
            write(node, .lowest)
            return say(")")
        }
        inBrackets(opening, ")") { $0.separated(nodes, by: .together(blank: true)) }
    }

    private mutating func separated(_ nodes: ArraySlice<PQLExpression>, by line: LayoutLine) {
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
