extension PQLExpression {
    /// The expression with `${tenant}` for each path segment that is the tenant's name, such as `_wwfovlab011`.
    package func namingTenant(_ tenant: String) -> PQLExpression {
        rewriting(names: { name in
            name.kind == .plain(tenant) ? PQLName(.template(PQLTemplate(.variable("tenant")))) : nil
        }) { _ in nil }
    }

    /// The expression with `${tenant}` wherever the tenant stands as a word in the text of a string.
    package func namingTenantInStrings(_ tenant: String) -> PQLExpression {
        rewriting { node in
            guard case .string(let string) = node.kind, let named = string.namingTenant(tenant) else { return nil }
            return PQLExpression(.string(named), span: node.span, extraMembers: node.extraMembers)
        }
    }
}

extension PQLString {
    /// The string with `${tenant}` wherever the tenant stands as a word; nil where it stands nowhere.
    fileprivate func namingTenant(_ tenant: String) -> PQLString? {
        let named = parts.flatMap { part -> [Part] in
            guard case .text(let text) = part else { return [part] }
            let pieces = text.pieces(aroundWord: tenant).map { [Part.text($0)] }
            return Array(pieces.joined(separator: [.template(PQLTemplate(.variable("tenant")))]))
        }
        return named.count == parts.count ? nil : PQLString(parts: named)
    }
}

extension String {
    /// The pieces between the places where a word stands by itself: where no letter, digit, `-` or `_` is next to it.
    ///
    /// One piece, the whole text, where it stands nowhere.
    package func pieces(aroundWord word: String) -> [String] {
        var pieces: [String] = []
        var start = startIndex
        for found in split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        where found == word {
            pieces.append(String(self[start..<found.startIndex]))
            start = found.endIndex
        }
        return pieces + [String(self[start...])]
    }
}
