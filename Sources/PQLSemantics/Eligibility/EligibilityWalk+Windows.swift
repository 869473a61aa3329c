import Diagnostics
import PQLSyntax

/// What a condition says of the times of events.
struct EventConstraints {
    var windows: [Int: EventWindow] = [:]
    var orders: Set<EventOrder> = []
    /// For every event without a window of its own: open, or unknown where a part cannot be read.
    var other = EventWindow.open

    static let unknown = EventConstraints(other: .unknown)

    func window(of test: Int) -> EventWindow { windows[test] ?? other }

    /// Both conditions hold.
    mutating func and(_ next: EventConstraints) {
        // An open window adds nothing.
        if next.other != .open {
            for test in windows.keys { windows[test] = window(of: test).and(next.window(of: test)) }
        }
        for (test, window) in next.windows where next.other == .open || windows[test] == nil {
            windows[test] = self.window(of: test).and(window)
        }
        other = other.and(next.other)
        orders.formUnion(next.orders)
    }

    /// One of the conditions holds.
    mutating func or(_ next: EventConstraints) {
        let bounded = Set(windows.keys).union(next.windows.keys)
        var either: [Int: EventWindow] = [:]
        for test in bounded {
            let window = window(of: test).or(next.window(of: test))
            if window != .open { either[test] = window }
        }
        windows = either
        other = other.or(next.other)
        orders.formIntersection(next.orders)
    }
}

extension EligibilityWalk {
    /// How many conditions inside one another are searched for windows; deeper ones count as unknown.
    private static let maximumDepth = 64

    mutating func apply(_ constraints: EventConstraints, to tests: Set<Int>) {
        // Most conditions speak of one event, whatever their number.
        let bounded = constraints.other == .open ? Array(constraints.windows.keys) : Array(tests)
        for test in bounded where tests.contains(test) {
            facts.tests[test].window = facts.tests[test].window.and(constraints.window(of: test))
        }
        facts.orders.formUnion(constraints.orders)
    }

    /// What holds of the times of events wherever a condition holds: `occurs` in it, below `and`, `or`, and conditions
    /// on the items of an array that one has to fulfil.
    func constraints(of condition: PQLExpression, _ place: Place, depth: Int = 0) -> EventConstraints {
        guard depth < Self.maximumDepth else { return .unknown }
        switch condition.kind {
        case .occurs(let time, let occurrence): return constraints(of: occurrence, on: time, condition, place)
        case .call("and", let arguments):
            return arguments.reduce(into: EventConstraints()) { $0.and(constraints(of: $1, place, depth: depth + 1)) }
        case .call("or", let arguments):
            guard let first = arguments.first else { return EventConstraints() }
            return arguments.dropFirst().reduce(into: constraints(of: first, place, depth: depth + 1)) {
                $0.or(constraints(of: $1, place, depth: depth + 1))
            }
        case .call("not", let arguments):
            guard arguments.count == 1 else { return EventConstraints() }
            return EventConstraints(windows: unread(comparedTimes(in: arguments[0]), place))
        case .call(let function, let sides) where PQLComparison(rawValue: function.name) != nil && sides.count == 2:
            return comparison(function, sides[0], sides[1], condition, place)
        case .query(.select, let declarations), .query(.exists, let declarations), .query(.some, let declarations):
            return constraints(of: declarations, place, depth)
        case .filter(_, let inner): return constraints(of: inner, place.entering(.plain), depth: depth + 1)
        case .call("exists", let arguments):
            guard arguments.count == 2 else { return EventConstraints() }
            if case .lambda = arguments[1].kind { return EventConstraints() }
            return constraints(of: arguments[1], place.entering(.plain), depth: depth + 1)
        case .unknown, .error, .schemaReference: return .unknown
        default: return condition.extraMembers.isEmpty ? EventConstraints() : .unknown
        }
    }

    private func constraints(
        of occurrence: PQLOccurrence,
        on time: PQLExpression,
        _ node: PQLExpression,
        _ place: Place
    ) -> EventConstraints {
        guard node.extraMembers.isEmpty else { return .unknown }
        guard let test = eventTime(time, place) else { return mirrored(occurrence, of: time, node, place) }
        let window = EventWindow(occurrence, span: node.span) { self.eventTime($0, place) }
        var orders: Set<EventOrder> = []
        for anchor in occurrence.expressions {
            if let other = eventTime(anchor, place), other != test, occurrence.ordersStrictly {
                orders.insert(EventOrder(test, other))
            }
        }
        return EventConstraints(windows: [test: window], orders: orders)
    }

    /// `now occurs <= 24 hours after timestamp`: the event lies at most 24 hours before now.
    private func mirrored(
        _ occurrence: PQLOccurrence,
        of time: PQLExpression,
        _ node: PQLExpression,
        _ place: Place
    ) -> EventConstraints {
        let mirror: PQLOccurrence
        let anchor: PQLTime
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let event):
            let opposite: PQLDirection = direction == .before ? .after : .before
            mirror = .distance(comparison, amount: amount, unit, opposite, .expression(time))
            anchor = event
        case .relative(let direction, let event):
            mirror = .relative(direction == .before ? .after : .before, .expression(time))
            anchor = event
        case .between, .within:
            return EventConstraints(windows: unread(occurrence.expressions, place))
        }
        guard case .expression(let event) = anchor, let test = eventTime(event, place), time.kind.isNow else {
            return EventConstraints(windows: unread(occurrence.expressions, place))
        }
        return EventConstraints(windows: [test: EventWindow(mirror, span: node.span) { eventTime($0, place) }])
    }

    /// `timestamp >= today`, either way round.
    private func comparison(
        _ function: PQLFunction,
        _ left: PQLExpression,
        _ right: PQLExpression,
        _ node: PQLExpression,
        _ place: Place
    ) -> EventConstraints {
        guard node.extraMembers.isEmpty else { return .unknown }
        guard let comparison = PQLComparison(rawValue: function.name) else { return EventConstraints() }
        var result = EventConstraints()
        for (time, bound, comparison) in [(left, right, comparison), (right, left, comparison.mirrored)] {
            guard let test = eventTime(time, place) else { continue }
            let window = EventWindow(comparison, bound, span: node.span) { eventTime($0, place) }
            result.windows[test] = result.window(of: test).and(window)
            if let other = eventTime(bound, place), other != test, comparison == .less || comparison == .greater {
                result.orders.insert(EventOrder(test, other))
            }
        }
        return result
    }

    /// The times of events that something is said of which is not read.
    private func unread(_ times: [PQLExpression], _ place: Place) -> [Int: EventWindow] {
        Dictionary(times.compactMap { eventTime($0, place) }.map { ($0, .unknown) }) { first, _ in first }
    }

    /// What a single `occurs` or comparison compares.
    private func comparedTimes(in node: PQLExpression) -> [PQLExpression] {
        switch node.kind {
        case .occurs(let time, let occurrence): [time] + occurrence.expressions
        case .call(let function, let sides): PQLComparison(rawValue: function.name) == nil ? [] : sides
        default: []
        }
    }

    /// Conditions of a query inside a condition speak of the events around as well.
    private func constraints(
        of declarations: [PQLDeclaration],
        _ place: Place,
        _ depth: Int
    ) -> EventConstraints {
        var inner = place.binding()
        var result = EventConstraints()
        for declaration in declarations {
            inner.variables.bind(declaration.name, to: .plain)
            guard let condition = declaration.condition else { continue }
            result.and(constraints(of: condition, inner, depth: depth + 1))
        }
        return result
    }

    /// The test of the event whose timestamp an expression is.
    func eventTime(_ node: PQLExpression, _ place: Place) -> Int? {
        guard case .field(let base, let name) = node.kind, name.kind == .plain("timestamp") else { return nil }
        let value: Value?
        switch base.kind {
        case .variable(let name): value = place.variables[name]
        case .subject(let up):
            value = up >= 0 && up < place.subjects.count ? place.subjects[place.subjects.count - 1 - up] : nil
        default: value = nil
        }
        if case .event(let test)? = value { return test }
        return nil
    }
}

extension PQLExpression.Kind {
    fileprivate var isNow: Bool {
        if case .moment(.now) = self { true } else { false }
    }
}

extension PQLComparison {
    /// What it is when its sides change places.
    fileprivate var mirrored: PQLComparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

extension PQLOccurrence {
    /// Whether one time lies before the other for sure.
    fileprivate var ordersStrictly: Bool {
        switch self {
        case .relative, .between: true
        case .distance(let comparison, _, _, _, _): comparison != .notEqual
        case .within: false
        }
    }
}
