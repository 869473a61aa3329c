internal import PQLSyntax

extension SegmentExpression {
    /// The manifest keys named by `${segment:KEY}`.
    package var referencedKeys: Set<SegmentKey> {
        var keys: Set<SegmentKey> = []
        tree?.visitTemplates { template in
            if case .segment(let text) = template.kind, let key = SegmentKey(text) { keys.insert(key) }
        }
        return keys
    }

    /// The ids of other definitions that the rule names: `inSegment("id")` and the platform's own memberships,
    /// `segmentMembership.get("ups").get("id")`.
    package var referencedIDs: Set<SegmentID> {
        var ids: Set<SegmentID> = []
        tree?.visit { node in
            guard case .call(let function, let arguments) = node.kind else { return }
            if function.name == "inSegment", let id = arguments.first?.stringText { ids.insert(SegmentID(id)) }
            if function.name == "get", arguments.count == 2, arguments[0].isPlatformMembership,
                let id = arguments[1].stringText
            {
                ids.insert(SegmentID(id))
            }
        }
        return ids
    }

    /// Those of the given ids that occur anywhere in the rule, also where it cannot be read or uses them in a way that
    /// is not known: for guards, which must not miss one.
    package func mentions(among ids: Set<SegmentID>) -> Set<SegmentID> {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return Set(words.lazy.map { SegmentID(String($0)) }).intersection(ids)
    }

    /// The rule with each `${segment:KEY}` replaced by an id; a key without an id stays.
    package func resolvingSegments(_ id: (SegmentKey) -> SegmentID?) -> SegmentExpression {
        guard let tree, !referencedKeys.isEmpty else { return self }
        return SegmentExpression(
            tree.resolvingTemplates { template in
                guard case .segment(let text) = template.kind, let key = SegmentKey(text), let id = id(key) else {
                    return nil
                }
                return .string(id.text)
            }
        )
    }
}

extension PQLExpression {
    fileprivate var stringText: String? {
        if case .string(let string) = kind { string.text } else { nil }
    }

    /// `segmentMembership.get("ups")`.
    fileprivate var isPlatformMembership: Bool {
        guard case .call(let function, let arguments) = kind, function.name == "get", arguments.count == 2,
            arguments[1].stringText == "ups", case .field(_, let name) = arguments[0].kind
        else { return false }
        return name.kind == .plain("segmentMembership")
    }
}
