import PQLSyntax

extension ReferenceEvaluator {
    /// Whether a time lies where the rule says; false when a time is null, or a string is none.
    func occurs(_ subject: Value, _ occurrence: PQLOccurrence, _ scope: Scope) throws -> Bool {
        switch occurrence {
        case .within(let time):
            guard let anchor = try anchor(time, scope), let subject = try instant(subject) else { return false }
            return anchor.within.contains(subject)
        case .between(let start, let end):
            guard let start = try anchor(start, scope), let end = try anchor(end, scope),
                let subject = try instant(subject)
            else { return false }
            return start.whole.start <= subject && end.whole.reaches(subject)
        case .relative(let direction, let time):
            guard let anchor = try anchor(time, scope), let subject = try instant(subject) else { return false }
            switch direction {
            case .before: return subject < anchor.directed.start
            case .after, .from: return !anchor.directed.reaches(subject)
            }
        case .distance(let comparison, let amount, let unit, let direction, let time):
            guard let anchor = try anchor(time, scope), let subject = try instant(subject) else { return false }
            guard case .integer(let amount) = amount.kind, amount >= 0 else {
                throw Unevaluable("a distance that is no number")
            }
            guard let point = anchor.point else { throw Unevaluable("a distance from a calendar unit") }
            return try isAway(comparison, amount, unit, direction, from: point, isNow: anchor.isNow, subject)
        }
    }

    private func isAway(
        _ comparison: PQLComparison,
        _ amount: Int64,
        _ unit: PQLTimeUnit,
        _ direction: PQLDirection,
        from anchor: Int64,
        isNow: Bool,
        _ subject: Int64
    ) throws -> Bool {
        let isBefore = direction == .before
        let bound = try CivilTime.shift(anchor, by: isBefore ? -amount : amount, unit)
        // On the anchor's side of time, which `now` itself belongs to.
        let isOnSide = isBefore ? subject < anchor : subject > anchor
        let isNear = isOnSide || (isNow && subject == anchor)
        let isInside = isBefore ? subject > bound : subject < bound
        let isOutside = isBefore ? subject < bound : subject > bound
        let isSame = CivilTime.start(of: unit, holding: subject) == CivilTime.start(of: unit, holding: bound)
        switch comparison {
        case .less: return isInside && isNear
        case .lessOrEqual: return !isOutside && isNear
        case .greater: return isOutside
        case .greaterOrEqual: return !isInside
        case .equal: return isSame
        case .notEqual: return !isSame
        }
    }
}

// MARK: - Anchors

extension ReferenceEvaluator {
    /// A stretch of time from its first instant to its last.
    private struct Stretch {
        let start: Int64
        let last: Int64

        func contains(_ time: Int64) -> Bool { start <= time && time <= last }

        func reaches(_ time: Int64) -> Bool { time <= last }
    }

    /// What a rule measures time against.
    private struct Anchor {
        /// What `on` means: for another timestamp its whole day.
        let within: Stretch
        /// What `between` means.
        let whole: Stretch
        /// What `before` and `after` mean.
        let directed: Stretch
        /// What a distance is measured from; a calendar unit has no such point.
        let point: Int64?
        var isNow = false
    }

    private func anchor(_ time: PQLTime, _ scope: Scope) throws -> Anchor? {
        switch time {
        case .interval(let relation, let unit):
            let steps: Int64 =
                switch relation {
                case .this: 0
                case .last: -1
                case .next: 1
                }
            let start = try CivilTime.shift(CivilTime.start(of: unit, holding: now), by: steps, unit)
            let stretch = Stretch(start: start, last: try CivilTime.shift(start, by: 1, unit) - 1)
            return Anchor(within: stretch, whole: stretch, directed: stretch, point: nil)
        case .expression(let expression):
            let value = try value(of: expression, in: scope)
            switch value {
            case .moment(.now):
                let point = Stretch(start: now, last: now)
                return Anchor(within: point, whole: point, directed: point, point: now, isNow: true)
            case .moment, .day:
                guard let start = try instant(value) else { return nil }
                let day = Stretch(start: start, last: start + CivilTime.millisecondsOfDay - 1)
                let isWord = if case .moment = value { true } else { false }
                // A word is the start of its day where a direction is given, a date is its day.
                let directed = isWord ? Stretch(start: start, last: start) : day
                return Anchor(within: day, whole: day, directed: directed, point: start)
            case .null, .boolean, .integer, .double, .string, .array, .object, .map, .entry, .tuple:
                guard let time = try instant(value) else { return nil }
                let start = CivilTime.start(of: .day, holding: time)
                let day = Stretch(start: start, last: start + CivilTime.millisecondsOfDay - 1)
                let point = Stretch(start: time, last: time)
                return Anchor(within: day, whole: point, directed: point, point: time)
            }
        }
    }
}
