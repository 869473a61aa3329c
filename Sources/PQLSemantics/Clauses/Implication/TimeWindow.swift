import PQLSyntax

/// The right side of an `occurs`, over terms.
enum TimeWindow: Hashable {
    enum Point: Hashable {
        case interval(PQLRelation, PQLTimeUnit)
        /// A day that exists, by its order among days.
        case day(Int)
        case now
        case term(Term)
    }

    /// `n` units, as far as their length is fixed.
    struct Amount: Hashable {
        let term: Term
        let unit: PQLTimeUnit
        /// Nil unless the amount is a literal of at most a thousand years.
        let length: Length?
    }

    /// Units of either kind convert among themselves exactly; months have no fixed number of days.
    enum Length: Hashable {
        case milliseconds(Int64)
        case months(Int64)
    }

    case distance(PQLComparison, Amount, PQLDirection, Point)
    case between(Point, Point)
    case relative(PQLDirection, Point)
    case within(Point)

    /// Whether every time in this window is in the other.
    func implies(_ other: TimeWindow) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.distance(let mine, let amount, let way, let point), .distance(let its, let end, let other, let anchor)):
            return way == other && point == anchor && Self.implies(mine, amount, its, end)
        case (.between(let start, let end), .between(let otherStart, let otherEnd)):
            return Self.isNotAfter(otherStart, start) && Self.isNotAfter(end, otherEnd)
        case (.relative(.before, let point), .relative(.before, let end)): return Self.isNotAfter(point, end)
        case (.relative(.after, let point), .relative(.after, let start)): return Self.isNotAfter(start, point)
        case (.distance, _), (.between, _), (.relative, _), (.within, _): return false
        }
    }

    /// Whether no time is in both.
    func excludes(_ other: TimeWindow) -> Bool {
        switch (self, other) {
        case (.distance(let mine, let amount, let way, let point), .distance(let its, let end, let other, let anchor)):
            guard point == anchor else { return false }
            if way == other { return Self.excludes(mine, amount, its, end) }
            return way != .from && other != .from && Self.staysOnItsSide(mine, amount)
                && Self.staysOnItsSide(its, end)
                && (Self.leavesOut(point, mine, amount) || Self.leavesOut(point, its, end))
        case (.between(_, .day(let end)), .between(.day(let start), _)) where end < start: return true
        case (.between(.day(let start), _), .between(_, .day(let end))) where end < start: return true
        case (.relative(.before, .day(let end)), .relative(.after, .day(let start))),
            (.relative(.after, .day(let start)), .relative(.before, .day(let end))):
            return end <= start
        case (.distance, _), (.between, _), (.relative, _), (.within, _): return false
        }
    }
}

// MARK: - Distances

extension TimeWindow {
    /// Near windows (`<`, `<=`) end at the anchor, far ones (`>`, `>=`) are open; `=` and `!=` look at whole units.
    private static func implies(
        _ comparison: PQLComparison,
        _ amount: Amount,
        _ other: PQLComparison,
        _ otherAmount: Amount
    ) -> Bool {
        guard let order = order(amount, otherAmount) else { return false }
        switch (comparison, other) {
        case (.lessOrEqual, .less): return order < 0
        case (.less, .less), (.less, .lessOrEqual), (.lessOrEqual, .lessOrEqual): return order <= 0
        case (.greaterOrEqual, .greater): return order > 0
        case (.greater, .greater), (.greater, .greaterOrEqual), (.greaterOrEqual, .greaterOrEqual): return order >= 0
        case (.equal, _), (.notEqual, _), (.less, _), (.lessOrEqual, _), (.greater, _), (.greaterOrEqual, _):
            return false
        }
    }

    private static func excludes(
        _ comparison: PQLComparison,
        _ amount: Amount,
        _ other: PQLComparison,
        _ otherAmount: Amount
    ) -> Bool {
        guard amount.length != nil, let order = order(amount, otherAmount) else { return false }
        switch (comparison, other) {
        case (.lessOrEqual, .greaterOrEqual): return order < 0
        case (.less, .greater), (.less, .greaterOrEqual), (.lessOrEqual, .greater): return order <= 0
        case (.greaterOrEqual, .lessOrEqual): return order > 0
        case (.greater, .less), (.greaterOrEqual, .less), (.greater, .lessOrEqual): return order >= 0
        case (.equal, _), (.notEqual, _), (.less, _), (.lessOrEqual, _), (.greater, _), (.greaterOrEqual, _):
            return false
        }
    }

    /// Whether the window ends at its anchor or before it is reached.
    private static func staysOnItsSide(_ comparison: PQLComparison, _ amount: Amount) -> Bool {
        amount.length != nil && comparison != .equal && comparison != .notEqual
    }

    /// Whether the anchor itself is outside a window on one side of it; near windows reach up to and with `now`.
    private static func leavesOut(_ anchor: Point, _ comparison: PQLComparison, _ amount: Amount) -> Bool {
        switch comparison {
        case .greater: true
        case .greaterOrEqual: amount.length != .milliseconds(0) && amount.length != .months(0)
        case .less, .lessOrEqual: anchor != .now
        case .equal, .notEqual: false
        }
    }

    private static func order(_ left: Amount, _ right: Amount) -> Int? {
        if left.term == right.term, left.unit == right.unit { return 0 }
        switch (left.length, right.length) {
        case (.milliseconds(let left)?, .milliseconds(let right)?), (.months(let left)?, .months(let right)?):
            return left < right ? -1 : left > right ? 1 : 0
        case (.milliseconds?, _), (.months?, _), (nil, _): return nil
        }
    }

    private static func isNotAfter(_ left: Point, _ right: Point) -> Bool {
        if left == right { return true }
        if case .day(let left) = left, case .day(let right) = right { return left <= right }
        return false
    }
}

extension TimeWindow.Length {
    /// Nil for a negative amount and for more than a thousand years, past which no calendar is sure.
    init?(_ count: Int64, _ unit: PQLTimeUnit) {
        guard count >= 0, count < 1 << 48 else { return nil }
        let day: Int64 = 86_400_000
        let unitLength: Int64
        let limit: Int64
        switch unit {
        case .millisecond, .second, .minute, .hour, .day, .week:
            limit = 365_000 * day
            unitLength = [.second: 1000, .minute: 60_000, .hour: 3_600_000, .day: day, .week: 7 * day][unit] ?? 1
        case .month, .year, .decade, .century, .millennium:
            limit = 12_000
            unitLength = [.year: 12, .decade: 120, .century: 1200, .millennium: 12_000][unit] ?? 1
        }
        guard count <= limit / unitLength else { return nil }
        self = limit == 12_000 ? .months(count * unitLength) : .milliseconds(count * unitLength)
    }
}

// MARK: - Reading

extension TimeWindow {
    /// - Parameter parts: the terms of the expressions in it, in the order of `PQLOccurrence.expressions`.
    init(_ occurrence: PQLOccurrence, _ parts: some Sequence<Term>, in terms: TermTable) {
        var rest = parts.makeIterator()
        func next() -> Term {
            guard let term = rest.next() else { preconditionFailure("an occurrence has a term for each expression") }
            return term
        }
        func point(_ time: PQLTime) -> Point {
            switch time {
            case .interval(let relation, let unit): return .interval(relation, unit)
            case .expression:
                let term = next()
                if case .moment(.now) = terms.kind(of: term), terms.shape(of: term).extraMembers.isEmpty { return .now }
                return terms.day(term).map(Point.day) ?? .term(term)
            }
        }
        switch occurrence {
        case .distance(let comparison, _, let unit, let direction, let time):
            let term = next()
            var length: Length?
            if case .number(let value)? = terms.constant(term), let count = Int64(exactly: value) {
                length = Length(count, unit)
            }
            self = .distance(comparison, Amount(term: term, unit: unit, length: length), direction, point(time))
        case .between(let start, let end):
            let start = point(start)
            self = .between(start, point(end))
        case .relative(let direction, let time): self = .relative(direction, point(time))
        case .within(let time): self = .within(point(time))
        }
    }
}
