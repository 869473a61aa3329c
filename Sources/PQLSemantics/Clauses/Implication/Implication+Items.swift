import PQLSyntax

// Conditions about values and about items.

extension Implication {
    /// Implication between conditions that are no rows.
    mutating func follows(_ conclusion: TruthForm, from premise: TruthForm, _ depth: Int) -> Bool {
        switch (premise, conclusion) {
        case (.test(let test, let subject), .test(let other, let otherSubject)):
            return follows(other, otherSubject, from: test, subject, depth)
        case (.items(let items), .items(let others)):
            return areAmong(items, others, depth) && isTrueOfItems(items, others)
        case (.some(let declared), .some(let others)):
            guard declared.count == others.count else { return false }
            for (mine, other) in zip(declared, others) {
                guard areAmong(mine.source, other.source, depth + 1),
                    holds(other.condition, wherever: mine.condition, depth)
                else { return false }
            }
            return true
        case (.every(let declared), .every(let others)): return allFollow(others, from: declared, depth)
        case (.chain(let chain), .chain(let other)): return follows(other, from: chain, depth)
        case (.binding(let value, let body), .binding(let otherValue, let other)):
            // A name for a list that was computed would hide that it is compared as a whole.
            return value == otherValue && (body == other || isPlain(value) && follows(other, from: body, depth + 1))
        case (.constant, _), (.all, _), (.any, _), (.not, _), (.test, _), (.items, _), (.some, _), (.every, _),
            (.chain, _), (.binding, _):
            return false
        }
    }

    /// `forall`: the last condition may be weaker and the last source smaller; what stands before is a matter of
    /// reading, so it must be equal.
    private mutating func allFollow(
        _ others: [TruthForm.Declared],
        from declared: [TruthForm.Declared],
        _ depth: Int
    ) -> Bool {
        guard declared.count == others.count, let last = declared.last, let other = others.last,
            last.condition != nil, other.condition != nil
        else { return false }
        for (mine, other) in zip(declared, others).dropLast() {
            guard mine.source == other.source, mine.condition == other.condition else { return false }
        }
        return areAmong(other.source, last.source, depth + 1) && holds(other.condition, wherever: last.condition, depth)
    }

    /// Conditions that may be missing, which is as good as true.
    private mutating func holds(_ conclusion: Term?, wherever premise: Term?, _ depth: Int) -> Bool {
        guard let conclusion else { return true }
        if let premise { return follows(conclusion, from: premise, depth + 1) }
        if case .constant(true) = form(of: conclusion) { return true }
        return false
    }

    private mutating func follows(
        _ conclusion: ValueTest,
        _ otherSubject: Term,
        from premise: ValueTest,
        _ subject: Term,
        _ depth: Int
    ) -> Bool {
        guard premise.implies(conclusion, isPlain: isPlain(subject)) else { return false }
        if subject == otherSubject { return true }
        if let items = terms.counted(subject), let others = terms.counted(otherSubject) {
            guard case .bound(let bound) = conclusion else { return false }
            return bound.isLower ? areAmong(items, others, depth + 1) : areAmong(others, items, depth + 1)
        }
        return premise.isAboutOneItem && conclusion.isAboutOneItem && isPathOfItems(subject)
            && isPathOfItems(otherSubject) && areAmong(subject, otherSubject, depth + 1)
    }

    /// Whether the value of a term is one value or several, each of which is compared, and no array that is compared
    /// as a whole: false of lists that are computed, of what may be one, and of what is not understood.
    func isPlain(_ subject: Term) -> Bool {
        guard terms.shape(of: subject).extraMembers.isEmpty else { return false }
        switch terms.kind(of: subject) {
        case .call(let function, _): return !Self.listMakers.contains(function.name)
        case .string, .boolean, .integer, .long, .double, .moment, .subject, .parameter, .variable, .field, .filter,
            .aggregate, .occurs, .chain:
            return true
        case .null, .list, .object, .query, .template, .lambda, .binding, .schemaReference, .unknown, .error:
            return false
        }
    }

    private static let listMakers: Set<String> = [
        "distinct", "intersection", "map", "filter", "topN", "bottomN", "groupBy", "keys", "values", "if",
    ]

    /// Whether a term is a path, perhaps with filters at its end, so that each item that it leads to is compared.
    private func isPathOfItems(_ subject: Term) -> Bool {
        var base = subject
        while terms.shape(of: base).extraMembers.isEmpty {
            switch terms.kind(of: base) {
            case .filter: base = terms.parts(of: base)[0]
            case .field, .subject, .parameter, .variable: return true
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .call,
                .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
                return false
            }
        }
        return false
    }
}
