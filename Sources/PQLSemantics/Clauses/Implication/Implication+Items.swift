import PQLSyntax

// Conditions about values, and about the items of arrays.

extension Implication {
    /// Implication between conditions that are no rows.
    mutating func follows(_ conclusion: TruthForm, from premise: TruthForm, _ depth: Int) -> Bool {
        switch (premise, conclusion) {
        case (.test(let test, let subject), .test(let other, let otherSubject)):
            return follows(other, otherSubject, from: test, subject, depth)
        case (.items(let items), .items(let others)): return areAmong(items, others, depth)
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
            return value == otherValue && follows(other, from: body, depth + 1)
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
        return premise.isAboutOneItem && conclusion.isAboutOneItem && areAmong(subject, otherSubject, depth + 1)
    }

    /// Whether the value of a path is one value or several, each of which is compared, and no array that is compared
    /// as a whole.
    func isPlain(_ subject: Term) -> Bool {
        switch terms.kind(of: subject) {
        case .list, .object, .query: return false
        case .call(let function, _): return !["intersection", "distinct"].contains(function.name)
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .field, .filter, .lambda, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return true
        }
    }
}

// MARK: - Arrays

extension Implication {
    /// Whether each item of one array is an item of the other, and as often.
    mutating func areAmong(_ items: Term, _ others: Term, _ depth: Int) -> Bool {
        var (items, others) = (items, others)
        // What is done to each item alone keeps the one array inside the other.
        while items != others, let (item, other) = sameStep(items, others) { (items, others) = (item, other) }
        if items == others { return true }
        guard depth < Self.maxDepth, effort > 0 else { return false }
        effort -= 1
        let parts = terms.parts(of: items)
        switch (terms.kind(of: items), terms.kind(of: others)) {
        case (.filter, let other):
            if areAmong(parts[0], others, depth + 1) { return true }
            guard case .filter = other else { return false }
            let otherParts = terms.parts(of: others)
            return areAmong(parts[0], otherParts[0], depth + 1) && follows(otherParts[1], from: parts[1], depth + 1)
        case (.query(.select, _), .query(.select, _)):
            guard terms.shape(of: items).extraMembers.isEmpty, terms.shape(of: others).extraMembers.isEmpty else {
                return false
            }
            let forms = (form(of: items), form(of: others))
            return follows(forms.1, from: forms.0, depth + 1)
        default: return false
        }
    }

    /// The arrays below a field, `distinct()`, or a `map` with the same body; nil if the two are no such pair.
    private func sameStep(_ items: Term, _ others: Term) -> (Term, Term)? {
        let (parts, otherParts) = (terms.parts(of: items), terms.parts(of: others))
        guard let first = parts.first, let other = otherParts.first, parts.dropFirst() == otherParts.dropFirst(),
            terms.shape(of: items) == terms.shape(of: others)
        else { return nil }
        switch terms.kind(of: items) {
        case .field: return (first, other)
        case .call(let function, _): return ["distinct", "map"].contains(function.name) ? (first, other) : nil
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .filter, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference,
            .unknown, .error:
            return nil
        }
    }
}
