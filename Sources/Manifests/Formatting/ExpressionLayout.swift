internal import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// Lays out the expressions of a file, those that allow it.
struct ExpressionLayout {
    enum Outcome {
        /// It needs no change.
        case canonical
        case laidOut
        /// It has errors.
        case unreadable
        /// It has an anchor, or stands in a value that an alias repeats.
        case shared
        /// It is a tree of pql/json by mistake.
        case tree
        /// The file would no longer say the same.
        case left
    }

    /// The file with its expressions laid out.
    let result: ReadManifest
    /// For each place of the file.
    let outcomes: [Outcome]

    /// Where the expressions begin that stand in the result as they must; only white space can follow their last line.
    var settled: Set<Int> {
        Set(
            zip(result.places, outcomes).lazy
                .filter { $1 == .canonical || $1 == .laidOut }
                .map { $0.0.node.span.start }
        )
    }

    init(of source: ReadManifest, width: Int) {
        var outcomes: [Outcome] = []
        var edits: [TextEdit] = []
        var editedPlaces: [Int] = []
        for (index, place) in source.places.enumerated() {
            guard !place.isTree else {
                outcomes.append(.tree)
                continue
            }
            guard place.isSound else {
                outcomes.append(.unreadable)
                continue
            }
            guard !place.isShared else {
                outcomes.append(.shared)
                continue
            }
            outcomes.append(.canonical)
            guard !place.isAlias, let scalar = place.node.scalar else { continue }
            switch ExpressionShape(place, scalar, in: source.bytes, width: width).change {
            case .none: break
            case .impossible: outcomes[index] = .left
            case .edit(let edit):
                edits.append(edit)
                editedPlaces.append(index)
            }
        }
        var trials = EditTrials(source)
        let accepted = trials.accepted(edits)
        for (edit, place) in editedPlaces.enumerated() {
            outcomes[place] = accepted.indices.contains(edit) ? .laidOut : .left
        }
        self.outcomes = outcomes
        result = accepted.result
    }
}

/// Tries edits until those are known that leave a file's meaning as it was.
private struct EditTrials {
    /// Each trial reads the whole file; a file that needs more of them has its other edits refused untried.
    private static let limit = 64

    private let source: ReadManifest
    private var count = 0

    init(_ source: ReadManifest) {
        self.source = source
    }

    /// The indices of the edits that may be made together, and the file with them.
    mutating func accepted(_ edits: [TextEdit]) -> (result: ReadManifest, indices: Set<Int>) {
        if edits.isEmpty { return (source, []) }
        if let result = trial(edits[...]) { return (result, Set(edits.indices)) }
        let kept = harmless(edits[...])
        guard !kept.isEmpty, let result = trial(kept.sorted().map { edits[$0] }[...]) else { return (source, []) }
        return (result, kept)
    }

    /// Edits that are harmless by themselves or in groups, found by halving.
    private mutating func harmless(_ edits: ArraySlice<TextEdit>) -> Set<Int> {
        guard edits.count > 1 else { return [] }
        let middle = edits.startIndex + edits.count / 2
        return [edits[..<middle], edits[middle...]].reduce(into: []) { found, half in
            if count < Self.limit, trial(half) != nil {
                found.formUnion(half.indices)
            } else {
                found.formUnion(harmless(half))
            }
        }
    }

    /// The file with the edits, if it says what it said before.
    private mutating func trial(_ edits: ArraySlice<TextEdit>) -> ReadManifest? {
        count += 1
        let result = ReadManifest(TextEdit.apply(edits, to: source.bytes), file: .expression)
        return MeaningProof(source, result).holds ? result : nil
    }
}
