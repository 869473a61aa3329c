import Diagnostics
import PQLSyntax
import Testing

@Suite(.enabled(if: PQLCorpus.isPresent, "SEGSYNC_REFERENCE_DATA names the folder with corpus/pql.jsonl"))
struct CorpusTests {
    @Test func everyReadableTextParsesAndPrintsBack() throws {
        let entries = try PQLCorpus.entries().filter { !$0.isJSON && $0.parses }
        #expect(entries.count >= 305)
        for entry in entries {
            let parsed = PQLParser.parse(entry.pql)
            #expect(!parsed.hasErrors, "\(entry.id): \(entry.pql): \(parsed.diagnostics.map(\.message))")
            let printed = PQLPrinter.print(parsed.tree)
            let again = PQLParser.parse(printed)
            #expect(again.tree == parsed.tree, "\(entry.id): \(printed)")
            #expect(!again.hasErrors, "\(entry.id): \(printed): \(again.diagnostics.map(\.message))")
            #expect(PQLPrinter.print(again.tree) == printed, "\(entry.id)")
        }
    }

    @Test func everyUnreadableTextIsRefusedWithAPosition() throws {
        let entries = try PQLCorpus.entries().filter { !$0.isJSON && !$0.parses }
        #expect(entries.count >= 34)
        for entry in entries {
            let errors = PQLParser.parse(entry.pql).diagnostics.filter { $0.severity == .error }
            #expect(!errors.isEmpty, "\(entry.id): \(entry.pql)")
            for error in errors {
                #expect(error.span.end <= entry.pql.utf8.count, "\(entry.id)")
                #expect(error.span.length > 0 || error.message.contains("the end"), "\(entry.id): \(error.message)")
            }
        }
    }
}
