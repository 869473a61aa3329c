import Diagnostics
import JSONTree
import PQLSyntax
import Testing

struct PrinterLawTests {
    @Test func whatIsPrintedOfAnyTreeReadsBackAsTheTree() {
        for seed in 0..<3_000 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed)
            let tree = generator.tree(1 + Int(seed % 5))
            let text = PQLPrinter.print(tree)
            let parsed = PQLParser.parse(text)
            guard parsed.tree == tree, !parsed.hasErrors else {
                Issue.record("seed \(seed): \(text) reads as \(PQLPrinter.print(parsed.tree)): \(parsed.diagnostics)")
                return
            }
        }
    }

    @Test func withoutTemplatesADollarAndABraceAreText() {
        var flavour = TreeGenerator.Flavour()
        flavour.templates = false
        for seed in 0..<1_500 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed, flavour: flavour)
            let tree = generator.tree(1 + Int(seed % 4))
            let text = PQLPrinter.print(tree, templates: false)
            let parsed = PQLParser.parse(text, templates: false)
            guard parsed.tree == tree, !parsed.hasErrors else {
                Issue.record("seed \(seed): \(text)")
                return
            }
        }
    }

    @Test func anyTreeWithoutTemplatesSurvivesJSON() throws {
        var flavour = TreeGenerator.Flavour()
        flavour.templates = false
        flavour.textForms = false
        for seed in 0..<3_000 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed, flavour: flavour)
            let tree = generator.tree(1 + Int(seed % 5))
            let decoded = PQLJSONCodec.decode(try PQLJSONCodec.encode(tree))
            guard decoded.tree == tree, !decoded.hasErrors else {
                Issue.record(
                    "seed \(seed): \(PQLPrinter.print(tree)) comes back as \(PQLPrinter.print(decoded.tree)) \(decoded.diagnostics.map(\.message))"
                )
                return
            }
        }
    }

    @Test func textAndJSONOfAnyTreeGiveEachOtherByteForByte() throws {
        var flavour = TreeGenerator.Flavour()
        flavour.templates = false
        flavour.textForms = false
        for seed in 10_000..<12_000 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed, flavour: flavour)
            let tree = generator.tree(1 + Int(seed % 5))
            let json = JSONText.encode(try PQLJSONCodec.encode(tree))
            let text = PQLPrinter.print(PQLJSONCodec.decode(text: json).tree)
            let backToJSON = JSONText.encode(try PQLJSONCodec.encode(PQLParser.parse(text).tree))
            let backToText = PQLPrinter.print(PQLJSONCodec.decode(text: backToJSON).tree)
            guard backToJSON == json, backToText == text else {
                Issue.record("seed \(seed): \(json) is \(text) is \(backToJSON)")
                return
            }
        }
    }

    @Test func theCanonicalFormIsStableAndSurvivesTextAndJSON() throws {
        var flavour = TreeGenerator.Flavour()
        flavour.templates = false
        for seed in 0..<2_000 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed, flavour: flavour)
            let tree = generator.tree(1 + Int(seed % 5))
            let form = PQLCanonical.form(of: tree)
            guard PQLCanonical.form(of: form) == form else {
                Issue.record("seed \(seed): not stable: \(PQLPrinter.print(form))")
                return
            }
            let text = PQLParser.parse(PQLPrinter.print(form))
            guard text.tree == form, !text.hasErrors else {
                Issue.record("seed \(seed): \(PQLPrinter.print(form))")
                return
            }
            let decoded = PQLJSONCodec.decode(try PQLJSONCodec.encode(tree))
            guard PQLCanonical.form(of: decoded.tree) == form else {
                Issue.record("seed \(seed): \(PQLPrinter.print(tree)) means \(PQLPrinter.print(decoded.tree)) in JSON")
                return
            }
        }
    }
}
