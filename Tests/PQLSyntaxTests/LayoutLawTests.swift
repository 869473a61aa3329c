import Diagnostics
import PQLSyntax
import TestSupport
import Testing

struct LayoutLawTests {
    /// The widths at which every law is tried; `Int.max` is one line.
    private static let widths = [1, 14, 40, 100, Int.max]

    @Test func theLayoutOfAnyTreeReadsBackAsTheTree() {
        for seed in 0..<900 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed)
            let tree = generator.tree(1 + Int(seed % 6))
            for width in Self.widths {
                guard let problem = Self.problem(with: tree, width: width) else { continue }
                Issue.record("seed \(seed), width \(width): \(problem)")
                return
            }
        }
    }

    @Test func withoutTemplatesTheLawsHoldToo() {
        var flavour = TreeGenerator.Flavour()
        flavour.templates = false
        for seed in 0..<500 as Range<UInt64> {
            var generator = TreeGenerator(seed: seed, flavour: flavour)
            let tree = generator.tree(1 + Int(seed % 5))
            for width in [1, 30, 100] {
                guard let problem = Self.problem(with: tree, width: width, templates: false) else { continue }
                Issue.record("seed \(seed), width \(width): \(problem)")
                return
            }
        }
    }

    @Test(.enabled(if: PQLCorpus.isPresent))
    func theLawsHoldForTheCorpus() throws {
        var count = 0
        for entry in try PQLCorpus.entries() where !entry.isJSON {
            let parsed = PQLParser.parse(entry.pql)
            guard !parsed.hasErrors else { continue }
            count += 1
            for width in Self.widths {
                guard let problem = Self.problem(with: parsed.tree, width: width) else { continue }
                Issue.record("\(entry.id), width \(width): \(problem)")
            }
        }
        #expect(count > 250)
    }

    @Test(arguments: DepthTests.shapes.keys.sorted())
    func deepTreesAreLaidOutOnASmallStack(name: String) throws {
        let shape = try #require(DepthTests.shapes[name])
        for count in [10, 120, 230] {
            let text = shape(count)
            let problem = SmallStack.run { () -> String? in
                Self.problem(with: PQLParser.parse(text).tree, width: 100)
            }
            #expect(problem == .some(nil), "\(count) \(name)")
        }
    }

    /// The work is in proportion to the text: what took a thousand operands takes a hundred thousand.
    @Test func longTextsAreLaidOut() {
        let row = (0..<20_000).map { "a\($0) = \($0)" }.joined(separator: " or ")
        let list = "a in [" + (0..<20_000).map { "\"value \($0)\"" }.joined(separator: ", ") + "]"
        let limits = PQLLimits(maxBytes: 1 << 24)
        for text in [row, list] {
            let tree = PQLParser.parse(text, limits: limits).tree
            let layout = PQLLayout.text(of: tree)
            #expect(PQLParser.parse(layout, limits: limits).tree == tree)
            #expect(layout.split(separator: "\n").allSatisfy { $0.count <= 100 })
        }
    }

    // MARK: - The laws

    private static func problem(with tree: PQLExpression, width: Int, templates: Bool = true) -> String? {
        let layout = PQLLayout.text(of: tree, width: width, templates: templates)
        let parsed = PQLParser.parse(layout, templates: templates)
        guard !parsed.hasErrors, parsed.tree == tree else {
            return "reads as another tree: \(parsed.diagnostics.map(\.message))\n\(layout)"
        }
        let again = PQLLayout.text(of: parsed.tree, width: width, templates: templates)
        guard again == layout else { return "not stable:\n\(layout)\nthen\n\(again)" }
        let flat = PQLPrinter.print(tree, templates: templates)
        if width == Int.max || flat.unicodeScalars.count <= width {
            return layout == flat ? nil : "not the printer's line:\n\(layout)\n\(flat)"
        }
        return layout.split(separator: "\n", omittingEmptySubsequences: false).lazy
            .compactMap { problem(with: $0, width: width) }.first.map { "\($0) in:\n\(layout)" }
    }

    private static func problem(with line: Substring, width: Int) -> String? {
        let text = line.drop { $0 == " " }
        if text.isEmpty { return "an empty line" }
        if line.last == " " { return "a blank at the end of a line" }
        guard line.unicodeScalars.count > width else { return nil }
        let parts = breakableParts(text)
        return parts > 0 ? "a line that is too long and could be broken at \(parts) places: '\(line)'" : nil
    }

    /// The places on a line where the layout may end lines: blanks that stand between two atoms, and brackets with
    /// something in them.
    private static func breakableParts(_ line: Substring) -> Int {
        var quote: Character?
        var isEscaped = false
        var words = [""]
        for character in line {
            if let open = quote {
                words[words.count - 1].append("x")
                if isEscaped {
                    isEscaped = false
                } else if character == "\\", open == "\"" {
                    isEscaped = true
                } else if character == open {
                    quote = nil
                }
            } else if character == "\"" || character == "`" {
                quote = character
                words[words.count - 1].append("x")
            } else if character == " " {
                words.append("")
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.filter { !isGlued($0) }.count - 1
    }

    /// Words and signs that stand on one line with what follows or precedes them.
    private static func isGlued(_ word: String) -> Bool {
        if word.hasSuffix(":") || word.count > 1 && word.hasSuffix("(") { return true }
        let bare = word.filter { !"(),".contains($0) }
        return bare.isEmpty || glued.contains(bare)
            || PQLTimeUnit.allCases.contains { bare == $0.rawValue || bare == $0.plural }
            || PQLQuantifier(rawValue: bare) != nil || PQLAggregate(rawValue: bare) != nil
            || PQLDirection(rawValue: bare) != nil || PQLComparison(rawValue: bare) != nil
            || PQLRelation(rawValue: bare) != nil
    }

    private static let glued: Set<String> = [
        "and", "or", "not", "where", "over", "let", "in", "=>", "occurs", "between", "from", "on", "+", "-", "*", "/",
        "%", "like", "matches", "notIn", "__negated", "K", "G",
    ]
}
