import PQLSyntax

// Arrays inside one another.

extension Implication {
    /// Whether each item of one array is an item of the other, and as often.
    mutating func areAmong(_ items: Term, _ others: Term, _ depth: Int) -> Bool {
        var (items, others) = (items, others)
        // What is done to each item alone keeps the one array inside the other.
        while items != others, let (item, other) = sameStep(items, others) { (items, others) = (item, other) }
        if items == others { return true }
        guard depth < Self.maxDepth, effort > 0, terms.shape(of: items).extraMembers.isEmpty,
            terms.shape(of: others).extraMembers.isEmpty
        else { return false }
        effort -= 1
        let parts = terms.parts(of: items)
        switch (terms.kind(of: items), terms.kind(of: others)) {
        case (.filter, let other):
            if areAmong(parts[0], others, depth + 1) { return true }
            guard case .filter = other else { return false }
            let otherParts = terms.parts(of: others)
            return areAmong(parts[0], otherParts[0], depth + 1) && follows(otherParts[1], from: parts[1], depth + 1)
        case (.query(.select, _), .query(.select, _)):
            let forms = (form(of: items), form(of: others))
            return follows(forms.1, from: forms.0, depth + 1)
        default: return false
        }
    }

    /// Whether one array is true wherever another is that holds its items.
    ///
    /// A path through arrays, which may have a name, is true if one of its values is, so that both must be such paths;
    /// all else, and a path to an array, is true if an item is there. Which of the two a path is does not matter where its items are
    /// objects, as those are that pass a test of one of their fields.
    mutating func isTrueOfItems(_ items: Term, _ others: Term) -> Bool {
        switch terms.kind(of: others) {
        case .field, .variable: if items == others { return true }
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference,
            .unknown, .error:
            return true
        }
        var base = items
        while case .filter = terms.kind(of: base) {
            let parts = terms.parts(of: base)
            if asksForField(parts[1], 0) { return true }
            base = parts[0]
        }
        return base == items
    }

    /// Whether only objects pass a condition of a filter.
    private mutating func asksForField(_ condition: Term, _ depth: Int) -> Bool {
        guard depth < Self.maxDepth, effort > 0 else { return false }
        effort -= 1
        switch form(of: condition) {
        case .constant(let value): return !value
        case .all(let operands):
            for operand in operands where asksForField(operand, depth + 1) { return true }
            return false
        case .any(let operands):
            for operand in operands where !asksForField(operand, depth + 1) { return false }
            return true
        case .test(_, let subject), .items(let subject): return isField(subject)
        case .some(let declared): return declared.first.map { isField($0.source) } ?? false
        case .not, .every, .chain, .binding: return false
        }
    }

    /// Whether a term leads to a field of the item and has no value without it.
    private func isField(_ term: Term) -> Bool {
        var base = term
        while terms.shape(of: base).extraMembers.isEmpty {
            switch terms.kind(of: base) {
            case .filter: base = terms.parts(of: base)[0]
            case .field:
                base = terms.parts(of: base)[0]
                if case .subject(up: 0) = terms.kind(of: base) { return true }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain,
                .schemaReference, .unknown, .error:
                return false
            }
        }
        return false
    }

    /// The arrays below a field, `distinct()`, or a `map` with the same body; nil if the two are no such pair.
    private func sameStep(_ items: Term, _ others: Term) -> (Term, Term)? {
        let (parts, otherParts) = (terms.parts(of: items), terms.parts(of: others))
        guard let first = parts.first, let other = otherParts.first, parts.dropFirst() == otherParts.dropFirst(),
            terms.shape(of: items) == terms.shape(of: others), terms.shape(of: items).extraMembers.isEmpty
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
