internal import Diagnostics
internal import PQLSyntax

/// The words for mistakes in times and sequences.
extension PQLSemanticsDiagnostics {
    static func severalTimes(_ name: String?, rewritten: String?, span: ByteSpan) -> Diagnostic {
        let found = name.map { "the many times of '\($0)'" } ?? "a list of times"
        return Diagnostic(
            severalTimes,
            "'occurs' takes one time, found \(found)",
            span: span,
            hint: "bind one item first: \(rewritten ?? "select v from … where v.…") occurs …"
        )
    }

    static func emptySpan(from start: String, to end: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(emptySpan, "expected a span that ends after \(start), found one that ends with \(end)", span: span)
    }

    /// A time of a span as it is written.
    static func words(for time: PQLTime) -> String {
        switch time {
        case .interval(let relation, let unit): "'\(relation.rawValue) \(unit.rawValue)'"
        case .expression(let expression): "'\(PQLPrinter.print(expression))'"
        }
    }

    static func stepOutOfReach(_ name: String, isItself: Bool, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            stepOutOfReach,
            isItself ? "the step '\(name)' names itself" : "expected an earlier step that occurs, found '\(name)'",
            span: span,
            hint: "a step names the ones before it; its own item's fields are bare names"
        )
    }
}
