internal import Segments

extension [MergePolicy] {
    /// The policy that a manifest's name means for a schema; nil where there is none or more than one.
    ///
    /// Two policies of a sandbox can both be the default, one for each schema, so the schema always decides with.
    func resolve(_ name: MergePolicyName, schema: String) -> MergePolicy? {
        let candidates = filter { policy in
            guard policy.schema == schema else { return false }
            switch name {
            case .default: return policy.isDefault
            case .named(let text): return policy.name == text
            }
        }
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// A policy's name for people; the id itself where the sandbox lists no such policy.
    func text(of id: String?) -> String {
        guard let id else { return "none" }
        return first { $0.id == id }?.name ?? id
    }
}
