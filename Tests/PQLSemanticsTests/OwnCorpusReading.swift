import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import Testing

/// What the language's modules make of a case.
struct OwnCorpusReading {
    let tree: PQLExpression
    /// What reading the text or the JSON told, and what the checker told.
    let diagnostics: [Diagnostic]
    /// Whether the text or the JSON could be read as a whole.
    let isReadable: Bool
    let printed: String
    /// The tree in pql/json.
    let json: Result<JSONValue, PQLEncodingError>
    /// The type in words, of a case with a schema.
    let type: String?

    init(_ entry: OwnCorpusCase) {
        let parsed = Self.parsed(entry)
        tree = parsed.tree
        isReadable = !parsed.hasErrors
        printed = PQLPrinter.print(parsed.tree)
        do {
            json = .success(try PQLJSONCodec.encode(parsed.tree))
        } catch {
            json = .failure(error)
        }
        guard isReadable, entry.schema != .none else {
            diagnostics = parsed.diagnostics
            type = nil
            return
        }
        let checked = Luma.checker.check(
            parsed.tree,
            schema: "_xdm.context.profile",
            expectsCondition: entry.schema == .profile
        )
        type = checked.type.words
        diagnostics = (parsed.diagnostics + checked.diagnostics).enumerated()
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
            .map(\.element)
    }

    private static func parsed(_ entry: OwnCorpusCase) -> ParsedExpression {
        if let text = entry.text { return PQLParser.parse(text) }
        do {
            return PQLJSONCodec.decode(try JSONText.decode(entry.json ?? ""))
        } catch {
            Issue.record("\(entry.place): \(error.reason)")
            return ParsedExpression(tree: PQLExpression(.error), diagnostics: [])
        }
    }

    /// The case as it is, with the expectations that reading it fulfils.
    func fulfilled(_ entry: OwnCorpusCase) -> OwnCorpusCase {
        var entry = entry
        entry.type = type
        entry.diagnostics = diagnostics.map(OwnCorpusCase.line)
        entry.prints = isReadable && printed != entry.text ? printed : nil
        entry.withoutJSON = nil
        entry.writes = nil
        guard isReadable else {
            if entry.text != nil { entry.json = nil }
            return entry
        }
        switch json {
        case .failure(let error): entry.withoutJSON = error.word
        case .success(let value):
            let layout = OwnCorpusLayout.json(value)
            if entry.text != nil {
                entry.json = layout
            } else if (try? JSONText.decode(entry.json ?? "")).map(JSONText.encode) != JSONText.encode(value) {
                entry.writes = layout
            }
        }
        if entry.text != nil, entry.withoutJSON != nil { entry.json = nil }
        return entry
    }
}

extension PQLEncodingError {
    /// The error's name.
    var word: String {
        switch self {
        case .template: "template"
        case .unreadable: "unreadable"
        case .climbsPastRoot: "climbsPastRoot"
        }
    }
}
