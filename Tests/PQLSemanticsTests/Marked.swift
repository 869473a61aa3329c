import Diagnostics
import Foundation
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// A text in which `⟦…⟧` marks the places that diagnostics are expected at, in their order.
struct Marked {
    let text: String
    let spans: [ByteSpan]

    init(_ marked: String) {
        var text = ""
        var spans: [ByteSpan] = []
        var starts: [Int] = []
        for character in marked {
            switch character {
            case "⟦": starts.append(text.utf8.count)
            case "⟧": spans.append(ByteSpan(starts.removeLast(), text.utf8.count))
            default: text.append(character)
            }
        }
        self.text = text
        self.spans = spans.sorted { $0.start < $1.start }
    }
}

/// The repository's own schemas, loaded once.
enum Luma {
    static let catalog = load()

    static let checker = ExpressionChecker(catalog: catalog)

    private static func load() -> SchemaCatalog {
        // Symbolic links are resolved because the sources may be built through one.
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = tests.appending(path: "../../schemas/luma").standardized
        let names = ["profile-union.json", "experienceevent-union.json", "product-catalog.json", "descriptors.json"]
        let files = names.map { name in
            do {
                let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
                return SchemaSnapshotFile(id: FileID(name), bytes: bytes)
            } catch {
                Issue.record(error)
                return SchemaSnapshotFile(id: FileID(name), bytes: [])
            }
        }
        return SchemaCatalog.load(files: files).catalog
    }

    /// Parses a text that has no syntax errors and checks it as a rule about profiles.
    static func check(_ text: String, with checker: ExpressionChecker = checker) -> CheckedExpression {
        checker.check(parse(text), schema: "_xdm.context.profile")
    }

    static func checker(_ catalog: SchemaCatalog, _ tree: PQLExpression) -> CheckedExpression {
        ExpressionChecker(catalog: catalog).check(tree, schema: "_xdm.context.profile")
    }

    static func parse(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> PQLExpression {
        let parsed = PQLParser.parse(text)
        #expect(parsed.diagnostics.isEmpty, "'\(text)' has syntax errors", sourceLocation: sourceLocation)
        return parsed.tree
    }
}
