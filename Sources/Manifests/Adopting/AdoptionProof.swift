internal import Diagnostics
internal import JSONTree
internal import PQLSyntax
internal import YAMLSyntax

/// What must stand at a place of a manifest afterwards.
enum AdoptedMeaning {
    /// `dropsLineEnd` says that line breaks at the end of a block count for nothing.
    case text(String, dropsLineEnd: Bool)
    case integer(Int64)
    case strings([String])
    /// A rule as pql/text.
    case rule(PQLExpression)
    /// A rule as a tree of pql/json, in YAML or in a text.
    case tree(PQLExpression)

    func stands(at node: YAMLNode) -> Bool {
        switch self {
        case .text(let text, let dropsLineEnd):
            guard let found = node.string, let style = node.scalar?.style else { return false }
            return dropsLineEnd && (style == .literal || style == .folded)
                ? found.droppingLineEnd == text : found == text
        case .integer(let number): return node.scalar?.value == .integer(number)
        case .strings(let texts): return node.sequence?.map(\.string) == texts
        case .rule(let tree):
            guard let text = node.string else { return false }
            let parsed = PQLParser.parse(text)
            return !parsed.hasErrors && parsed.tree == tree
        case .tree(let tree):
            let parsed: ParsedExpression
            if let text = node.string {
                parsed = PQLJSONCodec.decode(text: text, templates: true)
            } else {
                var found: [Diagnostic] = []
                guard let json = JSONValue(node, file: .expression, into: &found) else { return false }
                parsed = PQLJSONCodec.decode(json, templates: true)
            }
            return !parsed.hasErrors && parsed.tree == tree
        }
    }
}

/// Whether a file says after an edit what it shall say at some places, and at all others what it said before.
struct AdoptionProof {
    /// By the keys that lead to a place of one document.
    typealias Meanings = [[String]: AdoptedMeaning]

    let holds: Bool

    /// `meanings` are those of the documents that were edited, by their index.
    init(_ old: ReadManifest, _ new: ReadManifest, _ meanings: [Int: Meanings]) {
        holds =
            !new.hasErrors && old.documents.count == new.documents.count
            && zip(old.documents, new.documents).enumerated().allSatisfy { index, pair in
                guard pair.0.isComplete == pair.1.isComplete else { return false }
                return Self.holds(pair.0.root, pair.1.root, at: [], meanings[index] ?? [:])
            }
    }

    private static func holds(_ old: YAMLNode?, _ new: YAMLNode?, at path: [String], _ meanings: Meanings) -> Bool {
        guard !meanings.isEmpty else { return areEqual(old, new) }
        if let meaning = meanings[path] { return new.map(meaning.stands) ?? false }
        guard let entries = new?.mapping else { return false }
        let known = old.map { $0.mapping } ?? []
        guard var rest = known?[...] else { return false }
        for entry in entries {
            let below = path + [entry.key.string ?? ""]
            let wanted = meanings.below(below)
            if let before = rest.first, areEqual(before.key, entry.key) {
                guard holds(before.value, entry.value, at: below, wanted) else { return false }
                rest.removeFirst()
            } else {
                guard !wanted.isEmpty, holds(nil, entry.value, at: below, wanted) else { return false }
            }
        }
        return rest.isEmpty
    }

    private static func areEqual(_ left: YAMLNode?, _ right: YAMLNode?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        switch (left.kind, right.kind) {
        case (.scalar(let first), .scalar(let second)):
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

extension AdoptionProof.Meanings {
    /// Those of a place and of what is below it.
    fileprivate func below(_ path: [String]) -> Self { filter { $0.key.starts(with: path) } }
}

extension String {
    /// Without the line breaks at its end.
    var droppingLineEnd: String {
        String(self[..<(lastIndex { !$0.isNewline }.map(index(after:)) ?? startIndex)])
    }
}
