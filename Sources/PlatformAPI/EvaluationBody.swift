package import JSONTree

/// `evaluationInfo`: which of batch, streaming (`continuous`) and edge (`synchronous`) is on.
package struct EvaluationBody: Hashable, Sendable {
    package let batch: Bool
    package let continuous: Bool
    package let synchronous: Bool

    package init(batch: Bool, continuous: Bool, synchronous: Bool) {
        self.batch = batch
        self.continuous = continuous
        self.synchronous = synchronous
    }

    package init?(_ json: JSONValue) {
        guard let members = json.object else { return nil }
        func isOn(_ method: String) -> Bool { members[method]?["enabled"]?.boolean ?? false }
        self.init(batch: isOn("batch"), continuous: isOn("continuous"), synchronous: isOn("synchronous"))
    }

    package var json: JSONValue {
        [
            "batch": ["enabled": .boolean(batch)],
            "continuous": ["enabled": .boolean(continuous)],
            "synchronous": ["enabled": .boolean(synchronous)],
        ]
    }
}
