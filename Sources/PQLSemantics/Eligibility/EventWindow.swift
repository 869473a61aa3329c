import Diagnostics

/// How far from the run an event may lie, as the conditions on its timestamp bound it.
struct EventWindow: Hashable, Sendable {
    static let day: Double = 86_400_000

    enum Start: Hashable, Sendable {
        /// At most so many milliseconds before the run.
        case back(Double)
        /// Behind another event, by its test's index.
        case event(Int)
        /// At a place that cannot be read: a template, a node of a newer version, a negated bound.
        case unknown
        case fixedDate
        /// Before another event, or at another field's time.
        case elsewhere
        case open

        /// The smaller, the better the window bounds the event.
        private var rank: (Int, Double) {
            switch self {
            case .back(let length): (length <= EventWindow.day ? 0 : 3, length)
            case .event(let index): (1, Double(index))
            case .unknown: (2, 0)
            case .fixedDate: (4, 0)
            case .elsewhere: (5, 0)
            case .open: (6, 0)
            }
        }

        static func isTighter(_ left: Start, _ right: Start) -> Bool { left.rank < right.rank }
    }

    enum End: Int, Hashable, Sendable {
        /// Now, or the end of the unit of time that it is.
        case now
        case later
        case open
    }

    var start: Start
    var end: End
    /// What says where it starts; nil where nothing does.
    var span: ByteSpan?

    static let open = EventWindow(start: .open, end: .open, span: nil)
    static let unknown = EventWindow(start: .unknown, end: .later, span: nil)

    /// Both conditions hold.
    func and(_ other: EventWindow) -> EventWindow {
        let isTighter = EventWindow.Start.isTighter(other.start, start)
        let first = isTighter ? other : self
        let second = isTighter ? self : other
        return EventWindow(
            start: first.start,
            end: end.rawValue <= other.end.rawValue ? end : other.end,
            span: first.span ?? second.span
        )
    }

    /// One of the conditions holds.
    func or(_ other: EventWindow) -> EventWindow {
        let first = EventWindow.Start.isTighter(start, other.start) ? other : self
        return EventWindow(
            start: first.start,
            end: end.rawValue >= other.end.rawValue ? end : other.end,
            span: first.span
        )
    }

    /// Whether it starts at most 24 hours before the run.
    var isWithinDay: Bool {
        if case .back(let length) = start { length <= Self.day } else { false }
    }
}
