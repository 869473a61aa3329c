import Diagnostics
import PQLSyntax

extension EventWindow {
    /// The window that `occurs` gives the event whose time it compares.
    ///
    /// Where the calendar decides, the window is as long as it can get: `today` may have begun 24 hours ago.
    /// `event` finds the test of the event whose timestamp an expression is.
    init(_ occurrence: PQLOccurrence, span: ByteSpan, event: (PQLExpression) -> Int?) {
        let start: Position?
        let end: Position?
        switch occurrence {
        case .within(let time):
            let anchor = Anchor(time, event)
            start = anchor.isEvent ? .elsewhere : anchor.start
            end = anchor.end
        case .relative(.before, let time):
            start = nil
            end = Anchor(time, event).start
        case .relative(.after, let time), .relative(.from, let time):
            start = Anchor(time, event).end
            end = nil
        case .between(let first, let last):
            start = Anchor(first, event).start
            end = Anchor(last, event).end
        case .distance(let comparison, let amount, let unit, let direction, let time):
            let range = Position.range(comparison, amount, unit, direction, of: Anchor(time, event).start)
            start = range.start
            end = range.end
        }
        self.init(start: start?.asStart ?? .open, end: end?.asEnd ?? .open, span: span)
    }

    /// The window that a comparison with a bound gives the event whose time stands on its left.
    ///
    /// A day is the instant at which it begins. Equality, and what is computed, is not read.
    init(_ comparison: PQLComparison, _ bound: PQLExpression, span: ByteSpan, event: (PQLExpression) -> Int?) {
        let position: Position
        switch bound.kind {
        case .string(let string): position = string.text == nil ? .unknown : .fixedDate
        case .moment, .call("date", _), .field: position = Anchor(.expression(bound), event).start
        default: position = .unknown
        }
        switch comparison {
        case .greater, .greaterOrEqual: self.init(start: position.asStart, end: .open, span: span)
        case .less, .lessOrEqual: self.init(start: .open, end: position.asEnd, span: span)
        case .equal, .notEqual: self.init(start: .unknown, end: .later, span: span)
        }
    }
}

/// A place in time.
private enum Position {
    /// In milliseconds from the run, the first and the last that it can be.
    case offset(Double, Double)
    case event(Int)
    case fixedDate
    case elsewhere
    case unknown

    var asStart: EventWindow.Start {
        switch self {
        case .offset(let earliest, _): .back(max(0, -earliest))
        case .event(let index): .event(index)
        case .fixedDate: .fixedDate
        case .elsewhere: .elsewhere
        case .unknown: .unknown
        }
    }

    var asEnd: EventWindow.End {
        switch self {
        case .offset(let earliest, _): earliest <= 0 ? .now : .later
        // Events that have happened lie in the past.
        case .event: .now
        case .fixedDate, .elsewhere, .unknown: .later
        }
    }

    /// The place at a distance after it; before it when negative.
    func moved(_ from: Double, _ to: Double) -> Position {
        switch self {
        case .offset(let earliest, let latest): .offset(earliest + from, latest + to)
        case .event(let index): from >= 0 ? .event(index) : .elsewhere
        case .fixedDate, .elsewhere, .unknown: self
        }
    }

    static func range(
        _ comparison: PQLComparison,
        _ amount: PQLExpression,
        _ unit: PQLTimeUnit,
        _ direction: PQLDirection,
        of anchor: Position
    ) -> (start: Position?, end: Position?) {
        let count: Double
        switch amount.kind {
        case .integer(let value), .long(let value):
            guard value >= 0 else { return (.unknown, .unknown) }
            count = Double(value)
        default: return (.unknown, .unknown)
        }
        let distance = count * unit.longest
        let isBefore = direction == .before
        let far = isBefore ? anchor.moved(-distance, -distance) : anchor.moved(distance, distance)
        switch comparison {
        case .less, .lessOrEqual: return isBefore ? (far, anchor) : (anchor, far)
        case .greater, .greaterOrEqual: return isBefore ? (nil, far) : (far, nil)
        case .equal: return (far.moved(-unit.longest, -unit.longest), far.moved(unit.longest, unit.longest))
        case .notEqual: return (nil, nil)
        }
    }
}

/// The interval that a time names.
private struct Anchor {
    let start: Position
    let end: Position
    var isEvent: Bool {
        if case .event = start { true } else { false }
    }

    init(_ time: PQLTime, _ event: (PQLExpression) -> Int?) {
        switch time {
        case .interval(let relation, let unit):
            let length = unit.longest
            let shift: Double = [.last: -length, .this: 0, .next: length][relation] ?? 0
            start = .offset(shift - length, shift)
            end = .offset(shift, shift + length)
        case .expression(let expression):
            switch expression.kind {
            case .moment(.now):
                start = .offset(0, 0)
                end = start
            case .moment(let moment):
                let shift: Double = [.yesterday: -EventWindow.day, .tomorrow: EventWindow.day][moment] ?? 0
                start = .offset(shift - EventWindow.day, shift)
                end = .offset(shift, shift + EventWindow.day)
            case .call("date", _): (start, end) = (.fixedDate, .fixedDate)
            case .template, .unknown, .error: (start, end) = (.unknown, .unknown)
            default:
                start = event(expression).map { .event($0) } ?? .elsewhere
                end = start
            }
        }
    }
}

extension PQLTimeUnit {
    /// The most milliseconds that it can last.
    fileprivate var longest: Double {
        switch self {
        case .millisecond: 1
        case .second: 1_000
        case .minute: 60_000
        case .hour: 3_600_000
        case .day: EventWindow.day
        case .week: 7 * EventWindow.day
        case .month: 31 * EventWindow.day
        case .year: 366 * EventWindow.day
        case .decade: 3_653 * EventWindow.day
        case .century: 36_525 * EventWindow.day
        case .millennium: 365_250 * EventWindow.day
        }
    }
}
