/// How far the tokens of a text reach when it is written on one line, in columns.
struct LayoutExtents {
    /// Brackets that others follow without a place between where one would rather end the line.
    struct Row {
        /// From the brackets to the first place of `structure` behind the last of them.
        let reach: Int
        /// Whether no brackets that follow are wider.
        let isWidest: Bool
    }

    /// The column at which each token begins, and the end of the text.
    private let starts: [Int]
    /// Of an opened scope: how far it is to the first place of `structure` behind it, or of an operator for snug
    /// brackets. Of a line: how far to the next place that holds no tighter.
    private var reaches: [Int]
    private var rows: [Int: Row] = [:]

    init(_ tokens: [LayoutToken]) {
        var starts: [Int] = []
        starts.reserveCapacity(tokens.count + 1)
        var column = 0
        for token in tokens {
            starts.append(column)
            switch token {
            case .text(let text): column += text.unicodeScalars.count
            case .line(let line): column += line.isBlank ? 1 : 0
            case .open, .close: break
            }
        }
        starts.append(column)
        self.starts = starts
        reaches = Array(repeating: 0, count: tokens.count)
        measure(tokens)
    }

    func width(of index: Int) -> Int { starts[index + 1] - starts[index] }

    func reach(of index: Int) -> Int { reaches[index] }

    /// The brackets that begin at the token, if others follow them in a row.
    func row(of index: Int) -> Row? { rows[index] }

    // MARK: - The pass back

    /// Brackets that have been passed and may be followed to the left.
    private struct Following {
        /// Where the row that they begin ends: at the first place of `structure` behind it.
        let rowEnd: Int
        /// The width of the widest of them.
        let widest: Int
    }

    private struct Closed {
        let end: Int
        /// The first place of `structure` behind the scope.
        let reachEnd: Int
        /// The first place behind the scope that is more than a seam.
        let operatorEnd: Int
        let following: Following?
    }

    private mutating func measure(_ tokens: [LayoutToken]) {
        /// For each strength the next place that holds no tighter.
        var next = Array(repeating: starts[tokens.count], count: LayoutStrength.allCases.count)
        var closed: [Closed] = []
        var following: Following?
        for index in tokens.indices.reversed() {
            let start = starts[index]
            switch tokens[index] {
            case .text: break
            case .close:
                let (structure, anyOperator) = (LayoutStrength.structure.rawValue, LayoutStrength.product.rawValue)
                closed.append(
                    Closed(
                        end: start,
                        reachEnd: next[structure],
                        operatorEnd: next[anyOperator],
                        following: following
                    )
                )
                following = nil
            case .open(let scope):
                guard let scopeEnd = closed.popLast() else { preconditionFailure("every scope is closed") }
                reaches[index] = (scope == .snugBrackets ? scopeEnd.operatorEnd : scopeEnd.reachEnd) - start
                switch scope {
                case .brackets: following = row(from: index, to: scopeEnd)
                case .snugBrackets: following = scopeEnd.following
                case .group, .hanging: following = nil
                }
            case .line(let line):
                let strength = line.strength.rawValue
                reaches[index] = next[strength] - start
                for looser in strength..<next.count { next[looser] = start }
                if line.strength != .seam { following = nil }
            }
        }
    }

    private mutating func row(from index: Int, to closed: Closed) -> Following {
        let width = closed.end - starts[index]
        guard let following = closed.following else { return Following(rowEnd: closed.reachEnd, widest: width) }
        rows[index] = Row(reach: following.rowEnd - starts[index], isWidest: width >= following.widest)
        return Following(rowEnd: following.rowEnd, widest: max(width, following.widest))
    }
}
