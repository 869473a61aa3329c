/// A word for a point in time, relative to the run.
package enum PQLMoment: String, Hashable, Sendable, CaseIterable {
    case now, today, yesterday, tomorrow
}

/// A calendar unit relative to the run: `this month`, `last year`.
package enum PQLRelation: String, Hashable, Sendable, CaseIterable {
    case this, last, next
}

/// A unit of time; plural spellings read as the singular.
package enum PQLTimeUnit: String, Hashable, Sendable, CaseIterable {
    case millisecond, second, minute, hour, day, week, month, year, decade, century, millennium

    package var plural: String {
        switch self {
        case .century: "centuries"
        case .millennium: "millennia"
        case .millisecond, .second, .minute, .hour, .day, .week, .month, .year, .decade: rawValue + "s"
        }
    }
}

package enum PQLDirection: String, Hashable, Sendable, CaseIterable {
    case before, after, from
}

package enum PQLComparison: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// The time that an `occurs` compares with.
package indirect enum PQLTime: Hashable, Sendable {
    case interval(PQLRelation, PQLTimeUnit)
    /// `now`, `date(…)`, or the path of another timestamp.
    case expression(PQLExpression)
}

/// The right side of `occurs`, and the body of a chain step's `WHEN`.
package enum PQLOccurrence: Hashable, Sendable {
    /// `<= 24 hours before now`. The amount is an expression so that a template may stand there.
    case distance(PQLComparison, amount: PQLExpression, PQLTimeUnit, PQLDirection, PQLTime)
    case between(PQLTime, PQLTime)
    /// `before today`, `after X.timestamp`.
    case relative(PQLDirection, PQLTime)
    /// `on today`, `this month`.
    case within(PQLTime)
}
