/// Tries edits of a file until those are known that do what they should and nothing else.
struct EditTrials<Edit, Result> {
    /// Each trial reads the whole file; a file that needs more of them has its other edits refused untried.
    private let limit = 64

    private let trial: (ArraySlice<Edit>) -> Result?
    private var count = 0

    /// `trial` makes some of the edits, in their order; nil where the result is not what it should be.
    init(_ trial: @escaping (ArraySlice<Edit>) -> Result?) {
        self.trial = trial
    }

    /// The indices of the edits that may be made together, and what they make; nil where that is none of them.
    mutating func accepted(_ edits: [Edit]) -> (result: Result, indices: Set<Int>)? {
        if edits.isEmpty { return nil }
        if let result = attempt(edits[...]) { return (result, Set(edits.indices)) }
        let kept = harmless(edits[...])
        guard !kept.isEmpty, let result = attempt(kept.sorted().map { edits[$0] }[...]) else { return nil }
        return (result, kept)
    }

    /// Edits that are harmless by themselves or in groups, found by halving.
    private mutating func harmless(_ edits: ArraySlice<Edit>) -> Set<Int> {
        guard edits.count > 1 else { return [] }
        let middle = edits.startIndex + edits.count / 2
        return [edits[..<middle], edits[middle...]].reduce(into: []) { found, half in
            if count < limit, attempt(half) != nil {
                found.formUnion(half.indices)
            } else {
                found.formUnion(harmless(half))
            }
        }
    }

    private mutating func attempt(_ edits: ArraySlice<Edit>) -> Result? {
        count += 1
        return trial(edits)
    }
}
