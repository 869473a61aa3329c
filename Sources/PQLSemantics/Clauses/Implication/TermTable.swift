import PQLSyntax

/// The number of one distinct subtree in a `TermTable`.
struct Term: Hashable {
    fileprivate let index: Int
}

/// The distinct subtrees of canonical trees: two that are equal are one term, so that comparing needs no walk.
///
/// Filling it takes time in proportion to the trees, and no more stack for a deep one.
struct TermTable {
    private struct Key: Hashable {
        let shape: PQLExpression
        let parts: [Term]
    }

    /// Whether rows with the same operands are one term in whatever order they stand.
    ///
    /// True and false are all that a row looks at, so that order never decides. The parts of such a row are not in the
    /// order of the tree.
    let ignoresOrder: Bool
    private var terms: [Key: Term] = [:]
    private var keys: [Key] = []

    init(ignoresOrder: Bool) {
        self.ignoresOrder = ignoresOrder
    }

    /// The term of a tree that is in its canonical form.
    mutating func insert(_ tree: PQLExpression) -> Term {
        struct Frame {
            let node: PQLExpression
            let children: [PQLChild]
            var parts: [Term] = []
        }
        var stack = [Frame(node: tree, children: tree.children)]
        while true {
            let top = stack.count - 1
            let next = stack[top].parts.count
            if next < stack[top].children.count {
                let child = stack[top].children[next].expression
                stack.append(Frame(node: child, children: child.children))
                continue
            }
            let frame = stack.removeLast()
            let term = self.term(Self.shape(of: frame.node, frame.children.count), frame.parts)
            guard !stack.isEmpty else { return term }
            stack[stack.count - 1].parts.append(term)
        }
    }

    /// The term of a node of this kind over these parts; what the kind itself holds as children does not count.
    mutating func term(_ shape: PQLExpression, _ parts: [Term]) -> Term {
        var parts = parts
        if ignoresOrder, shape.extraMembers.isEmpty, case .call(let function, _) = shape.kind,
            ["and", "or"].contains(function.name)
        {
            parts.sort { $0.index < $1.index }
        }
        let key = Key(shape: shape, parts: parts)
        if let known = terms[key] { return known }
        let term = Term(index: keys.count)
        keys.append(key)
        terms[key] = term
        return term
    }

    mutating func call(_ name: String, _ parts: [Term]) -> Term {
        let holes = parts.map { _ in Self.hole }
        return term(PQLExpression(.call(PQLFunction(name), holes)), parts)
    }

    mutating func filter(_ array: Term, where condition: Term) -> Term {
        term(PQLExpression(.filter(Self.hole, where: Self.hole)), [array, condition])
    }

    /// What the term is; its children are in `parts`, not here.
    func shape(of term: Term) -> PQLExpression {
        keys[term.index].shape
    }

    func kind(of term: Term) -> PQLExpression.Kind {
        keys[term.index].shape.kind
    }

    /// The children, in the order of `PQLExpression.children`.
    func parts(of term: Term) -> [Term] {
        keys[term.index].parts
    }

    /// The name of the function that is called, and the arguments; nil for all else, and where unknown members may
    /// change what the call means.
    func call(_ term: Term) -> (name: String, arguments: [Term])? {
        guard case .call(let function, _) = kind(of: term), shape(of: term).extraMembers.isEmpty else { return nil }
        return (function.name, parts(of: term))
    }

    /// The same tree with another subtree at the end of a way of positions among `parts`.
    mutating func replacing(_ location: [Int], in term: Term, with other: Term) -> Term {
        var way = [term]
        for position in location { way.append(parts(of: way[way.count - 1])[position]) }
        var result = other
        for (node, position) in zip(way, location).reversed() {
            var parts = parts(of: node)
            parts[position] = result
            result = self.term(shape(of: node), parts)
        }
        return result
    }

    private static let hole = PQLExpression(.null)

    private static func shape(of node: PQLExpression, _ count: Int) -> PQLExpression {
        guard count > 0 else { return PQLExpression(node.kind, extraMembers: node.extraMembers) }
        return node.replacing(children: Array(repeating: hole, count: count))
    }
}

// MARK: - Paths

extension TermTable {
    /// The path alone, without the conditions of the filters that it leads through.
    ///
    /// Paths that differ only in those conditions have one form; what a `select` in it looks for does not count.
    mutating func unfiltered(_ term: Term) -> Term {
        var spine: [Term] = []
        var base = term
        walk: while true {
            switch kind(of: base) {
            case .filter: base = parts(of: base)[0]
            case .field:
                spine.append(base)
                base = parts(of: base)[0]
            case .call where !parts(of: base).isEmpty:
                spine.append(base)
                base = parts(of: base)[0]
            case .query:
                base = call("select", [])
                break walk
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .call, .lambda, .aggregate, .binding, .occurs, .chain, .schemaReference,
                .unknown, .error:
                break walk
            }
        }
        for node in spine.reversed() { base = self.term(shape(of: node), [base] + parts(of: node).dropFirst()) }
        return base
    }
}
