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
            verify(check(amount), as: .integer, of: "occurs", node: amount)
            self.anchor(anchor)
        case .between(let start, let end):
            anchor(start)
            anchor(end)
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
            report(PQLSemanticsDiagnostics.severalTimes(operand.name, span: node.span))
        } else {
            verify(operand, as: .time, of: "occurs", node: node)
        }
    }
}
