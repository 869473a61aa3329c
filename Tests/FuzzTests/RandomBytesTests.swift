import Diagnostics
import Foundation
import PQLSyntax
import TestSupport
import Testing
import YAMLSyntax

/// Random strings through both parsers: none crashes them, and every diagnostic lies inside its text.
///
/// `SEGSYNC_RANDOM_INPUTS` sets how many each parser gets; `.ci/fuzz` gives each a million.
@Suite struct RandomBytesTests {
    private static let count =
        ProcessInfo.processInfo.environment["SEGSYNC_RANDOM_INPUTS"].flatMap(Int.init) ?? 20_000
    private static let workers = 4

    private static let yaml = [
        "key: ", "- ", "? ", ": ", "\n", "\n  ", "\"", "'", "|\n", ">-\n ", "[", "]", "{", "}", ", ", "&a ", "*a ",
        "!!int ",
        "---\n", "...\n", "# c\n", "é", "\\u00e9", "\t", "<<: ", "~", "1e3", "a", "expression: ", "\0", "\r\n",
    ].map { Array($0.utf8) }

    private static let pql = [
        "a", ".b", " = ", " and ", " or ", "not ", "(", ")", "[", "]", "{", "}", "\"x\"", "\"", "1", "2.5E3", "56L",
        ", ",
        "select X from ", " where ", "exists E from ", "CHAIN(", "xEvent, timestamp, [", "A: WHAT(", " WHEN(<= 3 days ",
        "before now)", " COUNT(2)", " occurs ", "between ", "this month", "let v = ", " in ", "sum ", " over ", "^",
        "$1",
        "${t}", "${segment:k}", "@{a;version=1}", "`q`", "\\", "'", "“", "é", "--", "=>", ".f(", "-", "*", "!", "xdm:",
    ].map { Array($0.utf8) }

    /// Half plain bytes, half pieces of the language in any order.
    private static func input(_ random: inout SeededRandom, pieces: [[UInt8]]) -> [UInt8] {
        if Bool.random(using: &random) {
            return (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        return (0..<Int.random(in: 1...20, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    }

    private static func isInside(_ diagnostics: [Diagnostic], _ length: Int) -> Bool {
        diagnostics.allSatisfy { $0.span.end <= length }
    }

    @Test(arguments: 0..<workers)
    func noBytesCrashTheYAMLParser(worker: Int) {
        var random = SeededRandom(seed: UInt64(worker))
        for round in 0..<(Self.count / Self.workers) {
            let bytes = Self.input(&random, pieces: Self.yaml)
            let stream = YAMLParser.parse(bytes, file: FileID("random"))
            if !Self.isInside(stream.diagnostics, bytes.count) { Issue.record("worker \(worker), round \(round)") }
        }
    }

    @Test(arguments: 0..<workers)
    func noBytesCrashThePQLParser(worker: Int) {
        var random = SeededRandom(seed: UInt64(worker + 100))
        for round in 0..<(Self.count / Self.workers) {
            let bytes = Self.input(&random, pieces: Self.pql)
            let parsed = PQLParser.parse(utf8: bytes)
            if !Self.isInside(parsed.diagnostics, bytes.count) { Issue.record("worker \(worker), round \(round)") }
            guard !parsed.hasErrors else { continue }
            // What was read without a mistake is read back from its print.
            let printed = PQLPrinter.print(parsed.tree)
            if PQLParser.parse(printed).tree != parsed.tree { Issue.record("'\(printed)' reads back otherwise") }
        }
    }
}
