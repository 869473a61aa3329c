import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    mutating func occurs(_ time: PQLExpression, _ occurrence: PQLOccurrence) -> Operand {
        self.time(time)
        self.occurrence(occurrence)
        return .boolean
    }

    mutating func occurrence(_ occurrence: PQLOccurrence) {
        switch occurrence {
        case .distance(_, let amount, _, _, let anchor):
            verify(check(amount), as: .init("n", .integerIn(0...Int64.max)), of: "occurs", node: amount)
            self.anchor(anchor)
        case .between(let start, let end):
            anchor(start)
            anchor(end)
            judgeSpan(start, end)
        case .relative(_, let anchor), .within(let anchor): self.anchor(anchor)
        }
    }

    private mutating func anchor(_ anchor: PQLTime) {
        switch anchor {
        case .interval: break
        case .expression(let expression): time(expression)
        }
    }

    /// A place where exactly one time is wanted.
    private mutating func time(_ node: PQLExpression) {
        let operand = check(node)
        if case .array(let item) = operand.type, item.family == .time || item.family == .any {
            let rewritten = operand.list.flatMap { Self.binding(of: node, over: $0) }
            report(PQLSemanticsDiagnostics.severalTimes(operand.name, rewritten: rewritten, span: node.span))
        } else {
            verify(operand, as: .init("time", .time), of: "occurs", node: node)
        }
    }

    /// A path through a list as a select that binds one item: `select v from xEvent where v.timestamp`.
    private static func binding(of path: PQLExpression, over list: PQLExpression.Kind) -> String? {
        var names: [PQLName] = []
        var node = path
        while node.kind != list {
            guard case .field(let base, let name) = node.kind, names.count < 32 else { return nil }
            names.append(name)
            node = base
        }
        let variable = PQLExpression(.variable("v"))
        let inner = names.reversed().reduce(variable) { PQLExpression(.field(of: $0, $1)) }
        return "select v from \(PQLPrinter.print(node)) where \(PQLPrinter.print(inner))"
    }

    /// Tells a span whose end lies before its beginning, as far as the words alone say so.
    private mutating func judgeSpan(_ start: PQLTime, _ end: PQLTime) {
        guard let first = TimeOrder(start), let last = TimeOrder(end), last.isBefore(first) else { return }
        let nodes = start.expressions + end.expressions
        guard let place = nodes.last else { return }
        report(
            PQLSemanticsDiagnostics.emptySpan(
                from: PQLSemanticsDiagnostics.words(for: start),
                to: PQLSemanticsDiagnostics.words(for: end),
                span: nodes.reduce(place.span) { $0.union($1.span) }
            )
        )
    }
}

/// Where a time that the text alone fixes lies: an exact day, or a day counted from the run's.
private enum TimeOrder {
    case day(Int64)
    case relative(Int)

    init?(_ time: PQLTime) {
        guard case .expression(let node) = time else { return nil }
        switch node.kind {
        case .moment(.yesterday): self = .relative(-1)
        case .moment(.now), .moment(.today): self = .relative(0)
        case .moment(.tomorrow): self = .relative(1)
        case .call("date", let parts):
            let numbers = parts.compactMap(\.wholeNumber)
            guard parts.count == 3, numbers.count == 3, (1...9999).contains(numbers[0]),
                (1...12).contains(numbers[1]), (1...31).contains(numbers[2])
            else { return nil }
            self = .day((numbers[0] * 12 + numbers[1]) * 31 + numbers[2])
        default: return nil
        }
    }

    func isBefore(_ other: TimeOrder) -> Bool {
        switch (self, other) {
        case (.day(let left), .day(let right)): left < right
        case (.relative(let left), .relative(let right)): left < right
        case (.day, .relative), (.relative, .day): false
        }
    }
}
