extension PQLExpression {
    /// The expression with `${tenant}` for each path segment that is the tenant's name, such as `_wwfovlab011`.
    package func namingTenant(_ tenant: String) -> PQLExpression {
        rewriting(names: { name in
            name.kind == .plain(tenant) ? PQLName(.template(PQLTemplate(.variable("tenant")))) : nil
        }) { _ in nil }
    }

    /// The expression with `${tenant}` wherever the tenant stands as a word in the text of a string, but for some strings
    /// that stay as they are.
    package func namingTenantInStrings(_ tenant: String, except kept: Set<PQLString> = []) -> PQLExpression {
        rewriting { node in
            guard case .string(let string) = node.kind, !kept.contains(string),
                let named = string.namingTenant(tenant)
            else { return nil }
            return PQLExpression(.string(named), span: node.span, extraMembers: node.extraMembers)
        }
    }
}

extension PQLString {
    /// The string with `${tenant}` wherever the tenant stands as a word; nil where it stands nowhere.
    fileprivate func namingTenant(_ tenant: String) -> PQLString? {
        let named = parts.flatMap { part -> [Part] in
            guard case .text(let text) = part else { return [part] }
            let pieces = text.pieces(aroundTemplateFor: tenant).map { [Part.text($0)] }
            return Array(pieces.joined(separator: [.template(PQLTemplate(.variable("tenant")))]))
        }
        return named.count == parts.count ? nil : PQLString(parts: named)
    }
}

extension String {
    /// The pieces between the places where a name stands by itself: with no letter, digit or underscore at its sides.
    ///
    /// One piece, the whole text, where it stands nowhere. Signs that cling to a letter, such as a zero-width joiner, do
    /// not hide a name.
    package func pieces(aroundWord word: String) -> [String] {
        let scalars = unicodeScalars
        var pieces: [String] = []
        var pieceStart = startIndex
        var start = startIndex
        while let range = scalars[start...].firstRange(of: word.unicodeScalars) {
            let before = range.lowerBound == startIndex ? nil : scalars[scalars.index(before: range.lowerBound)]
            let after = range.upperBound == endIndex ? nil : scalars[range.upperBound]
            let isWhole = ![before, after].contains { $0.map(Self.isOfWord) ?? false }
            if isWhole {
                pieces.append(String(scalars[pieceStart..<range.lowerBound]))
                pieceStart = range.upperBound
            }
            start = isWhole ? range.upperBound : scalars.index(after: range.lowerBound)
        }
        return pieces + [String(scalars[pieceStart...])]
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// The pieces between the places where a template can stand for a name: not behind a `$`, which would make it text.
    package func pieces(aroundTemplateFor word: String) -> [String] {
        pieces(aroundWord: word).reduce(into: []) { pieces, piece in
            if let last = pieces.last, last.utf8.last == UInt8(ascii: "$") {
                pieces[pieces.count - 1] = last + word + piece
            } else {
                pieces.append(piece)
            }
        }
    }
}
