import Diagnostics
import PQLSyntax

/// A part of an expression that asks for events of the profile: a chain, or one list of events with its conditions.
struct EventTest {
    /// One event of a chain.
    struct Step {
        let span: ByteSpan
        var window: EventWindow
        let isNegated: Bool
    }

    var span: ByteSpan
    /// For a chain what holds for every step.
    var window = EventWindow.open
    /// Of a chain; empty for a list of events, which is one step.
    var steps: [Step] = []
    /// What makes it ask for the absence of events.
    var negation: ByteSpan?
    /// What counts or sums up its events.
    var frequency: ByteSpan?
    /// Only kept in a variable; its uses are tests of their own.
    var isHeld = false
    var isUsed = false
    /// Its value passes through a part that is not followed.
    var isUnclear = false
    /// The choices that it stands in, from the outside inwards.
    var choices: [EventChoice] = []

    /// Whether no event has to happen for it.
    var isAbsence: Bool {
        (negation != nil) != (!steps.isEmpty && steps.allSatisfy(\.isNegated))
    }

    /// One for each event it asks for, with all that bounds it.
    var units: [Step] {
        guard steps.isEmpty else { return steps }
        return [Step(span: span, window: window, isNegated: false)]
    }
}

/// A branch of a condition of which one branch is enough, such as `or`.
struct EventChoice: Hashable {
    let condition: Int
    let branch: Int
}

/// An audience that an expression asks about; without a target when it is not a literal.
struct AudienceUse {
    let target: SegmentReference.Target?
    let span: ByteSpan
}

/// What of an expression decides how it may be evaluated.
struct EligibilityFacts {
    var tests: [EventTest] = []
    /// Pairs of tests between which a condition orders the events.
    var orders: Set<EventOrder> = []
    var audiences: [AudienceUse] = []
    /// Memberships of Audience Manager's segments and traits.
    var audienceManager: [ByteSpan] = []
    /// Memberships in other namespaces than the platform's own, or in unseen ones.
    var otherMemberships: [ByteSpan] = []
    var relationshipSteps: [ByteSpan] = []
    var ignoredYears: [ByteSpan] = []
    /// Parts that this version cannot judge.
    var unknownParts: [ByteSpan] = []
    var profileAttribute: ByteSpan?
    var isBroken = false

    /// Leaves only what counts, in the order of the text.
    mutating func finish() {
        var kept: [Int: Int] = [:]
        let order = tests.indices.filter { !(tests[$0].isHeld && tests[$0].isUsed) }
            .sorted { (tests[$0].span.start, $0) < (tests[$1].span.start, $1) }
        for (place, index) in order.enumerated() { kept[index] = place }
        orders = Set(
            orders.compactMap { order in
                guard let first = kept[order.first], let second = kept[order.second] else { return nil }
                return EventOrder(first, second)
            }
        )
        tests = order.map { tests[$0] }
        audiences.sort { $0.span.start < $1.span.start }
        audienceManager.sort { $0.start < $1.start }
        otherMemberships.sort { $0.start < $1.start }
        relationshipSteps.sort { $0.start < $1.start }
        ignoredYears.sort { $0.start < $1.start }
        for test in tests where test.isUnclear { unknownParts.append(test.span) }
        unknownParts = Set(unknownParts).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    var isProfileOnly: Bool? {
        if !tests.isEmpty || !audiences.isEmpty || !audienceManager.isEmpty || !relationshipSteps.isEmpty {
            return false
        }
        return isBroken || !unknownParts.isEmpty || !otherMemberships.isEmpty ? nil : true
    }
}

/// Two tests, whichever comes first.
struct EventOrder: Hashable {
    let first: Int
    let second: Int

    init(_ first: Int, _ second: Int) {
        self.first = min(first, second)
        self.second = max(first, second)
    }
}
