import Diagnostics
import JSONTree
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

    @Test func everyReadableTextSurvivesJSON() throws {
        for entry in try PQLCorpus.entries() where !entry.isJSON && entry.parses {
            let tree = PQLParser.parse(entry.pql).tree
            let json = try JSONText.decode(JSONText.encode(try PQLJSONCodec.encode(tree)))
            let decoded = PQLJSONCodec.decode(json)
            #expect(decoded.diagnostics.isEmpty, "\(entry.id): \(decoded.diagnostics.map(\.message))")
            #expect(PQLCanonical.form(of: decoded.tree) == PQLCanonical.form(of: tree), "\(entry.id)")
            #expect(JSONText.encode(try PQLJSONCodec.encode(decoded.tree)) == JSONText.encode(json), "\(entry.id)")
        }
    }

    @Test func everyReadableTreeDecodesAndSurvivesBothForms() throws {
        let entries = try PQLCorpus.entries().filter { $0.isJSON && $0.parses }
        #expect(entries.count >= 21)
        for entry in entries {
            let decoded = PQLJSONCodec.decode(try JSONText.decode(entry.pql))
            #expect(!decoded.hasErrors, "\(entry.id): \(decoded.diagnostics.map(\.message))")
            #expect(decoded.diagnostics.isEmpty || entry.isValid != true, "\(entry.id)")
            #expect(PQLJSONCodec.decode(try PQLJSONCodec.encode(decoded.tree)).tree == decoded.tree, "\(entry.id)")
            #expect(PQLParser.parse(PQLPrinter.print(decoded.tree)).tree == decoded.tree, "\(entry.id)")
        }
    }

    @Test func textLabelledAsATreeIsNoJSON() throws {
        for entry in try PQLCorpus.entries() where entry.isJSON && !entry.parses {
            #expect(throws: JSONTextError.self) { try JSONText.decode(entry.pql) }
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
