package import Segments

/// Which of a sandbox's definitions are imported: those that pass every kind of condition that is given.
///
/// Of several conditions of one kind one is enough. Without any all definitions pass.
package struct ImportFilter: Hashable, Sendable {
    /// Parts of a name, or patterns of the whole name where `*` or `?` stand in them; case does not count.
    package let names: [String]
    /// Names or ids.
    package let tags: [String]
    package let labels: [String]
    package let lifecycles: [Lifecycle]
    /// What lies in the folders that are asked for; nil where none is.
    package let ids: Set<SegmentID>?

    package init(
        names: [String] = [],
        tags: [String] = [],
        labels: [String] = [],
        lifecycles: [Lifecycle] = [],
        ids: Set<SegmentID>? = nil
    ) {
        self.names = names
        self.tags = tags
        self.labels = labels
        self.lifecycles = lifecycles
        self.ids = ids
    }

    /// The same conditions, on these alone.
    package func limited(to ids: Set<SegmentID>?) -> ImportFilter {
        ImportFilter(names: names, tags: tags, labels: labels, lifecycles: lifecycles, ids: ids)
    }

    func passes(_ segment: ObservedSegment, names: SandboxNames) -> Bool {
        let content = segment.content
        return passes(segment.id, content.name, content.tags, content.labels, content.lifecycle, names)
    }

    package func passes(_ audience: Audience, names: SandboxNames) -> Bool {
        passes(audience.id, audience.name, audience.tags, audience.labels, audience.lifecycle, names)
    }

    private func passes(
        _ id: SegmentID,
        _ name: String,
        _ tags: [String],
        _ labels: [String],
        _ lifecycle: Lifecycle,
        _ names: SandboxNames
    ) -> Bool {
        func any<Condition>(_ conditions: [Condition], _ holds: (Condition) -> Bool) -> Bool {
            conditions.isEmpty || conditions.contains(where: holds)
        }
        return ids?.contains(id) ?? true
            && any(self.names) { Self.matches(name, $0) }
            && any(self.tags) { tag in tags.contains(names.tag(tag)?.id ?? tag) }
            && any(self.labels) { labels.contains($0) }
            && any(lifecycles) { lifecycle == $0 }
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        let (name, pattern) = (name.lowercased(), pattern.lowercased())
        guard pattern.contains(where: { $0 == "*" || $0 == "?" }) else { return name.contains(pattern) }
        return matches(Array(name), Array(pattern))
    }

    /// Goes on from the last `*` where a character does not fit, so that no more than the product of both is looked at.
    private static func matches(_ text: [Character], _ pattern: [Character]) -> Bool {
        var (position, next) = (0, 0)
        var last: (star: Int, position: Int)?
        while position < text.count {
            if next < pattern.count, pattern[next] == "*" {
                last = (next, position)
                next += 1
            } else if next < pattern.count, pattern[next] == "?" || pattern[next] == text[position] {
                position += 1
                next += 1
            } else if let (star, start) = last {
                position = start + 1
                next = star + 1
                last = (star, position)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == "*" }
    }
}
