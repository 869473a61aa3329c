import Diagnostics
import PQLSyntax

/// Finds for the parts of a canonical tree what was written for them.
///
/// A rule is compared in its canonical form and shown as it was written; the two differ in grouping, in lambdas that
/// only name an item, and in `WHERE` of a chain's step.
enum WrittenForm {
    /// For each child of a canonical node the part of the written one that it came from; where the two do not
    /// correspond, the canonical child itself.
    static func children(_ written: PQLExpression, _ canonical: PQLExpression) -> [PQLExpression] {
        let own = canonical.children.map(\.expression)
        let found = correspondents(in: unwrapped(written, canonical), canonical)
        return found.count == own.count ? found : own
    }

    /// What was written, without an `and` or `or` of one condition around it.
    static func unwrapped(_ written: PQLExpression, _ canonical: PQLExpression) -> PQLExpression {
        var node = written
        while let row = node.row, row.operands.count == 1, canonical.row?.name != row.name { node = row.operands[0] }
        return node
    }

    private static func correspondents(in written: PQLExpression, _ canonical: PQLExpression) -> [PQLExpression] {
        if let row = written.row, canonical.row?.name == row.name { return operands(of: written, row.name) }
        switch written.kind {
        case .call(let function, let arguments):
            guard arguments.count > 1, let index = function.itemArgument,
                case .lambda(let names, let body) = arguments[index].kind, names.count == 1
            else { return arguments }
            if case .call(_, let others) = canonical.kind, others[index].isLambda { return arguments }
            var arguments = arguments
            arguments[index] = body
            return arguments
        case .chain(let chain):
            guard case .chain(let canonical) = canonical.kind, canonical.steps.count == chain.steps.count else { break }
            let steps = zip(chain.steps, canonical.steps).flatMap { step, canonical in
                let window = canonical.when == nil ? [] : step.when?.expressions ?? []
                let joined = canonical.when == nil ? step.when : nil
                return [step.what(with: joined, order: chain.order)] + window + (step.count.map { [$0] } ?? [])
            }
            return [chain.array] + steps
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .lambda, .query, .aggregate, .binding, .occurs, .schemaReference,
            .unknown, .error:
            break
        }
        return written.children.map(\.expression)
    }

    /// The operands of a row, with those of rows of the same operator in their place.
    private static func operands(of node: PQLExpression, _ name: String) -> [PQLExpression] {
        var operands: [PQLExpression] = []
        var pending = [node]
        var isFirst = true
        while let next = pending.popLast() {
            if let row = next.row, isFirst || next.extraMembers.isEmpty, row.name == name || row.operands.count == 1 {
                pending += row.operands.reversed()
            } else {
                operands.append(next)
            }
            isFirst = false
        }
        return operands
    }
}

extension PQLExpression {
    /// The operator and operands of an `and` or an `or`.
    var row: (name: String, operands: [PQLExpression])? {
        guard case .call(let function, let operands) = kind, ["and", "or"].contains(function.name) else { return nil }
        return operands.isEmpty ? nil : (function.name, operands)
    }

    /// A path without the conditions of the filters that it leads through, and of the query that it begins with.
    var unfiltered: PQLExpression {
        var spine: [PQLExpression] = []
        var base = self
        walk: while true {
            switch base.kind {
            case .filter(let array, _): base = array
            case .field(let holder, _):
                spine.append(base)
                base = holder
            case .call(let function, let arguments) where !arguments.isEmpty:
                if function.name != "filter" { spine.append(base) }
                base = arguments[0]
            case .query(let quantifier, let declarations):
                let sources = declarations.map {
                    PQLDeclaration(name: $0.name, nameSpan: $0.nameSpan, source: $0.source, condition: nil)
                }
                base = PQLExpression(.query(quantifier, sources), span: base.span)
                break walk
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .call, .lambda, .aggregate, .binding, .occurs, .chain, .schemaReference,
                .unknown, .error:
                break walk
            }
        }
        return spine.reversed().reduce(base) { base, node in
            node.replacing(children: [base] + node.children.dropFirst().map(\.expression))
        }
    }
}

extension PQLChain.Step {
    /// What is asked of the event as one row: `WHAT`, `WHERE`, and a window that names a field of the event.
    fileprivate func what(with window: PQLOccurrence?, order: PQLName) -> PQLExpression {
        var operands = [what]
        if let condition { operands.append(condition) }
        if let window {
            let time = PQLExpression(
                .field(of: PQLExpression(.subject(up: 0), span: what.span), order),
                span: what.span
            )
            operands.append(PQLExpression(.occurs(time, window), span: what.span))
        }
        let span = operands.reduce(what.span) { $0.union($1.span) }
        return operands.count == 1 ? what : PQLExpression(.call("and", operands), span: span)
    }
}
