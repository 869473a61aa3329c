import Diagnostics
import PQLSyntax

/// The clauses of a text, the operands of `and` and `or`, in which something could not be read.
///
/// What was read of them instead may have fewer arguments, other operands or another scope than the user wrote, so that
/// what the checker finds wrong there need not be the user's mistake.
struct BrokenClauses {
    private let spans: [ByteSpan]

    init(of parsed: ParsedExpression) {
        let mistakes = parsed.diagnostics.filter {
            $0.severity == .error && !Self.readAsMeant.contains($0.rule.code)
        }
        guard !mistakes.isEmpty else {
            spans = []
            return
        }
        let clauses = Self.clauses(of: parsed.tree)
        spans = mistakes.flatMap { mistake in
            ([mistake.span.start, mistake.span.end] + mistake.notes.map(\.span.start)).map { place in
                let around = clauses.filter { $0.start <= place && place <= $0.end }
                let clause = around.min { $0.length < $1.length } ?? ByteSpan(0, .max)
                return Self.reachingOn.contains(mistake.rule.code) ? ByteSpan(clause.start, .max) : clause
            }
        }
    }

    /// Without the names that they declare nothing behind them can be judged.
    private static let reachingOn: Set<String> = ["PQL121", "PQL124"]

    /// Slips whose meaning is plain: quotes, signs and words of other languages, comments, escapes, numbers.
    private static let readAsMeant: Set<String> = ["PQL103", "PQL104", "PQL105", "PQL106", "PQL107"]

    func contain(_ span: ByteSpan) -> Bool { spans.contains { $0.start <= span.start && span.start <= $0.end } }

    /// Each reaches up to the next one's beginning, so that no place in a row of them lies outside.
    private static func clauses(of tree: PQLExpression) -> [ByteSpan] {
        var clauses: [ByteSpan] = []
        tree.visit { node in
            guard case .call(let function, let operands) = node.kind, function == "and" || function == "or" else {
                return
            }
            for index in operands.indices {
                let start = index == 0 ? node.span.start : operands[index].span.start
                let end = index + 1 < operands.count ? operands[index + 1].span.start - 1 : node.span.end
                if start <= end { clauses.append(ByteSpan(start, end)) }
            }
        }
        return clauses
    }
}
