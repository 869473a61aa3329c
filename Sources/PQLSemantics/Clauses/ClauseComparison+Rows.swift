// Conditions joined by `and` and `or`.

extension ClauseComparison {
    enum Row {
        case all, any

        var word: String { self == .all ? "all of" : "any of" }
        /// What one operand more does.
        var growth: ChangeEffect { self == .all ? .narrower : .wider }
    }

    /// Compares the operands of two rows, in whatever order they stand.
    ///
    /// Equal operands go first, then those that ask the same, then those about the same, then rows that have operands
    /// in common, then the last of each side.
    mutating func compare(_ olds: [Clause], _ news: [Clause], row: Row, in place: Place) {
        var pairing = Pairing(olds, news)
        pairing.pairEqual()
        pairing.pair { [$0.id.unnumbered] }
        pairing.pair { $0.isRow ? [] : [ClauseID(test: "", subject: $0.id.subject)] }
        pairing.pair { $0.operands.map(\.id.unnumbered) }
        pairing.pairLast()
        let needsWord = row == .any || place.path.last == "not" || place.path.last == Row.any.word
        let place = needsWord ? place.inside(row.word) : place
        for (index, old) in olds.enumerated() {
            switch pairing.partners[index] {
            case .equal: break
            case .altered(let partner): compare(old, news[partner], in: place)
            case nil: tell(.removed, old.id, old.text, nil, row.growth.mirrored, place)
            }
        }
        for index in pairing.leftNew { tell(.added, news[index].id, nil, news[index].text, row.growth, place) }
    }
}

/// Finds for the operands of one row their partners in another.
private struct Pairing {
    enum Partner {
        case equal
        case altered(Int)
    }

    private let olds: [Clause]
    private let news: [Clause]
    private(set) var partners: [Int: Partner] = [:]
    private var leftOld: [Int]
    private(set) var leftNew: [Int]

    init(_ olds: [Clause], _ news: [Clause]) {
        self.olds = olds
        self.news = news
        leftOld = Array(olds.indices)
        leftNew = Array(news.indices)
    }

    mutating func pairEqual() {
        pair(by: { [$0] }, as: { _ in .equal })
    }

    /// Pairs each old operand with the first new one that has a key in common.
    mutating func pair(_ keys: (Clause) -> [ClauseID]) {
        pair(by: keys, as: Partner.altered)
    }

    private mutating func pair<Key: Hashable>(by keys: (Clause) -> [Key], as partner: (Int) -> Partner) {
        // Turned round, so that the first of each is at the end.
        var waiting: [Key: [Int]] = [:]
        for index in leftNew.reversed() {
            for key in Set(keys(news[index])) { waiting[key, default: []].append(index) }
        }
        var taken: Set<Int> = []
        leftOld = leftOld.filter { index in
            for key in keys(olds[index]) {
                while let candidate = waiting[key]?.popLast() {
                    guard taken.insert(candidate).inserted else { continue }
                    partners[index] = partner(candidate)
                    return false
                }
            }
            return true
        }
        leftNew.removeAll(where: taken.contains)
    }

    /// The last of each side, if they are of one kind.
    mutating func pairLast() {
        guard leftOld.count == 1, leftNew.count == 1 else { return }
        switch (olds[leftOld[0]].kind, news[leftNew[0]].kind) {
        case (.all, .all), (.any, .any):
            partners[leftOld[0]] = .altered(leftNew[0])
            leftOld = []
            leftNew = []
        case (.all, _), (.any, _), (.not, _), (.container, _), (.condition, _): break
        }
    }
}

extension Clause {
    fileprivate var isRow: Bool { !operands.isEmpty }

    fileprivate var operands: [Clause] {
        switch kind {
        case .all(let operands), .any(let operands): operands
        case .not, .container, .condition: []
        }
    }
}
