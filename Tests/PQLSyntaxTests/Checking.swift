import Diagnostics
import PQLSyntax
import Testing

/// One diagnostic that a test expects; its place is marked in the text with « and ».
struct Expected {
    let code: String
    /// A part of the message.
    var message = ""
    var suggestions: [String] = []
    /// A part of the hint.
    var hint: String?

    init(_ code: String, _ message: String = "", suggestions: [String] = [], hint: String? = nil) {
        self.code = code
        self.message = message
        self.suggestions = suggestions
        self.hint = hint
    }
}

/// Parses a text and compares what is printed of it and every diagnostic, marked place by marked place.
func check(
    _ marked: String,
    prints expected: String? = nil,
    _ diagnostics: Expected...,
    at location: SourceLocation = #_sourceLocation
) {
    let (text, places) = unmarked(marked)
    let parsed = PQLParser.parse(text)
    let found = parsed.diagnostics
    if found.count != diagnostics.count {
        let listed = found.map { "\($0.rule.code) \($0.span.start)..<\($0.span.end) \($0.message)" }
        Issue.record("expected \(diagnostics.count) diagnostics, found \(listed) in: \(text)", sourceLocation: location)
        return
    }
    for (index, (found, expected)) in zip(found, diagnostics).enumerated() {
        #expect(found.rule.code == expected.code, "\(text)", sourceLocation: location)
        #expect(found.message.contains(expected.message), "\(found.message)", sourceLocation: location)
        if !expected.suggestions.isEmpty {
            #expect(found.suggestions == expected.suggestions, "\(text)", sourceLocation: location)
        }
        if let hint = expected.hint {
            #expect(found.hint?.contains(hint) ?? false, "\(found.hint ?? "no hint")", sourceLocation: location)
        }
        if index < places.count {
            #expect(found.span == places[index], "\(found.message) in: \(text)", sourceLocation: location)
        }
    }
    guard let expected else { return }
    let printed = PQLPrinter.print(parsed.tree)
    #expect(printed == expected, sourceLocation: location)
    let again = PQLParser.parse(printed)
    #expect(again.tree == parsed.tree, "\(printed)", sourceLocation: location)
}

/// The text without its marks, and the byte spans that they mark.
private func unmarked(_ marked: String) -> (String, [ByteSpan]) {
    var text = ""
    var places: [ByteSpan] = []
    var start = 0
    for scalar in marked.unicodeScalars {
        switch scalar {
        case "«": start = text.utf8.count
        case "»": places.append(ByteSpan(start, text.utf8.count))
        default: text.unicodeScalars.append(scalar)
        }
    }
    return (text, places)
}

/// The tree of a text that must be right.
func tree(_ text: String, at location: SourceLocation = #_sourceLocation) -> PQLExpression {
    let parsed = PQLParser.parse(text)
    #expect(!parsed.hasErrors, "\(text): \(parsed.diagnostics.map(\.message))", sourceLocation: location)
    return parsed.tree
}

/// Parses a text and compares every diagnostic, in all its words, and the places marked in the text with « and ».
func checkWords(_ marked: String, _ expected: [String], at location: SourceLocation = #_sourceLocation) {
    let (text, places) = unmarked(marked)
    let found = PQLParser.parse(text).diagnostics
    #expect(found.map(words) == expected, sourceLocation: location)
    #expect(found.map(\.span) == places, sourceLocation: location)
}

private func words(of diagnostic: Diagnostic) -> String {
    var words = diagnostic.rule.code + " " + diagnostic.message
    if !diagnostic.suggestions.isEmpty { words += " [" + diagnostic.suggestions.joined(separator: ", ") + "]" }
    if let hint = diagnostic.hint { words += " (" + hint + ")" }
    return words
}
