/// How the service keeps an audience up to date.
package enum EvaluationMethod: String, Hashable, Sendable, CaseIterable, Codable {
    /// Once a day, with the scheduled run.
    case batch
    /// As events arrive; `continuous` on the wire.
    case streaming
    /// At once, on the edge network; `synchronous` on the wire.
    case edge
}
