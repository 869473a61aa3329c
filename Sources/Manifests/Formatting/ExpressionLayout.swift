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
        var trials = EditTrials { (edits: ArraySlice<TextEdit>) -> ReadManifest? in
            let result = ReadManifest(TextEdit.apply(edits, to: source.bytes), file: .expression)
            return MeaningProof(source, result).holds ? result : nil
        }
        let accepted = trials.accepted(edits)
        for (edit, place) in editedPlaces.enumerated() {
            outcomes[place] = accepted?.indices.contains(edit) ?? false ? .laidOut : .left
        }
        self.outcomes = outcomes
        result = accepted?.result ?? source
    }
}
