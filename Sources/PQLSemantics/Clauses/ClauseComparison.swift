import PQLSyntax

/// Finds the smallest clauses that differ between two rules, and what each difference does.
struct ClauseComparison {
    /// Where two clauses stand in their rules.
    struct Place {
        var path: [String] = []
        var direction = Direction.same

        func inside(_ word: String, _ inner: Direction = .same) -> Place {
            Place(path: path + [word], direction: direction.combined(with: inner))
        }
    }

    /// How what happens to a clause shows in the whole.
    enum Direction {
        case same, mirrored, unknown

        func combined(with inner: Direction) -> Direction {
            switch (self, inner) {
            case (.unknown, _), (_, .unknown): .unknown
            case (.same, _): inner
            case (.mirrored, .same): .mirrored
            case (.mirrored, .mirrored): .same
            }
        }

        func effect(_ effect: ChangeEffect) -> ChangeEffect {
            switch self {
            case .same: effect
            case .mirrored: effect.mirrored
            case .unknown: effect == .equal ? .equal : .changed
            }
        }
    }

    var implication = Implication(ignoresOrder: true)
    private(set) var changes: [ClauseChange] = []

    mutating func compare(_ old: Clause, _ new: Clause, in place: Place) {
        guard old != new else { return }
        switch (old.kind, new.kind) {
        case (.all(let olds), .all(let news)): compare(olds, news, row: .all, in: place)
        case (.any(let olds), .any(let news)): compare(olds, news, row: .any, in: place)
        case (.not(let old), .not(let new)): compare(old, new, in: place.inside("not", .mirrored))
        case (.any(let olds), _) where Self.isAmong(new, olds): compare(olds, [new], row: .any, in: place)
        case (_, .any(let news)) where Self.isAmong(old, news): compare([old], news, row: .any, in: place)
        case (.all(let olds), _) where Self.isAmong(new, olds): compare(olds, [new], row: .all, in: place)
        case (_, .all(let news)) where Self.isAmong(old, news): compare([old], news, row: .all, in: place)
        case (.container(let parts), .container(let others)):
            if case .chain = old.canonical.kind {
                compareChains(old, new, in: place)
            } else {
                compare(parts, others, old, new, in: place)
            }
        case (.all, _), (.any, _), (.not, _), (.container, _), (.condition, _): alter(old, new, in: place)
        }
    }

    /// Whether a clause, before or after a change of its value, is one of a row.
    private static func isAmong(_ clause: Clause, _ operands: [Clause]) -> Bool {
        operands.contains { $0 == clause } || operands.contains { $0.id.unnumbered == clause.id.unnumbered }
    }

    mutating func effect(_ old: Clause, _ new: Clause, effort: Int = 5000) -> ChangeEffect {
        effect(implication.terms.insert(old.canonical), implication.terms.insert(new.canonical), effort: effort)
    }

    /// What a change from one condition to another does where they stand.
    mutating func effect(_ old: Term, _ new: Term, effort: Int = 5000) -> ChangeEffect {
        let isNarrower = implication.proves(new, old, effort: effort)
        let isWider = implication.proves(old, new, effort: effort)
        return isNarrower ? (isWider ? .equal : .narrower) : (isWider ? .wider : .changed)
    }

    mutating func alter(_ old: Clause, _ new: Clause, in place: Place) {
        let effect = effect(old, new)
        tell(.altered, old.id, old.text, new.text, effect, place)
    }

    mutating func tell(
        _ kind: ClauseChange.Kind,
        _ id: ClauseID,
        _ old: String?,
        _ new: String?,
        _ effect: ChangeEffect,
        _ place: Place
    ) {
        changes.append(
            ClauseChange(
                kind: kind,
                id: id,
                old: old,
                new: new,
                effect: place.direction.effect(effect),
                path: place.path
            )
        )
    }
}
