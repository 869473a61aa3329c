import PQLSyntax

/// Proves that one condition holds whenever another does, for every profile.
///
/// A proof is sound under the semantics of the language: a comparison with nothing is false, `and`, `or` and `not`
/// know only true and false, and a path through arrays holds if one item does. What is not proved may still be so:
/// search stops at a depth and an effort, equal for both directions.
struct Implication {
    /// How deep conditions may stand inside one another before only equal ones are known to imply each other.
    static let maxDepth = 40

    var terms: TermTable
    private var forms: [Term: TruthForm] = [:]
    private var rows: [Term: ConditionRow] = [:]
    /// How many pairs of conditions may still be tried.
    var effort = 0

    init(ignoresOrder: Bool) {
        terms = TermTable(ignoresOrder: ignoresOrder)
    }

    /// Whether `conclusion` holds for every profile for which `premise` does; false where it is not proved.
    ///
    /// - Parameter effort: how many pairs of conditions are tried.
    mutating func proves(_ premise: Term, _ conclusion: Term, effort: Int = 50_000) -> Bool {
        self.effort = effort
        return follows(conclusion, from: premise, 0)
    }

    mutating func form(of term: Term) -> TruthForm {
        if let known = forms[term] { return known }
        let form = terms.form(of: term)
        forms[term] = form
        return form
    }

    /// One step of a proof.
    mutating func follows(_ conclusion: Term, from premise: Term, _ depth: Int) -> Bool {
        if premise == conclusion { return true }
        guard depth < Self.maxDepth, effort > 0 else { return false }
        effort -= 1
        switch (form(of: premise), form(of: conclusion)) {
        case (.constant(false), _), (_, .constant(true)): return true
        case (.any(let operands), _):
            for operand in operands where !follows(conclusion, from: operand, depth + 1) { return false }
            return true
        case (_, .all(let operands)):
            for operand in operands where !follows(operand, from: premise, depth + 1) { return false }
            return true
        case (.all, .any):
            return followsFromOperand(of: premise, conclusion, depth)
                || followsToOperand(of: conclusion, premise, depth)
        case (.all, _): return followsFromOperand(of: premise, conclusion, depth)
        case (_, .any): return followsToOperand(of: conclusion, premise, depth)
        case (.not(let premise), .not(let conclusion)): return follows(premise, from: conclusion, depth + 1)
        case (let form, let other): return follows(other, from: form, depth)
        }
    }

    private mutating func followsFromOperand(of row: Term, _ conclusion: Term, _ depth: Int) -> Bool {
        for operand in candidates(in: row, for: conclusion) where follows(conclusion, from: operand, depth + 1) {
            return true
        }
        return false
    }

    private mutating func followsToOperand(of row: Term, _ premise: Term, _ depth: Int) -> Bool {
        for operand in candidates(in: row, for: premise) where follows(operand, from: premise, depth + 1) {
            return true
        }
        return eachValueFollows(to: row, premise, depth)
    }

    /// `a in [1, 2]` is `a = 1 or a = 2`: one item is one of the values.
    private mutating func eachValueFollows(to row: Term, _ premise: Term, _ depth: Int) -> Bool {
        guard case .test(.oneOf(let values), let subject) = form(of: premise), values.terms.count > 1,
            values.areLiterals, isPlain(subject)
        else { return false }
        var left = values.terms
        for operand in candidates(in: row, for: premise) {
            effort -= left.count
            guard effort > 0 else { return false }
            guard case .test(let test, let other) = form(of: operand), other == subject else { continue }
            left = left.filter { value in
                let one = ValueTest.oneOf(ValueTest.Values([value], isList: false, terms))
                return !one.implies(test, isPlain: true)
            }
            if left.isEmpty { return true }
        }
        return false
    }
}

// MARK: - Rows

extension Implication {
    /// The operands of a row that a condition may have to do with: itself if it is one of them, else those about the
    /// same path, and the rows among them.
    private mutating func candidates(in row: Term, for condition: Term) -> [Term] {
        let index = self.row(row)
        if index.operands.contains(condition) { return [condition] }
        switch key(of: condition) {
        case .row: return index.order
        case let key: return index.byKey[key, default: []] + index.byKey[.row, default: []]
        }
    }

    private mutating func row(_ term: Term) -> ConditionRow {
        if let known = rows[term] { return known }
        var operands: [Term] = []
        switch form(of: term) {
        case .all(let terms), .any(let terms): operands = terms
        case .constant, .not, .test, .items, .some, .every, .chain, .binding: operands = [term]
        }
        var row = ConditionRow(operands: Set(operands), order: operands)
        for operand in operands { row.byKey[key(of: operand), default: []].append(operand) }
        rows[term] = row
        return row
    }

    /// What a condition is about: only conditions with equal keys, and rows of them, imply one another.
    mutating func key(of condition: Term) -> ConditionRow.Key {
        switch form(of: condition) {
        case .constant, .all, .any: .row
        case .not(let inner): innerKey(of: inner)
        case .test, .items, .some, .every, .chain, .binding: innerKey(of: condition)
        }
    }

    private mutating func innerKey(of condition: Term) -> ConditionRow.Key {
        switch form(of: condition) {
        case .constant, .all, .any, .not: .row
        case .test(_, let subject), .items(let subject): .path(terms.unfiltered(subject))
        case .some: .some
        case .every: .every
        case .chain: .chain
        case .binding: .binding
        }
    }
}

/// The operands of an `and` or an `or`, by what they are about.
struct ConditionRow {
    enum Key: Hashable {
        case path(Term)
        case some, every, chain, binding
        /// A row inside the row, which may be about anything.
        case row
    }

    let operands: Set<Term>
    let order: [Term]
    var byKey: [Key: [Term]] = [:]
}
