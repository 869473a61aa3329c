import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    /// Judges what stands in a Boolean position. A list is true when it is not empty, an object when it is there;
    /// other values are true when they are there too, which hardly anybody means.
    @inline(never)
    mutating func judgeCondition(_ operand: Operand, _ node: PQLExpression) {
        var node = node
        while true {
            switch node.kind {
            case .binding(_, _, let body), .lambda(_, let body):
                node = body
                continue
            default: break
            }
            break
        }
        if let found = node.kind.neverACondition {
            report(PQLSemanticsDiagnostics.notBoolean(found: found, span: node.span))
            return
        }
        switch operand.type {
        case .string, .integer, .number, .date, .dateTime:
            report(
                PQLSemanticsDiagnostics.valueAsCondition(
                    describe(operand),
                    better: Self.presence(of: node),
                    span: node.span
                )
            )
        case .boolean, .object, .array, .map, .any: break
        }
    }

    /// The question whether a field is there.
    private static func presence(of node: PQLExpression) -> String? {
        guard case .field = node.kind, node.isShort else { return nil }
        let text = PQLPrinter.print(node)
        return text.utf8.count <= 120 ? text + ".isNotNull()" : nil
    }

    /// Remarks on quantifiers: `forall` holds for what is not there.
    @inline(never)
    mutating func judgeQuery(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) {
        guard let source = declarations.first?.source else { return }
        switch quantifier {
        case .forall, .all:
            // A list that is written out is not absent.
            if case .list = source.kind { return }
            let note = PQLSemanticsDiagnostics.holdsForNothing(listWords(source.kind), span: source.span)
            if source.isShort { remarks.note(note, onEmptinessOf: source) }
        case .select, .exists, .some, .one: noteQuestion(aboutItemsOf: source)
        case .none: break
        }
    }

    mutating func noteQuestion(aboutItemsOf source: PQLExpression) {
        if source.isShort { remarks.noteQuestion(aboutItemsOf: source) }
    }

    /// A list in words: as it is written, when that is short.
    func listWords(_ list: PQLExpression.Kind) -> String {
        let tree = PQLExpression(list)
        guard tree.isShort else { return "the list" }
        let text = PQLPrinter.print(tree)
        return text.utf8.count <= 60 ? "'\(text)'" : "the list"
    }
}
