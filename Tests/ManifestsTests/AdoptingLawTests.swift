import Diagnostics
import Foundation
import Manifests
import PQLSemantics
import Segments
import TestSupport
import Testing

/// Random manifests, one field of one segment adopted: it says what the sandbox has, and nothing else changes.
@Suite struct AdoptingLawTests {
    private static let texts = [
        "plain", "", "it's \"quoted\": #1", "- dash", "two\nlines", "  blanks\n\n  within  ", "${market} and $${x}",
        "größer",
        "US", "line\n# no comment", "true", "12", "tab\there", "key: value\n---\nmore", "\u{7F}\u{2028}x",
    ]
    private static let rules = [
        "person.birthYear >= 1990", "_acme.loyalty.level in [\"gold\"]", "a = \"it's: # \\\"x\\\"\"",
        "not (a = b) and xEvent.exists(eventType = \"x\" and timestamp occurs today) and homeAddress.city = \"Zürich\" or "
            + "CHAIN(xEvent, timestamp, [A: WHAT(eventType = \"x\") WHEN(<= 3 days before now)])",
    ]

    @Test func onlyTheValueChanges() throws {
        var adopted = 0
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededRandom(seed: seed &+ 77)
            let manifest = RandomManifest(seed: seed)
            let text = seed % 3 == 0 ? manifest.text.replacing("\n", with: "\r\n") : manifest.text
            let isShared = seed % 2 == 0
            let project = AdoptingProject(text, isShared: isShared)
            let old = try Self.contents(project.files)
            let key = try #require(
                old.keys.filter { $0.text.hasPrefix("s") }.sorted().randomElement(using: &random)
            )
            var new = try #require(old[key])
            let before = new
            Self.change(&new, &random)
            let fields = before.differences(from: new)
            let adoption = project.adopting([AdoptedSegment(key: key, fields: fields, content: new)])
            let files = project.files(after: adoption)
            let result = try #require(files[AdoptingProject.path(isShared: isShared)])
            let refusals = adoption.outcomes.compactMap(\.refusal)
            #expect(refusals.isEmpty, "seed \(seed): \(refusals) for \(fields) of \(key) in:\n\(text)")
            guard refusals.isEmpty, !fields.isEmpty else { continue }
            adopted += 1
            var expected = old
            expected[key] = new
            #expect(try Self.contents(files) == expected, "seed \(seed): \(text)\nthen\n\(result)")
            if let problem = Self.problem(manifest, text, result) {
                Issue.record("seed \(seed), \(fields) of \(key): \(problem) in:\n\(text)\nthen\n\(result)")
                return
            }
        }
        #expect(adopted > 200)
    }

    /// What the manifests want of the sandbox, by key.
    private static func contents(_ files: [String: String]) throws -> [SegmentKey: SegmentContent] {
        let validation = ProjectValidation(files: .memory(files))
        try #require(!validation.diagnostics.hasErrors, "\(lines(validation))")
        let desired = (validation.desired["dev"] ?? []).map {
            ($0.key, AdoptingProject.names.content(of: $0, over: nil))
        }
        return Dictionary(desired) { first, _ in first }
    }

    private static func change(_ content: inout SegmentContent, _ random: inout SeededRandom) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where content.ttlInDays != nil: content.ttlInDays = Int64.random(in: 1...89, using: &random)
        case 1 where !content.description.isEmpty: content.description = texts.randomElement(using: &random) ?? ""
        case 2: content.name = "New " + (texts.randomElement(using: &random) ?? "") + "."
        default: content.expression = AdoptingProject.rule(rules.randomElement(using: &random) ?? "")
        }
    }

    /// Comments stay in their order, and lines go only where one value stood.
    private static func problem(_ manifest: RandomManifest, _ before: String, _ after: String) -> String? {
        var rest = after[...]
        for comment in manifest.comments {
            guard let range = rest.range(of: comment) else { return "'\(comment)' is lost or moved" }
            rest = rest[range.upperBound...]
        }
        let (old, new) = (Array(before.utf8), Array(after.utf8))
        let prefix = zip(old, new).prefix { $0 == $1 }.count
        let suffix = min(
            zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count,
            min(old.count, new.count) - prefix
        )
        let gone = String(decoding: old[prefix..<(old.count - suffix)], as: UTF8.self)
        let keys = ["key:", "name:", "description:", "expression:", "ttlInDays:", "sandboxes:", "overrides:", "---"]
        let held = gone.split(separator: "\n").dropFirst().filter { line in
            keys.contains { line.hasPrefix($0) }
        }
        return held.isEmpty ? nil : "more than one value is gone: '\(gone)'"
    }
}
