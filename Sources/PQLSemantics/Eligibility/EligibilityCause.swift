import Diagnostics

/// What decides a verdict.
enum EligibilityCause: Hashable, Sendable {
    // What makes a rule eligible.
    case batch
    case profileOnly
    case profileBesideEvents
    case oneEvent
    case severalEvents
    case audiences
    case audienceBesideEvents
    // What stands against it, or makes it doubtful.
    case noWindow
    case longWindow
    case unclearWindow
    case unorderedEvents
    case sequence
    case alternatives
    case frequency
    case onlyAbsence
    case eventWithAudience
    case audienceMethod
    case audienceManager
    case otherMembership
    case otherEntity
    case ignoredYear
    case unknownPart
    case unreadable
}

/// A page of Adobe's documentation, below `help/segmentation/`, and the part of it that says something.
enum EligibilitySource: String {
    case overview = "methods/overview.md"
    case streamingRulesets = "methods/streaming-segmentation.md, eligible rulesets"
    case streamingGuidelines = "methods/streaming-segmentation.md, guidelines"
    case streamingExclusions = "methods/streaming-segmentation.md, scenarios that are not eligible"
    case streamingCombination = "methods/streaming-segmentation.md, combine audiences"
    case streamingFirst = "methods/streaming-segmentation.md, first revisions of 2025, eligible rulesets"
    case edgeTypes = "methods/edge-segmentation.md, query types"
    case edgeExclusions = "methods/edge-segmentation.md, scenarios that are not eligible"
    case edgeFirst = "methods/edge-segmentation.md, first revisions of 2025, query types"
    case update = "eligibility-criteria-update.md"
    case oldStreamingTypes = "api/streaming-segmentation.md, query types"
    case oldStreamingGuidelines = "api/streaming-segmentation.md, guidelines"
    case oldStreamingFirst = "api/streaming-segmentation.md, revisions of 2020, guidelines"
    case oldEdgeTypes = "api/edge-segmentation.md, query types"
    case audiencesAPI = "api/audiences.md, namespaces"
    /// No page says anything.
    case none = "no page of the documentation"
}

/// One thing that was found about one method under one set of rules.
struct EligibilityFinding {
    let answer: EligibilityVerdict.Answer
    let cause: EligibilityCause
    let span: ByteSpan
    /// One, or those that contradict each other.
    let statements: [(text: String, source: EligibilitySource)]

    static func eligible(
        _ cause: EligibilityCause,
        _ span: ByteSpan,
        _ text: String,
        _ source: EligibilitySource
    ) -> EligibilityFinding {
        EligibilityFinding(answer: .eligible, cause: cause, span: span, statements: [(text, source)])
    }

    static func ineligible(
        _ cause: EligibilityCause,
        _ span: ByteSpan,
        _ text: String,
        _ source: EligibilitySource
    ) -> EligibilityFinding {
        EligibilityFinding(answer: .ineligible, cause: cause, span: span, statements: [(text, source)])
    }

    static func uncertain(
        _ cause: EligibilityCause,
        _ span: ByteSpan,
        _ statements: (text: String, source: EligibilitySource)...
    ) -> EligibilityFinding {
        EligibilityFinding(answer: .uncertain, cause: cause, span: span, statements: statements)
    }

    var reasons: [EligibilityVerdict.Reason] {
        statements.map { statement in
            EligibilityVerdict.Reason(
                text: statement.text,
                span: span,
                source: statement.source.rawValue,
                cause: cause
            )
        }
    }
}
