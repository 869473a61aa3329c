internal import Segments

/// The value of a field without what is a sandbox's own.
enum ComparedValue: Hashable, Sendable {
    case text(TenantText, written: String)
    case rule(SegmentExpression)
    /// `default` of a manifest has no name.
    case mergePolicy(name: String?, isDefault: Bool)
    /// Everything else, as it is compared and as it is shown.
    case plain(String, shown: String)

    /// Whether two values of a field mean the same, texts byte by byte as in a plan; it does not matter which is asked.
    func isSame(as other: ComparedValue) -> Bool {
        switch (self, other) {
        // A text that says the same to the letter is never told as different, whatever the tenants are called.
        case (.text(let left, let leftText), .text(let right, let rightText)):
            left.isSame(as: right) || leftText.utf8.elementsEqual(rightText.utf8)
        case (.rule(let left), .rule(let right)): left == right
        case (.mergePolicy(let left, let leftIsDefault), .mergePolicy(let right, let rightIsDefault)):
            (leftIsDefault && rightIsDefault) || (left != nil && left == right)
        case (.plain(let left, _), .plain(let right, _)): left.utf8.elementsEqual(right.utf8)
        case (.text, _), (.rule, _), (.mergePolicy, _), (.plain, _): false
        }
    }

    /// For people.
    var shown: String {
        switch self {
        case .text(let text, _): text.shown
        case .rule(let rule): rule.text
        case .mergePolicy(let name?, let isDefault): isDefault ? "\(name) (default)" : name
        case .mergePolicy(nil, _): "default"
        case .plain(_, let shown): shown
        }
    }
}

extension ComparedValue {
    /// A list whose order does not matter; nor does the case of its items, where `ignoresCase`.
    static func list(_ items: [String], ignoresCase: Bool = false) -> ComparedValue {
        let compared = Set(ignoresCase ? items.map { $0.lowercased() } : items)
        let shown = items.isEmpty ? "none" : Set(items).sorted().joined(separator: ", ")
        return .plain(compared.sorted().joined(separator: "\n"), shown: shown)
    }
}
