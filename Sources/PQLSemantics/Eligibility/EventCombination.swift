import Diagnostics

/// How the tests of a rule belong together: what has to hold at once, and what are alternatives.
struct EventCombination {
    /// The first test that has to hold together with an earlier one, without an order of time between them.
    private(set) var unordered: EventTest?
    /// Whether one of several tests is enough.
    private(set) var alternative: EventTest?
    /// The most events that have to happen together.
    private(set) var mostEvents = 0

    private let tests: [EventTest]
    /// For each test the first one that orders of time connect it with.
    private let groups: [Int]

    init(_ facts: EligibilityFacts) {
        tests = facts.tests
        groups = Self.groups(of: facts.tests.count, facts.orders)
        mostEvents = weigh(Array(tests.indices), depth: 0)
    }

    /// Weighs tests that stand in the same branches down to a depth, with the most events that they ask for together.
    ///
    /// Recurs as deep as choices stand inside one another.
    private mutating func weigh(_ indices: [Int], depth: Int) -> Int {
        var events = 0
        var inner: [Int: [Int: [Int]]] = [:]
        var isTogether = false
        for index in indices {
            guard depth < tests[index].choices.count else {
                events += tests[index].units.count
                isTogether = isTogether || indices.count > 1
                continue
            }
            let choice = tests[index].choices[depth]
            inner[choice.condition, default: [:]][choice.branch, default: []].append(index)
        }
        if isTogether || inner.count > 1, let index = indices.first(where: { groups[$0] != groups[indices[0]] }) {
            if unordered.map({ tests[index].span.start < $0.span.start }) ?? true { unordered = tests[index] }
        }
        for branches in inner.values {
            if branches.count > 1, let second = branches.values.compactMap(\.first).sorted().dropFirst().first {
                if alternative.map({ tests[second].span.start < $0.span.start }) ?? true { alternative = tests[second] }
            }
            events += branches.values.map { weigh($0, depth: depth + 1) }.max() ?? 0
        }
        return events
    }

    private static func groups(of count: Int, _ orders: Set<EventOrder>) -> [Int] {
        var neighbours: [Int: [Int]] = [:]
        for order in orders {
            neighbours[order.first, default: []].append(order.second)
            neighbours[order.second, default: []].append(order.first)
        }
        var groups = [Int](repeating: -1, count: count)
        for start in groups.indices where groups[start] < 0 {
            groups[start] = start
            var pending = [start]
            while let test = pending.popLast() {
                for next in neighbours[test] ?? [] where groups[next] < 0 {
                    groups[next] = start
                    pending.append(next)
                }
            }
        }
        return groups
    }
}
