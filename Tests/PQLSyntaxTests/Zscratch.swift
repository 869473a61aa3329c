import Diagnostics
import Foundation
import JSONTree
import PQLSyntax
import Testing

@Test func scratch() throws {
    for entry in try PQLCorpus.entries().filter({ $0.isJSON }) {
        guard let value = try? JSONText.decode(entry.pql) else { print("---- no json", entry.id); continue }
        let p = PQLJSONCodec.decode(value)
        print("----", entry.id, PQLPrinter.print(p.tree))
        for d in p.diagnostics { print("   ", d.rule.code, d.message, d.suggestions, d.hint ?? "") }
        let back = try PQLJSONCodec.encode(p.tree)
        let again = PQLJSONCodec.decode(back)
        if again.tree != p.tree { print("   => DIFF", PQLPrinter.print(again.tree)) }
        if back != value { print("   => json differs", JSONText.encode(back)) }
        let t = PQLParser.parse(PQLPrinter.print(p.tree))
        if t.tree != p.tree { print("   => TEXT DIFF", PQLPrinter.print(t.tree)) }
    }
    for entry in try PQLCorpus.entries().filter({ !$0.isJSON && $0.parses }) {
        let p = PQLParser.parse(entry.pql)
        do {
            let j = try PQLJSONCodec.encode(p.tree)
            let again = PQLJSONCodec.decode(try JSONText.decode(JSONText.encode(j)))
            if again.tree != p.tree { print("   =>", entry.pql, PQLPrinter.print(again.tree)) }
            for d in again.diagnostics { print("   ", d.rule.code, d.message, d.suggestions, d.hint ?? "") }
            if PQLCanonical.form(of: again.tree) != PQLCanonical.form(of: p.tree) { print("   => CANON") }
        } catch { print("   => ", error, entry.pql) }
    }
}
