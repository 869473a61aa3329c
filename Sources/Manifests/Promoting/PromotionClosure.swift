internal import PQLSyntax
internal import Segments

/// The segments that are asked for, and all that their rules name, transitively.
struct PromotionClosure {
    /// By key.
    let manifests: [SegmentManifest]
    /// The segment whose rule was seen first to name another.
    let neededBy: [SegmentKey: SegmentKey]

    /// Rules count as they are in each of `sandboxes`: one may override them.
    init(of roots: [SegmentKey], among manifests: [SegmentKey: SegmentManifest], in sandboxes: [String]) {
        var neededBy: [SegmentKey: SegmentKey] = [:]
        var found = Set(roots.filter { manifests[$0] != nil })
        var open = found.sorted()
        while let key = open.popLast() {
            guard let manifest = manifests[key] else { continue }
            for name in manifest.referencedKeys(in: sandboxes) where manifests[name] != nil {
                guard found.insert(name).inserted else { continue }
                neededBy[name] = key
                open.append(name)
            }
        }
        self.manifests = found.sorted().compactMap { manifests[$0] }
        self.neededBy = neededBy
    }
}

extension SegmentManifest {
    /// The keys that the rule names in any of the sandboxes, each once, in order.
    fileprivate func referencedKeys(in sandboxes: [String]) -> [SegmentKey] {
        var keys: Set<SegmentKey> = []
        for sandbox in sandboxes {
            fields(in: sandbox).expression?.parsed.tree.visitTemplates { template in
                if case .segment(let text) = template.kind, let key = SegmentKey(text) { keys.insert(key) }
            }
        }
        return keys.sorted()
    }
}
