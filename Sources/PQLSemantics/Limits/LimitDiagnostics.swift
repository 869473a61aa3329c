package import Diagnostics

/// The documented limits that expressions and sets of segments can pass, and how we say it.
package enum LimitDiagnostics {
    package static let longSequence = DiagnosticRule(
        "PQL320",
        .error,
        "sequence too long",
        explanation: """
            The service refuses to save a sequence of too many events: more than 3 by the newest revision of Adobe's \
            page on validation, more than 6 by its first ones. Keep the beginning, the middle and the end, or split \
            the sequence into several segments.
            """
    )
    package static let sequenceInDoubt = DiagnosticRule(
        "PQL321",
        .warning,
        "sequence probably too long",
        explanation: """
            Adobe's page on validation allows 3 sequential events in its newest revision and allowed 6 in its first \
            ones. What the service does with 4 to 6, or with more than 3 in several sequences, is not certain. A \
            definition that is there keeps running; it is checked when it is edited.
            """
    )
    package static let aggregations = DiagnosticRule(
        "PQL322",
        .warning,
        "more than 3 aggregations",
        explanation: """
            Each count, sum, average, min or max reads the whole history of events. The service warns of more than 3 \
            in one rule. To ask whether something happened at all, use exists instead of a count.
            """
    )
    package static let nestedData = DiagnosticRule(
        "PQL323",
        .warning,
        "more than 2 levels of nested data",
        explanation: """
            The service warns of rules that unpack arrays and maps inside one another more than 2 levels deep. A copy \
            of the value in a higher field of the schema is faster to read.
            """
    )
    package static let segments = DiagnosticRule(
        "PQL324",
        .warning,
        "more than 4000 segments in a sandbox",
        explanation: "Adobe supports 4000 draft and published audiences in a sandbox, of whatever evaluation."
    )
    package static let streamingSegments = DiagnosticRule(
        "PQL325",
        .warning,
        "more than 500 streaming segments in a sandbox",
        explanation: "Adobe supports 500 streaming audiences in a sandbox; edge audiences count as well."
    )
    package static let edgeSegments = DiagnosticRule(
        "PQL326",
        .warning,
        "more than 150 edge segments in a sandbox",
        explanation: "Adobe supports 150 edge audiences in a sandbox."
    )

    package static let rules: [DiagnosticRule] = [
        longSequence, sequenceInDoubt, aggregations, nestedData, segments, streamingSegments, edgeSegments,
    ]

    static func longSequence(_ found: Int, span: ByteSpan) -> Diagnostic {
        let isCertain = found > ExpressionLimits.longestSequence
        return Diagnostic(
            isCertain ? longSequence : sequenceInDoubt,
            isCertain
                ? "expected at most 3 events in a sequence, found \(found)"
                : "expected at most 3 events in a sequence (6 by older revisions of validation.md), found \(found)",
            span: span,
            hint: "keep the beginning, the middle and the end of the sequence"
        )
    }

    static func manySequentialEvents(_ found: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            sequenceInDoubt,
            "expected at most 3 events in the sequences of one rule, found \(found)",
            span: span,
            hint: "put the sequences into their own segments and refer to them with inSegment"
        )
    }

    static func tooManyAggregations(_ found: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(aggregations, "expected at most 3 aggregations, found \(found)", span: span)
    }

    static func nestedData(_ found: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(nestedData, "expected at most 2 levels of nested arrays and maps, found \(found)", span: span)
    }

    static func tooMany(
        _ rule: DiagnosticRule,
        _ found: Int,
        limit: Int,
        sandbox: String,
        at segment: SetLimits.Segment
    ) -> Diagnostic {
        let kind =
            switch rule {
            case streamingSegments: "streaming and edge segments"
            case edgeSegments: "edge segments"
            default: "segments"
            }
        return Diagnostic(
            rule,
            "expected at most \(limit) \(kind) in the sandbox '\(sandbox)', found \(found)",
            file: segment.file,
            span: segment.span
        )
    }
}
