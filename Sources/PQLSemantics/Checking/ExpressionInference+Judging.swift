import Diagnostics
import PQLSyntax
import XDM

// What a call says as a whole, after each of its arguments was found fitting.

extension ExpressionInference {
    mutating func judge(_ call: Call, _ operands: [Operand], isMapBody: Bool) {
        judgeForm(of: call)
        switch call.name {
        case "get": noteMembership(call.arguments)
        case "inSegment": noteAudience(call.arguments[0])
        case "if": judgeBranches(of: call, operands)
        case "date": judgeDate(call)
        case "mapEntry": if !isMapBody { report(PQLSemanticsDiagnostics.entryOutOfPlace(span: call.span)) }
        case "and", "or", "not": judgeOperands(of: call, operands)
        case "like": judgeLike(call)
        case "matches", "regexGroup": judgePattern(call)
        case "stringCompare": judgeOperation(call.arguments[0], operands[0])
        case "isNull", "isNotNull":
            if let origin = operands[0].origin { remarks.noteQuestion(about: origin) }
            noteQuestion(aboutItemsOf: call.arguments[0])
        case "count", "exists": noteQuestion(aboutItemsOf: call.arguments[0])
        case "sum", "average", "min", "max": judgeItems(of: call, operands)
        default: break
        }
    }

    /// A function that is no method stands before its arguments.
    private mutating func judgeForm(of call: Call) {
        guard let first = call.arguments.first, first.span.length > 0, call.span.start >= first.span.end,
            FunctionCatalogue.callOnly.contains(call.name), let entry = FunctionCatalogue.function(call.name)
        else { return }
        report(PQLSemanticsDiagnostics.unusualForm(of: entry, span: call.span))
    }

    /// `segmentMembership.get("ups").get("id")` asks about an audience of the platform.
    private mutating func noteMembership(_ arguments: [PQLExpression]) {
        guard case .call("get", let outer) = arguments[0].kind, outer.count == 2,
            case .string(let namespace) = outer[1].kind, namespace.text == "ups",
            case .field(_, let field) = outer[0].kind, field.kind == .plain("segmentMembership")
        else { return }
        noteAudience(arguments[1])
    }

    private mutating func noteAudience(_ node: PQLExpression) {
        if case .string(let id) = node.kind, let text = id.text { refer(to: .id(text), span: node.span) }
    }

    private mutating func judgeBranches(of call: Call, _ operands: [Operand]) {
        let (first, second) = (call.arguments[1], call.arguments[2])
        guard !first.kind.isNull, !second.kind.isNull, operands[1].type.common(with: operands[2].type) == nil else {
            return
        }
        report(
            PQLSemanticsDiagnostics.differentBranches(
                expected: operands[1].type.words,
                found: second.kind.literalWords ?? describe(operands[2]),
                span: second.span
            )
        )
    }

    private mutating func judgeDate(_ call: Call) {
        let parts = call.arguments.compactMap(\.wholeNumber)
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return }
        let days = CalendarMonth.days(parts[1], of: parts[0])
        guard parts[2] > days else { return }
        report(
            PQLSemanticsDiagnostics.outOfRange(
                of: "date",
                as: "day",
                expected: 1...days,
                found: parts[2],
                span: call.arguments[2].span
            )
        )
    }

    /// An aggregate without an expression works on the items themselves.
    private mutating func judgeItems(of call: Call, _ operands: [Operand]) {
        guard operands.count == 1, case .array = operands[0].type else { return }
        let parameter = call.signature.parameters[1]
        verify(operands[0].item, as: parameter, of: call.name, span: call.arguments[0].span)
    }

    /// Names that a lambda gives: the item of a list; of a map, the value, or key and value.
    mutating func judgeLambda(_ names: [String], _ collection: Operand, span: ByteSpan, of function: String) {
        let most: Int
        switch collection.type {
        case .map, .any: most = 2
        case .array, .object, .string, .integer, .number, .boolean, .date, .dateTime: most = 1
        }
        guard names.count > most else { return }
        report(
            PQLSemanticsDiagnostics.wrongNameCount(of: function, expected: most, found: names.count, span: span)
        )
    }

    /// The name of a comparison is written out, or a template.
    private mutating func judgeOperation(_ node: PQLExpression, _ operand: Operand) {
        switch node.kind {
        case .string(let string):
            guard let name = string.text, !FunctionCatalogue.operations.contains(name) else { return }
            report(PQLSemanticsDiagnostics.unknownOperation(name, span: node.span))
        default:
            guard !operand.isUnknown else { return }
            report(PQLSemanticsDiagnostics.noOperation(found: describe(operand), span: node.span))
        }
    }
}

/// The calendar, as far as literals need it.
enum CalendarMonth {
    static func days(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
