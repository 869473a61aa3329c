internal import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// Whether two manifest files say the same: equal values in the same order everywhere, and for each expression an equal
/// tree.
///
/// How a value is written does not count, with the one exception that the text of an expression with errors must be
/// the same.
struct MeaningProof {
    let holds: Bool

    init(_ old: ReadManifest, _ new: ReadManifest) {
        let comparison = Comparison(old, new)
        holds =
            !new.hasErrors && old.documents.count == new.documents.count
            && zip(old.documents, new.documents).allSatisfy { left, right in
                left.isComplete == right.isComplete && comparison.areEqual(left.root, right.root)
            }
    }
}

private struct Comparison {
    private let old: [Int: PQLExpression]
    private let new: [Int: PQLExpression]

    init(_ old: ReadManifest, _ new: ReadManifest) {
        self.old = Self.trees(old)
        self.new = Self.trees(new)
    }

    /// The trees of expressions without errors, by where they begin in the file.
    private static func trees(_ manifest: ReadManifest) -> [Int: PQLExpression] {
        let sound = manifest.places.lazy.filter(\.isSound).map { ($0.node.span.start, $0.parsed.tree) }
        return Dictionary(sound) { first, _ in first }
    }

    func areEqual(_ left: YAMLNode?, _ right: YAMLNode?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        switch (left.kind, right.kind) {
        case (.scalar(let first), .scalar(let second)):
            if let tree = old[left.span.start], let other = new[right.span.start] { return tree == other }
            return first.text == second.text && left.describedKind == right.describedKind
        case (.sequence(let first), .sequence(let second)):
            return first.count == second.count && zip(first, second).allSatisfy { areEqual($0, $1) }
        case (.mapping(let first), .mapping(let second)):
            return first.count == second.count
                && zip(first, second).allSatisfy { areEqual($0.key, $1.key) && areEqual($0.value, $1.value) }
        case (.scalar, _), (.sequence, _), (.mapping, _): return false
        }
    }
}
