internal import PQLSyntax
internal import Segments

/// What only the sandbox that is promoted from has: its tenant and the ids of its definitions.
struct ForeignNames {
    /// nil where both sandboxes have the same.
    let tenant: String?
    /// Those that are known, in lower case.
    private let ids: Set<String>

    init(of source: SandboxConfiguration, to target: SandboxConfiguration, ids: Set<SegmentID>) {
        tenant = source.tenant == target.tenant ? nil : source.tenant
        self.ids = Set(ids.map { $0.text.lowercased() })
    }

    func holdsTenant(_ text: String) -> Bool { tenant.map { text.holds(word: $0) } ?? false }

    /// The known ids in a text, as they are written there.
    func ids(in text: String) -> Set<String> {
        ids.isEmpty ? [] : Set(text.idWords.filter { ids.contains($0.lowercased()) })
    }

    /// Whether a value is an id, or holds what looks like one; such a value is never proposed for another sandbox.
    func holdsID(_ value: PQLTemplateValue) -> Bool {
        value.strings.contains { text in !ids(in: text).isEmpty || text.idWords.contains(where: \.isUUID) }
    }

    func holdsTenant(_ value: PQLTemplateValue) -> Bool { value.strings.contains(where: holdsTenant) }
}

extension PQLTemplateValue {
    var strings: [String] {
        switch self {
        case .string(let text): [text]
        case .list(let items): items.flatMap(\.strings)
        case .integer, .double, .boolean: []
        }
    }

    func mappingStrings(_ change: (String) -> String) -> PQLTemplateValue {
        switch self {
        case .string(let text): .string(change(text))
        case .list(let items): .list(items.map { $0.mappingStrings(change) })
        case .integer, .double, .boolean: self
        }
    }
}

extension PQLExpression {
    /// The ids of definitions that the rule asks about. Where it looks into memberships in another way, or has nodes
    /// that are not known, whatever looks like an id is one.
    var definitionIDs: Set<String> {
        var isOpen = !isText
        visit { node in
            if case .field(_, let name) = node.kind, name.kind == .plain("segmentMembership") { isOpen = true }
        }
        let rule = SegmentExpression(self)
        let named = Set(rule.referencedIDs.map(\.text))
        return isOpen ? named.union(rule.text.idWords.filter(\.isUUID)) : named
    }

    /// The rule as text, and its strings without the signs that text escapes.
    var searchedTexts: [String] {
        var texts = [PQLPrinter.print(self)]
        visit { node in
            if case .string(let string) = node.kind, let text = string.text { texts.append(text) }
        }
        return texts
    }
}

extension String {
    /// Whether a name stands in it by itself.
    func holds(word: String) -> Bool { pieces(aroundWord: word).count > 1 }

    fileprivate var idWords: [String] {
        split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init)
    }

    /// Five groups of hexadecimal digits, in either case.
    fileprivate var isUUID: Bool {
        let groups = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && allSatisfy { $0 == "-" || $0.isHexDigit }
    }
}
