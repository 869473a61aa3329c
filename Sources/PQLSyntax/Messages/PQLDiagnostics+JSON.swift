import Diagnostics

extension PQLDiagnostics {
    static func notANode(_ found: String, hint: String? = nil, at pointer: String) -> Diagnostic {
        Diagnostic(notANode, "expected a node at '\(pointer)', found \(found)", span: .zero, hint: hint)
    }

    static func badMember(_ expected: String, found: String, at pointer: String) -> Diagnostic {
        Diagnostic(badMember, "expected \(expected) at '\(pointer)', found \(found)", span: .zero)
    }

    static func unboundVariable(_ name: String, among names: [String], at pointer: String) -> Diagnostic {
        Diagnostic(
            unboundVariable,
            "nothing binds the variable '\(excerpt(name))' at '\(pointer)'",
            span: .zero,
            suggestions: NearestName.suggestions(for: name, among: names)
        )
    }

    static func unknownNode(_ what: String, at pointer: String) -> Diagnostic {
        Diagnostic(unknownNode, "unknown \(what) at '\(pointer)' is kept as it is", span: .zero)
    }

    static func outdatedNode(_ what: String, at pointer: String) -> Diagnostic {
        Diagnostic(outdatedNode, "\(what) at '\(pointer)' is kept as it is", span: .zero)
    }

    static func repeated(_ what: String, at pointer: String) -> Diagnostic {
        Diagnostic(twice, "\(what) stands twice, at '\(pointer)' again", span: .zero)
    }

    static func emptyList(at pointer: String) -> Diagnostic {
        Diagnostic(emptyList, "the list at '\(pointer)' is empty, so nothing is in it", span: .zero)
    }

    static func notJSON(_ reason: String, hint: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(notJSON, "the tree is no JSON: \(reason)", span: span, hint: hint)
    }

    static func textTooDeep(limit: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(jsonTooDeep, "the tree nests deeper than \(limit) levels", span: span)
    }

    static func unknownMember(_ name: String, at pointer: String) -> Diagnostic {
        Diagnostic(unknownMember, "unknown member '\(excerpt(name))' at '\(pointer)' is kept as it is", span: .zero)
    }

    static func jsonTooDeep(limit: Int, at pointer: String) -> Diagnostic {
        Diagnostic(
            jsonTooDeep,
            "the tree nests deeper than \(limit) levels at '\(excerpt(pointer))'",
            span: .zero
        )
    }
}
