/// The page that lists the whole language, made from the catalogue; a test writes it to Documentation/Functions.md.
package enum FunctionReference {
    /// The page as Markdown; equal catalogues give equal bytes.
    package static var page: String {
        intro + FunctionCatalogue.chapters.map(chapter).joined() + neighbours
    }

    private static let intro = """
        # Functions and operators

        All that PQL has for segments, with the types that segsync's checker holds it to. This page is made from the
        catalogue in the code: `SEGSYNC_RECORD=1 swift test --filter FunctionReferenceTests` rewrites it.

        An argument whose name ends with `?` may be left out. Every example is checked against `schemas/luma`; the part
        behind the arrow is its type. The marks say how certain a fact is: **D** documented by Adobe, **L** seen from the
        live service, **T** from tutorials, **I** inferred, **?** nobody's source says. A line that begins with
        *Chosen* is what segsync had to decide.

        """

    private static func chapter(_ chapter: FunctionCatalogue.Chapter) -> String {
        let rows = chapter.entries.map { row($0) + "\n" }
        let choices = chapter.entries.compactMap { entry in
            entry.choice.map { "- `\(entry.name)`: \($0)\n" }
        }
        return """

            ## \(chapter.title)

            | written | arguments | gives | when absent | what | example | source |
            |---|---|---|---|---|---|---|

            """ + rows.joined() + (choices.isEmpty ? "" : "\n*Chosen*\n\n" + choices.joined())
    }

    private static func row(_ entry: FunctionEntry) -> String {
        let parameters = entry.signature.map(arguments) ?? []
        let evidence = entry.source.evidence.map(\.rawValue).joined(separator: ", ")
        let cells = [
            entry.usages.map { "`\($0)`" }.joined(separator: "<br>"), parameters.joined(separator: "<br>"),
            entry.resultWords, entry.nullRule.words, entry.summary,
            "`\(entry.example.text)` → \(entry.example.type)", "\(entry.source.page) (\(evidence))",
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    private static func arguments(of signature: FunctionSignature) -> [String] {
        let shown = signature.repeats ? signature.parameters.dropLast() : signature.parameters[...]
        return shown.map { "\($0.name): \($0.kind.words)" }
    }

    private static var neighbours: String {
        let lists = FunctionCatalogue.Neighbour.allCases.map { neighbour in
            let names = FunctionCatalogue.neighbours[neighbour, default: []].sorted()
            return "\n**\(neighbour.rawValue)**: " + names.map { "`\($0)`" }.joined(separator: ", ") + "\n"
        }
        return """

            ## Functions of neighbours

            Other products share the core of the language and have functions that segments do not know.

            """ + lists.joined()
    }
}
