internal import Diagnostics

/// Rules about the items of `labels` and `tags`.
enum ListRules {
    /// The platform's groups of labels: its own, and the organisation's.
    static let labelGroups = ["core", "custom"]

    static func check(labels: [Located<String>]) -> [Diagnostic] {
        let unusual = labels.filter { label in
            let parts = label.value.split(separator: "/", omittingEmptySubsequences: false)
            return !label.value.isBlank
                && !(parts.count == 2 && labelGroups.contains(String(parts[0])) && !parts[1].isEmpty
                    && !label.value.contains(where: \.isWhitespace))
        }
        return items(labels, named: "labels", sameAs: \.self) + unusual.map(ManifestDiagnostics.unusualLabel)
    }

    /// The case of a tag's name does not matter to the platform.
    static func check(tags: [Located<String>]) -> [Diagnostic] {
        items(tags, named: "tags") { $0.lowercased() }
    }

    private static func items(
        _ items: [Located<String>],
        named key: String,
        sameAs identity: (String) -> String
    ) -> [Diagnostic] {
        var seen: [String: Located<String>] = [:]
        return items.compactMap { item in
            if item.value.isBlank { return ManifestDiagnostics.blankItem(item, of: key) }
            if let first = seen[identity(item.value)] {
                return ManifestDiagnostics.repeatedItem(item, of: key, first: first)
            }
            seen[identity(item.value)] = item
            return nil
        }
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
