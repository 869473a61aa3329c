import PQLSyntax
import XDM

extension ExplanationWriter {
    mutating func occurs(_ time: PQLExpression, _ occurrence: PQLOccurrence) -> Statement {
        let words = some(value(time))
        return ("\(words) is \(when(occurrence))" as Phrase).statement
    }

    /// When something is, as words that follow "is".
    mutating func when(_ occurrence: PQLOccurrence) -> Phrase {
        switch occurrence {
        case .within(let time): return within(time)
        case .between(let start, let end):
            return "from \(anchor(start, .whole)) up to and including \(anchor(end, .whole))"
        case .relative(.before, let time): return "before \(anchor(time, .edge))"
        case .relative(.after, let time), .relative(.from, let time): return "after \(anchor(time, .edge))"
        case .distance(let comparison, let amount, let unit, let direction, let time):
            let isOne = amount.wholeNumber == 1
            let distance: Phrase = "\(value(amount).grouped) \(isOne ? unit.rawValue : unit.plural)"
            if isOne, comparison == .lessOrEqual, time.moment == .now {
                return Phrase("in the \(direction == .before ? "last" : "next") \(unit.rawValue)")
            }
            return self.distance(comparison, distance, unit, isBefore: direction == .before, time)
        }
    }

    private mutating func distance(
        _ comparison: PQLComparison,
        _ distance: Phrase,
        _ unit: PQLTimeUnit,
        isBefore: Bool,
        _ time: PQLTime
    ) -> Phrase {
        let isNow = time.moment == .now
        let place: Phrase
        switch (isNow, isBefore) {
        case (true, true): place = "\(distance) ago"
        case (true, false): place = "\(distance) from now"
        case (false, _): place = "\(distance) \(isBefore ? "before" : "after") \(anchor(time, .point))"
        }
        switch comparison {
        case .lessOrEqual where isNow: return "in the \(isBefore ? "last" : "next") \(distance)"
        case .less: return "less than \(place)"
        case .lessOrEqual: return "at most \(place)"
        case .greater: return "more than \(place)"
        case .greaterOrEqual: return "at least \(place)"
        case .equal: return "\(place), to the \(unit.rawValue)"
        case .notEqual: return "at another time than \(place), to the \(unit.rawValue)"
        }
    }

    private mutating func within(_ time: PQLTime) -> Phrase {
        switch time {
        case .interval: return "in \(anchor(time, .whole))"
        case .expression(let node):
            if let moment = time.moment { return moment == .now ? "exactly now" : Phrase(moment.rawValue) }
            return node.isDate ? "on \(value(node))" : "on the day of \(value(node).grouped)"
        }
    }

    /// What a time that others are measured against stands for.
    private enum Role {
        /// All of it, as with `between`.
        case whole
        /// The last instant before it and the first after it. A word for a day is the start of the day.
        case edge
        /// The instant that a distance is counted from.
        case point
    }

    private mutating func anchor(_ time: PQLTime, _ role: Role) -> Phrase {
        switch time {
        case .interval(let relation, let unit): return "\(relation.words) calendar \(unit.rawValue)"
        case .expression(let node):
            if let moment = time.moment {
                if moment == .now { return "now" }
                return role == .whole ? Phrase(moment.rawValue) : "the start of \(moment.rawValue)"
            }
            let words = value(node).grouped
            return role == .point && node.isDate ? "the start of \(words)" : words
        }
    }
}

extension PQLTime {
    fileprivate var moment: PQLMoment? {
        if case .expression(let node) = self, case .moment(let moment) = node.kind, node.extraMembers.isEmpty {
            moment
        } else {
            nil
        }
    }
}

extension PQLRelation {
    fileprivate var words: String {
        switch self {
        case .this: "this"
        case .last: "the last"
        case .next: "the next"
        }
    }
}

extension PQLExpression {
    /// `date(y, m, d)`, which is all of its day.
    fileprivate var isDate: Bool {
        if case .call("date", let arguments) = kind { arguments.count == 3 } else { false }
    }
}
