/// One end of an interval: `> 5`, `<= 10`, `>= date(2020, 1, 1)`.
struct Bound: Hashable {
    enum Limit: Hashable {
        case number(Double)
        /// By the order of days; never compared with numbers.
        case day(Int)
    }

    let isLower: Bool
    let isStrict: Bool
    let limit: Limit

    /// The bound for whole numbers alone, where `> 2` is `>= 3`.
    var whole: Bound {
        guard case .number(let value) = limit else { return self }
        let nearest = isLower ? value.rounded(.up) : value.rounded(.down)
        let step: Double = isLower ? 1 : -1
        let end = isStrict && nearest == value ? nearest + step : nearest
        return Bound(isLower: isLower, isStrict: false, limit: .number(end))
    }

    /// Whether every value within this bound is within the other.
    func implies(_ other: Bound) -> Bool {
        guard isLower == other.isLower, let order = order(other) else { return false }
        let inside = isLower ? order > 0 : order < 0
        return inside || order == 0 && (isStrict || !other.isStrict)
    }

    /// Whether no value is within both.
    func excludes(_ other: Bound) -> Bool {
        guard isLower != other.isLower, let order = order(other) else { return false }
        let apart = isLower ? order > 0 : order < 0
        guard order == 0 else { return apart }
        // A day is an interval of its own: only numbers have a single value to miss.
        if case .number = limit { return isStrict || other.isStrict }
        return false
    }

    func contains(_ value: Double) -> Bool {
        guard case .number(let end) = limit else { return false }
        if value == end { return !isStrict }
        return isLower ? value > end : value < end
    }

    /// Whether the value is known to be on the other side.
    func misses(_ value: Double) -> Bool {
        guard case .number = limit else { return false }
        return !contains(value)
    }

    private func order(_ other: Bound) -> Int? {
        switch (limit, other.limit) {
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.day(let left), .day(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.number, .day), (.day, .number): nil
        }
    }
}
