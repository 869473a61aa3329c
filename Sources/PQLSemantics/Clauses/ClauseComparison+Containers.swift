import PQLSyntax

// Conditions inside filters, queries, bindings and chains.

extension ClauseComparison {
    /// How many parts of a clause are told one by one: each is tried in the whole of it, so that more would take long.
    static let mostParts = 32

    /// Compares the conditions inside two clauses that are equal around them; else, or if many differ, the clauses as a
    /// whole.
    mutating func compare(
        _ parts: [Clause.Part],
        _ others: [Clause.Part],
        _ old: Clause,
        _ new: Clause,
        in place: Place
    ) {
        let terms = (implication.terms.insert(old.canonical), implication.terms.insert(new.canonical))
        let differing = zip(parts, others).filter { $0.clause != $1.clause }
        guard parts.count <= 10 * Self.mostParts, differing.count <= Self.mostParts,
            parts.map(\.location) == others.map(\.location), frame(terms.0, parts) == frame(terms.1, others)
        else {
            return alter(old, new, in: place)
        }
        for (part, other) in differing {
            let direction = direction(terms.0, terms.1, (part, other))
            compare(part.clause, other.clause, in: place.inside(other.place, direction))
        }
    }

    /// A clause with nothing where its inner conditions stand.
    private mutating func frame(_ term: Term, _ parts: [Clause.Part]) -> Term {
        let hole = implication.terms.insert(PQLExpression(.null))
        return parts.reduce(term) { implication.terms.replacing($1.location, in: $0, with: hole) }
    }

    /// How a change of an inner condition shows in the clause, before and after all else that changes in it.
    mutating func direction(_ old: Term, _ new: Term, _ parts: (Clause.Part, Clause.Part)) -> Direction {
        let directions = (direction(of: old, parts.0), direction(of: new, parts.1))
        return directions.0 == directions.1 ? directions.0 : .unknown
    }

    private mutating func direction(of term: Term, _ part: Clause.Part) -> Direction {
        // Something that nobody wrote is joined to the condition: what is proved then holds for every change.
        let inner = part.location.reduce(term) { implication.terms.parts(of: $0)[$1] }
        let unknown = implication.terms.insert(PQLExpression(.variable(" any")))
        let further = implication.terms.insert(PQLExpression(.variable(" further")))
        let weak = implication.terms.call("or", [inner, unknown])
        let strong = implication.terms.call("and", [weak, further])
        let wide = implication.terms.replacing(part.location, in: term, with: weak)
        let narrow = implication.terms.replacing(part.location, in: term, with: strong)
        if implication.proves(narrow, wide, effort: 1000) { return .same }
        return implication.proves(wide, narrow, effort: 1000) ? .mirrored : .unknown
    }
}
