import Diagnostics
import Foundation
import Manifests
import Testing

@Suite struct FormatLawTests {
    private static let widths = [20, 60, 100]

    @Test func anyManifestKeepsWhatItSaysAndItsComments() {
        for seed in 0..<400 as Range<UInt64> {
            let manifest = RandomManifest(seed: seed)
            let text = seed % 3 == 0 ? manifest.text.replacing("\n", with: "\r\n") : manifest.text
            guard let problem = Self.problem(manifest, text, width: Self.widths[Int(seed % 3)]) else { continue }
            Issue.record("seed \(seed): \(problem)")
            return
        }
    }

    @Test func bytesOfAnyKindAreFormattedOrLeft() {
        for seed in 0..<300 as Range<UInt64> {
            var bytes = Array(RandomManifest(seed: seed).text.utf8)
            let at = Int(seed * 7919 % UInt64(bytes.count))
            switch seed % 4 {
            case 0: bytes.remove(at: at)
            case 1: bytes.insert(UInt8(ascii: ":"), at: at)
            case 2: bytes[at] = 0xFF
            default: bytes.removeSubrange(at...)
            }
            let formatter = ManifestFormatter(file: FileID("a.yaml"))
            let formatted = formatter.format(bytes)
            guard let text = formatted.text else {
                #expect(!formatted.diagnostics.isEmpty, "seed \(seed)")
                continue
            }
            #expect(formatter.format(Array(text.utf8)).text == text, "seed \(seed)")
        }
    }

    private static func problem(_ manifest: RandomManifest, _ text: String, width: Int) -> String? {
        let formatter = ManifestFormatter(file: FileID("a.yaml"), width: width)
        let formatted = formatter.format(Array(text.utf8))
        let found = formatted.diagnostics.map(\.message)
        guard let result = formatted.text, found.isEmpty else { return "\(found) in:\n\(text)" }
        guard formatter.format(Array(result.utf8)).text == result else { return "not stable:\n\(result)" }
        var rest = result[...]
        for comment in manifest.comments {
            guard let range = rest.range(of: comment) else { return "'\(comment)' is lost or moved in:\n\(result)" }
            rest = rest[range.upperBound...]
        }
        if let problem = missing(manifest.keptLines, in: result) { return "\(problem) in:\n\(result)" }
        let before = Sample.project(text)
        let after = Sample.project(result)
        guard !(before.desired["dev"] ?? []).isEmpty, before.desired == after.desired else {
            return "says something else:\n\(text)\nthen\n\(result)\(lines(before))"
        }
        guard lines(before).count == lines(after).count else { return "other diagnostics:\n\(result)" }
        return layoutProblem(result, kept: manifest.keptLines)
    }

    private static func missing(_ lines: [String], in text: String) -> String? {
        var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        for line in lines {
            guard let index = rest.firstIndex(where: { $0.hasPrefix(line) }) else { return "'\(line)' is lost" }
            rest = rest[(index + 1)...]
        }
        return nil
    }

    private static func layoutProblem(_ text: String, kept: [String]) -> String? {
        guard text.last == "\n", !text.hasPrefix("\n"), !text.contains("\r") else { return "ends:\n\(text)" }
        let held = Set(kept)
        for line in text.split(separator: "\n") where line.last == " " || line.last == "\t" {
            // Behind a block they may be part of it.
            let isBehindBlock = held.contains("description: >+") || held.contains("description: |")
            if isBehindBlock, line.allSatisfy(\.isWhitespace) { continue }
            if !held.contains(String(line)) { return "blanks at the end of '\(line)'" }
        }
        return nil
    }
}
