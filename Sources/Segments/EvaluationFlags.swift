package import PQLSemantics

/// Which evaluation methods a definition has switched on; the service keeps a flag for each.
package struct EvaluationFlags: Hashable, Sendable {
    package let batch: Bool
    package let streaming: Bool
    package let edge: Bool

    package init(batch: Bool, streaming: Bool, edge: Bool) {
        self.batch = batch
        self.streaming = streaming
        self.edge = edge
    }

    /// One method alone.
    package init(_ method: EvaluationMethod) {
        self.init(batch: method == .batch, streaming: method == .streaming, edge: method == .edge)
    }

    package static let batch = EvaluationFlags(EvaluationMethod.batch)
    package static let streaming = EvaluationFlags(EvaluationMethod.streaming)
    package static let edge = EvaluationFlags(EvaluationMethod.edge)

    /// The methods that are on, for people: `batch`, `streaming, edge`, or `none`.
    package var text: String {
        let names = [(batch, "batch"), (streaming, "streaming"), (edge, "edge")].filter(\.0).map(\.1)
        return names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    /// Whether a definition is evaluated less quickly with these than with the others: edge before streaming before
    /// batch.
    package func isSlower(than other: EvaluationFlags) -> Bool { speed < other.speed }

    private var speed: Int { edge ? 3 : streaming ? 2 : batch ? 1 : 0 }
}
