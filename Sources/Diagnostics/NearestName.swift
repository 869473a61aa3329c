/// Finds what the user probably meant among valid names.
package enum NearestName {
    /// At most `limit` candidates near enough to `word` to be a slip of the keyboard, the nearest first.
    ///
    /// Near enough: a Damerau-Levenshtein distance, case ignored, of at most a third of the longer word's length
    /// (at least 1), or equal but for case. Ties go by name. Words over 64 characters get no suggestion.
    package static func suggestions(
        for word: String,
        among candidates: some Sequence<String>,
        limit: Int = 3
    ) -> [String] {
        let target = Array(word.lowercased().unicodeScalars)
        guard !target.isEmpty, target.count <= 64 else { return [] }
        var scored: [(distance: Int, name: String)] = []
        for candidate in candidates {
            let name = Array(candidate.lowercased().unicodeScalars)
            let allowed = max(1, max(name.count, target.count) / 3)
            guard abs(name.count - target.count) <= allowed, name.count <= 64 else { continue }
            let distance = self.distance(target, name)
            if distance <= allowed { scored.append((distance, candidate)) }
        }
        return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    /// The number of insertions, deletions, replacements and swaps of neighbours between two words.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var twoBack = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [Int](repeating: row, count: right.count + 1)
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                current[column] = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    current[column] = min(current[column], twoBack[column - 2] + 1)
                }
            }
            twoBack = previous
            previous = current
        }
        return previous[right.count]
    }
}
