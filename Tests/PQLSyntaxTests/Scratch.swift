import Diagnostics
import Foundation
import JSONTree
import PQLSyntax
import Testing

struct Scratch {
    @Test func show() throws {
        let lines = try String(contentsOfFile: "/tmp/syntax-inputs.txt", encoding: .utf8).split(separator: "\n")
        for line in lines {
            let text = try JSONText.decode(String(line)).string ?? ""
            let parsed = PQLParser.parse(text)
            print("IN  \(line)")
            if parsed.hasErrors || !parsed.diagnostics.isEmpty {
                for found in parsed.diagnostics {
                    let place = String(decoding: Array(text.utf8)[found.span.start..<found.span.end], as: UTF8.self)
                    print("  \(found.rule.code) «\(place)» \(found.message) | \(found.suggestions) | \(found.hint ?? "-")")
                }
            }
            if !parsed.hasErrors { print("  OUT \(PQLPrinter.print(parsed.tree))") }
        }
    }
}
