package import Diagnostics

/// The documented limits of all segments of one sandbox together.
package struct SetLimits: Sendable {
    /// One segment of the sandbox, and where its manifest says so.
    package struct Segment: Sendable {
        /// Nil where the manifest does not say how it is evaluated.
        package let evaluation: EvaluationMethod?
        package let file: FileID
        package let span: ByteSpan

        package init(evaluation: EvaluationMethod?, file: FileID, span: ByteSpan) {
            self.evaluation = evaluation
            self.file = file
            self.span = span
        }
    }

    package static let all = 4_000
    package static let streaming = 500
    package static let edge = 150

    /// One warning for each limit, at the first segment beyond it.
    ///
    /// `segments` are those that count, draft and published but not inactive ones, in a fixed order. Edge segments
    /// count as streaming ones as well. `sandbox` is its name, for the message.
    package static func diagnostics(of segments: [Segment], sandbox: String) -> [Diagnostic] {
        let streaming = segments.filter { $0.evaluation == .streaming || $0.evaluation == .edge }
        let edge = segments.filter { $0.evaluation == .edge }
        var diagnostics: [Diagnostic] = []
        for (segments, limit, rule) in [
            (segments, all, LimitDiagnostics.segments), (streaming, Self.streaming, LimitDiagnostics.streamingSegments),
            (edge, Self.edge, LimitDiagnostics.edgeSegments),
        ] where segments.count > limit {
            diagnostics.append(
                LimitDiagnostics.tooMany(rule, segments.count, limit: limit, sandbox: sandbox, at: segments[limit])
            )
        }
        return diagnostics
    }
}
