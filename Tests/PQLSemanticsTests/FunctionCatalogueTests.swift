import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// The catalogue of functions is whole, consistent, and its examples are right.
struct FunctionCatalogueTests {
    @Test(arguments: FunctionCatalogue.entries.indices)
    func anExampleIsRight(index: Int) throws {
        let entry = FunctionCatalogue.entries[index]
        let text = entry.example.text
        let parsed = PQLParser.parse(text)
        #expect(parsed.diagnostics.isEmpty, "\(text): \(parsed.diagnostics.map(\.message))")
        let checked = Luma.checker.check(parsed.tree, schema: entry.example.schema, expectsCondition: false)
        let told = checked.diagnostics.filter { $0.severity != .note }
        #expect(told.isEmpty, "\(text): \(told.map(\.message))")
        #expect(checked.type.words == entry.example.type, "\(text)")
        #expect(PQLParser.parse(PQLPrinter.print(parsed.tree)).tree == parsed.tree, "\(text)")
        let decoded = PQLJSONCodec.decode(try PQLJSONCodec.encode(parsed.tree))
        #expect(
            decoded.diagnostics.isEmpty && PQLCanonical.form(of: decoded.tree) == PQLCanonical.form(of: parsed.tree),
            "\(text)"
        )
    }

    @Test(arguments: FunctionCatalogue.entries.indices)
    func anExampleUsesItsFunction(index: Int) {
        let entry = FunctionCatalogue.entries[index]
        guard entry.signature != nil else { return }
        var names: Set<String> = []
        PQLParser.parse(entry.example.text).tree.visit { node in
            if case .call(let function, _) = node.kind { names.insert(function.name) }
        }
        #expect(names.contains(entry.name))
    }

    /// The names of the reference: every chapter, nothing twice.
    @Test func everyFunctionIsThereOnce() {
        let calls = FunctionCatalogue.entries.filter { $0.signature != nil }.map(\.name)
        let expected = """
            and or not if = != < <= > >= in notIn isNull isNotNull like startsWith doesNotStartWith endsWith \
            doesNotEndWith contains doesNotContain equals notEqualTo matches regexGroup stringCompare + - * / % \
            intersects intersection subsetOf supersetOf includes distinct groupBy filter map topN bottomN head exists \
            get keys values mapEntry count sum average min max currentMonth currentYear currentDayOfMonth getMonth \
            getYear getDayOfMonth date inSegment
            """
        #expect(Set(calls) == Set(expected.split(separator: " ").map(String.init)))
        #expect(Set(calls).count == calls.count)
        let shapes = FunctionCatalogue.entries.filter { $0.signature == nil }.map(\.name)
        #expect(
            Set(shapes) == [
                "[ ]", "^", "{ }", "occurs", "now", "this", "select", "exists V", "forall", "let", "=>", "CHAIN",
            ]
        )
        #expect(Set(shapes).count == shapes.count)
    }

    @Test func aFunctionIsFoundByItsExactName() {
        #expect(FunctionCatalogue.function("startsWith")?.usage == "text.startsWith(start, caseSensitive?)")
        #expect(FunctionCatalogue.function("startswith") == nil)
        #expect(FunctionCatalogue.function("select") == nil)
        #expect(FunctionCatalogue.syntax("select")?.forms.count == 1)
        #expect(FunctionCatalogue.syntax("startsWith") == nil)
        #expect(FunctionCatalogue.function("-")?.usages == ["number - other", "-number"])
        #expect(FunctionCatalogue.function("and")?.usages == ["condition and condition and …"])
        #expect(FunctionCatalogue.function("not")?.usages == ["not condition", "!condition"])
    }

    @Test func oppositesAreThereAndTakeTheSame() throws {
        for entry in FunctionCatalogue.entries {
            guard let name = entry.opposite else { continue }
            let positive = try #require(FunctionCatalogue.function(name))
            #expect(positive.opposite == nil)
            #expect(positive.signature?.parameters == entry.signature?.parameters)
            #expect(FunctionCatalogue.opposite(of: entry.name) == name)
        }
    }

    @Test func everySentenceIsOne() {
        for entry in FunctionCatalogue.entries {
            #expect(entry.summary.hasSuffix(".") && entry.choice?.hasSuffix(".") ?? true, "\(entry.name)")
            #expect(!entry.source.evidence.isEmpty && !entry.source.page.isEmpty, "\(entry.name)")
            #expect(!entry.forms.isEmpty && !entry.resultWords.isEmpty, "\(entry.name)")
        }
        let rules = Set(FunctionCatalogue.entries.map(\.nullRule))
        #expect(rules == Set(FunctionEntry.NullRule.allCases))
    }

    /// The parser decides by name which argument's bare names belong to the item; the catalogue says what is expected.
    @Test func theItemArgumentsAreTheParsers() {
        for entry in FunctionCatalogue.entries where entry.name != "count" {
            guard let signature = entry.signature else { continue }
            let index = signature.parameters.firstIndex { $0.kind.isPerItem }
            #expect(index == PQLFunction(entry.name).itemArgument, "\(entry.name)")
        }
    }

    @Test func neighboursHaveNoFunctionOfOurs() {
        let names = FunctionCatalogue.neighbours.values.flatMap { $0 }
        #expect(names.allSatisfy { FunctionCatalogue.function($0) == nil })
        #expect(Set(names).count == names.count)
        #expect(FunctionCatalogue.neighbour(having: "modelInstances") == .decisioning)
        #expect(FunctionCatalogue.neighbour(having: "startsWith") == nil)
    }
}
