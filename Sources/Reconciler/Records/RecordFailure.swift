internal import PQLSemantics
internal import Segments

/// What in a plan file or a journal is not what this version writes.
package struct RecordFailure: Error, Hashable, Sendable {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

extension SegmentKey {
    init(recorded text: String) throws(RecordFailure) {
        guard let key = SegmentKey(text) else { throw RecordFailure("'\(text)' is no key") }
        self = key
    }
}

extension EvaluationFlags {
    /// The methods that are on, in the order of their names' list.
    var methods: [EvaluationMethod] {
        EvaluationMethod.allCases.filter { method in
            switch method {
            case .batch: batch
            case .streaming: streaming
            case .edge: edge
            }
        }
    }

    init(names: [String]) throws(RecordFailure) {
        var methods: Set<EvaluationMethod> = []
        for name in names {
            guard let method = EvaluationMethod(rawValue: name) else {
                throw RecordFailure("'\(name)' is no evaluation method")
            }
            methods.insert(method)
        }
        self.init(
            batch: methods.contains(.batch),
            streaming: methods.contains(.streaming),
            edge: methods.contains(.edge)
        )
    }
}
