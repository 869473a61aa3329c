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
            if let id = node.referencedID?.id { ids.insert(id) }
        }
        return ids
    }

    /// The rule with each id that it names and that has a key replaced by `${segment:KEY}`, for people.
    package func namingSegments(_ key: (SegmentID) -> SegmentKey?) -> SegmentExpression {
        labellingSegments { key($0)?.text }
    }

    /// The rule with each id that it names and that has a label replaced by `${segment:LABEL}`, for people and for
    /// comparing; a label need not be a key.
    package func labellingSegments(_ label: (SegmentID) -> String?) -> SegmentExpression {
        guard let tree, referencedIDs.contains(where: { label($0) != nil }) else { return self }
        return SegmentExpression(
            tree.rewriting { node in
                guard case .call(let function, var arguments) = node.kind, let (id, index) = node.referencedID,
                    let label = label(id)
                else { return nil }
                arguments[index] = PQLExpression(.template(PQLTemplate(.segment(label))))
                return PQLExpression(.call(function, arguments), span: node.span, extraMembers: node.extraMembers)
            }
        )
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
    /// The definition that a call asks about, and which of its arguments says so.
    fileprivate var referencedID: (id: SegmentID, argument: Int)? {
        guard case .call(let function, let arguments) = kind else { return nil }
        let index: Int
        switch (function.name, arguments.count) {
        case ("inSegment", 1...): index = 0
        case ("get", 2) where arguments[0].isPlatformMembership: index = 1
        default: return nil
        }
        return arguments[index].stringText.map { (SegmentID($0), index) }
    }

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
