internal import Diagnostics
internal import PQLSyntax

/// The words for mistakes in calls; what a function takes comes from the catalogue.
extension PQLSemanticsDiagnostics {
    static func unknownFunction(_ name: String, argumentCount: Int, span: ByteSpan) -> Diagnostic {
        var suggestions: [String] = []
        var hint: String?
        let advice = foreignAdvice[name.lowercased()]
        if let neighbour = FunctionCatalogue.neighbour(having: name) {
            hint = "'\(name)' belongs to \(neighbour.rawValue), not to segments" + (advice.map { "; \($0)" } ?? "")
        } else if let advice {
            hint = advice
        } else if let meant = foreignNames[name.lowercased()] {
            suggestions = [meant]
        } else if PQLMoment(rawValue: name) != nil, argumentCount == 0 {
            suggestions = [name]
            hint = "'\(name)' is written without parentheses"
        } else {
            suggestions = NearestName.suggestions(for: name, among: FunctionCatalogue.functionNames)
        }
        return Diagnostic(
            unknownFunction,
            "unknown function '\(name)'",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    private static let withoutCase =
        "nothing in segments changes a text's case; to compare without it write .equals(\"…\", false)"

    /// What to do instead of calling functions that other languages have, by their names in lower case.
    private static let foreignAdvice: [String: String] = [
        "touppercase": withoutCase, "tolowercase": withoutCase, "uppercase": withoutCase, "lowercase": withoutCase,
        "upper": withoutCase, "lower": withoutCase, "toupper": withoutCase, "tolower": withoutCase,
        "equalsignorecase": "write .equals(\"…\", false)", "concat": "nothing in PQL joins texts",
    ]

    /// What functions of other languages are called here, by their names in lower case.
    private static let foreignNames: [String: String] = [
        "any": "exists", "some": "exists", "size": "count", "first": "head", "avg": "average", "mean": "average",
        "notcontains": "doesNotContain", "notequals": "notEqualTo", "notstartswith": "doesNotStartWith",
    ]

    /// A function that is no method, called as one: `x.f(a)` for `f(a)`.
    static func noMethod(_ name: String, call: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            wrongArgumentCount,
            "'\(name)' stands before its argument and behind nothing",
            span: span,
            suggestions: call.map { [$0] } ?? []
        )
    }

    static func wrongArgumentCount(of signature: FunctionSignature, found: Int, span: ByteSpan) -> Diagnostic {
        guard let entry = FunctionCatalogue.function(signature.name) else {
            preconditionFailure("'\(signature.name)' is not in the catalogue")
        }
        let receiver = entry.isMethod ? 1 : 0
        let most = signature.parameters.count - receiver
        let least = most - signature.optional
        let what = entry.isInfix && !entry.isMethod ? "operand" : "argument"
        let plural = most == 1 && !signature.repeats ? "" : "s"
        let expected =
            signature.repeats
            ? "at least \(least)"
            : least == most
                ? "\(least)" : "\(least) \(least + 1 == most ? "or" : "to") \(most)"
        return Diagnostic(
            wrongArgumentCount,
            "'\(signature.name)' takes \(expected) \(what)\(plural), found \(max(0, found - receiver))",
            span: span,
            hint: severalValues(entry, found: found) ?? countedCondition(entry, found: found)
                ?? "write '\(entry.usage)', as in '\(entry.example.text)'"
        )
    }

    private static func countedCondition(_ entry: FunctionEntry, found: Int) -> String? {
        entry.name == "count" && found == 2 ? "filter the list first: list[condition].count()" : nil
    }

    private static func severalValues(_ entry: FunctionEntry, found: Int) -> String? {
        guard found > 3, ["equals", "notEqualTo"].contains(entry.name) else { return nil }
        return "to compare with several values use '\(entry.opposite == nil ? "in" : "notIn")'"
    }

    static func wrongOperand(
        of function: String,
        as parameter: String,
        expected: String,
        found: String,
        span: ByteSpan,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            wrongOperand,
            "'\(function)' takes \(expected)\(place(of: parameter, in: function)), found \(found)",
            span: span,
            hint: hint ?? example(of: function)
        )
    }

    /// Says which argument is meant when a function has several.
    private static func place(of parameter: String, in function: String) -> String {
        guard let entry = FunctionCatalogue.function(function), let signature = entry.signature, !entry.isInfix,
            signature.parameters.count > 2, !(entry.isMethod && signature.parameters[0].name == parameter)
        else { return "" }
        return " as '\(parameter)'"
    }

    /// A function's name says little about its arguments; an example says more.
    private static func example(of function: String) -> String? {
        guard let entry = FunctionCatalogue.function(function), let signature = entry.signature, !entry.isInfix,
            signature.parameters.count > 1
        else { return nil }
        return "for example: \(entry.example.text)"
    }

    static func wrongOperand(
        of function: String,
        expected: String,
        found: String,
        span: ByteSpan,
        suggestions: [String] = [],
        hint: String?
    ) -> Diagnostic {
        Diagnostic(
            wrongOperand,
            "'\(function)' takes \(expected), found \(found)",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func wrongNameCount(of function: String, expected: Int, found: Int, span: ByteSpan) -> Diagnostic {
        let names = expected == 1 ? "1 name, the item" : "at most 2 names, the key and the value"
        return Diagnostic(
            wrongArgumentCount,
            "expected a lambda with \(names), for '\(function)', found \(found)",
            span: span
        )
    }

    static func unusualForm(of entry: FunctionEntry, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            unusualForm,
            "'\(entry.name)' is no method",
            span: span,
            hint: "write '\(entry.usage)', as in '\(entry.example.text)'"
        )
    }

    static func outOfRange(
        of function: String,
        as parameter: String,
        expected: ClosedRange<Int64>,
        found: Int64,
        span: ByteSpan
    ) -> Diagnostic {
        let range =
            expected.upperBound == .max
            ? "of at least \(expected.lowerBound)" : "from \(expected.lowerBound) to \(expected.upperBound)"
        return Diagnostic(
            outOfRange,
            "'\(function)' takes a whole number \(range) as '\(parameter)', found \(found)",
            span: span
        )
    }

    static func badPattern(_ fault: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            badPattern,
            "expected a regular expression, but \(fault)",
            span: span,
            hint: "a character that means something in a pattern is taken literally after \\\\"
        )
    }

    static func slowPattern(_ part: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(slowPattern, "'\(part)' repeats what repeats already, which may take for ever", span: span)
    }

    static func unknownOperation(_ name: String, span: ByteSpan) -> Diagnostic {
        let near = NearestName.suggestions(for: name, among: FunctionCatalogue.operations)
        return Diagnostic(
            unknownOperation,
            "expected the name of a comparison of texts, found '\(name)'",
            span: span,
            suggestions: near.map(quoted),
            hint: near.isEmpty ? "the Segment Builder writes \"equals\"" : nil
        )
    }

    static func noOperation(found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            unknownOperation,
            "expected the name of a comparison of texts, found \(found)",
            span: span,
            hint: "write 'stringCompare(operation, text, values, caseSensitive)'"
        )
    }

    static func differentBranches(expected: String, found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(differentBranches, "expected \(expected) like the branch before, found \(found)", span: span)
    }

    static func entryOutOfPlace(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            entryOutOfPlace,
            "'mapEntry' can only be the body of 'map'",
            span: span,
            hint: "write 'list.groupBy(key).map((K, G) => mapEntry(K, …))'"
        )
    }
}
