import PQLSyntax

extension ReferenceEvaluator {
    /// An event in its place in time.
    private struct Event {
        let time: Int64
        /// Whether it matches each of the chain's steps.
        let matches: [Bool]
    }

    private struct Step {
        let index: Int
        let negated: Bool
        let count: Int
    }

    /// Whether events in strict order of time match the steps.
    ///
    /// Tries every choice. A step with `COUNT(n)` needs n of its events after the step before it, and the last of them
    /// is what the next step follows. No event may match a negated step between its neighbours.
    func holds(_ chain: PQLChain, _ scope: Scope) throws -> Bool {
        guard case .plain(let order) = chain.order.kind else { throw Unevaluable("a template token") }
        let events = try (try array(chain.array, scope) ?? []).map { item in
            guard case .object(let members) = item, let time = try instant(members[order] ?? .null) else {
                throw Unevaluable("an event without a time")
            }
            let scope = scope.entering(item)
            return Event(time: time, matches: try chain.steps.map { try matches($0, members[order] ?? .null, scope) })
        }
        let steps = try chain.steps.enumerated().map { index, step in
            Step(index: index, negated: step.negated, count: try count(step))
        }
        try check(steps)
        return follow(steps[...], after: nil, without: [], events)
    }

    private func matches(_ step: PQLChain.Step, _ time: Value, _ scope: Scope) throws -> Bool {
        let parts = [
            try isTrue(step.what, in: scope),
            try step.condition.map { try isTrue($0, in: scope) } ?? true,
            try step.when.map { try occurs(time, $0, scope) } ?? true,
        ]
        return parts.allSatisfy { $0 }
    }

    private func count(_ step: PQLChain.Step) throws -> Int {
        guard let count = step.count else { return 1 }
        guard case .integer(let count) = count.kind, count >= 1 else { throw Unevaluable("a count that is no number") }
        return Int(clamping: count)
    }

    /// Nothing says what "between" is beside a step that many events match, nor what to count of a negated one.
    private func check(_ steps: [Step]) throws {
        guard steps.contains(where: { !$0.negated }) else { throw Unevaluable("a chain of negated steps alone") }
        for (step, next) in zip(steps, steps.dropFirst()) where step.negated && next.count > 1 {
            throw Unevaluable("a negated step before COUNT")
        }
        if steps.contains(where: { $0.negated && $0.count > 1 }) { throw Unevaluable("a negated step with COUNT") }
    }

    /// Whether the rest of the steps can follow an event of the time `previous`, with no event for the steps `absent`
    /// between it and the next one.
    private func follow(
        _ steps: ArraySlice<Step>,
        after previous: Int64?,
        without absent: [Step],
        _ events: [Event]
    ) -> Bool {
        func isClear(until end: Int64?) -> Bool {
            !events.contains { event in
                (previous.map { event.time > $0 } ?? true) && (end.map { event.time < $0 } ?? true)
                    && absent.contains { event.matches[$0.index] }
            }
        }
        guard let step = steps.first else { return isClear(until: nil) }
        if step.negated { return follow(steps.dropFirst(), after: previous, without: absent + [step], events) }
        let candidates = events.filter { event in
            event.matches[step.index] && (previous.map { event.time > $0 } ?? true)
        }
        return candidates.contains { event in
            candidates.count { $0.time <= event.time } >= step.count && isClear(until: event.time)
                && follow(steps.dropFirst(), after: event.time, without: [], events)
        }
    }
}
