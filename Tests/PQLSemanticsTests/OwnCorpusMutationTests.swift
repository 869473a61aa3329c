import Diagnostics
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// The right texts of our own corpus, broken in one place.
struct OwnCorpusMutationTests {
    /// Texts that can be read as a whole.
    private static let texts: [String] = {
        let texts = OwnCorpus.cases.compactMap(\.text).filter { !PQLParser.parse($0).hasErrors }
        return Set(texts).sorted()
    }()

    /// A schema without types: whatever is said about a text then, its shape alone says it.
    private static func checked(_ parsed: ParsedExpression) -> CheckedExpression {
        Luma.checker.check(parsed, schema: "_xdm.context.untyped", expectsCondition: false)
    }

    /// The text without one of its tokens, and with it twice.
    private static func mutants(_ text: String) -> [String] {
        let (characters, tokens) = TokenSplitter.split(text)
        return tokens.flatMap { token in
            let before = String(characters[..<token.range.lowerBound])
            let after = String(characters[token.range.upperBound...])
            let word = String(characters[token.range])
            return [before + after, before + " " + after, before + word + " " + word + after]
        }
    }

    /// The mistakes that the checker adds to a broken text's own, of kinds that the whole text has not.
    private static func cascades(
        from texts: [String],
        _ check: (ParsedExpression) -> CheckedExpression
    ) -> (count: Int, found: [String]) {
        var count = 0
        var found: [String] = []
        for text in texts {
            let before = Set(check(PQLParser.parse(text)).diagnostics.map(\.rule.code))
            for mutant in mutants(text) {
                let parsed = PQLParser.parse(mutant)
                guard parsed.hasErrors else { continue }
                count += 1
                let all = check(parsed).diagnostics
                guard all.contains(where: { $0.rule.code > "PQL2" && !before.contains($0.rule.code) }) else { continue }
                found.append("\(mutant): \(all.map(OwnCorpusCase.line))")
            }
        }
        return (count, found)
    }

    @Test func aMistakeOfSyntaxBringsNoMistakesOfTypesWithIt() {
        let (count, found) = Self.cascades(from: Self.texts, Self.checked)
        #expect(count > 10_000)
        #expect(found.isEmpty, "\(found.count) of \(count):\n\(found.prefix(20).joined(separator: "\n"))")
    }

    /// But for a `let` that lacks its first word or its name and so is read as a comparison.
    @Test func norMistakesOfNames() {
        let texts = OwnCorpus.cases.filter { $0.schema == .profile && $0.diagnostics.isEmpty }.compactMap(\.text)
        let (count, found) = Self.cascades(from: texts) {
            Luma.checker.check($0, schema: "_xdm.context.profile")
        }
        #expect(count > 1_000)
        #expect(found.count <= 4, "\(found.count) of \(count):\n\(found.prefix(20).joined(separator: "\n"))")
    }

    @Test func brokenTextsAreRead() {
        var problems: [String] = []
        for mutant in Self.texts.flatMap(Self.mutants) {
            let parsed = PQLParser.parse(mutant)
            let length = mutant.utf8.count
            if parsed.diagnostics.contains(where: { $0.span.end > length }) {
                problems.append("past the end: \(mutant)")
            }
            var hasError = false
            parsed.tree.visit { if case .error = $0.kind { hasError = true } }
            guard !parsed.hasErrors else { continue }
            if hasError { problems.append("an error without a diagnostic: \(mutant)") }
            let printed = PQLPrinter.print(parsed.tree)
            if PQLParser.parse(printed).tree != parsed.tree { problems.append("\(mutant) prints as \(printed)") }
        }
        #expect(problems.isEmpty, "\(problems.count): \(problems.prefix(20).joined(separator: "\n"))")
    }

    @Test func whatIsAcceptedClimbsNowherePastTheRoot() throws {
        var count = 0
        for text in Self.texts {
            let (characters, tokens) = TokenSplitter.split(text)
            for token in tokens where token.kind == .word {
                for carets in ["^", "^^", "^^^"] {
                    let start = token.range.lowerBound
                    let mutant = String(characters[..<start]) + carets + String(characters[start...])
                    let parsed = PQLParser.parse(mutant)
                    let isAccepted = !Self.checked(parsed).diagnostics.contains { $0.severity == .error }
                    guard isAccepted else { continue }
                    count += 1
                    do throws(PQLEncodingError) {
                        _ = try PQLJSONCodec.encode(parsed.tree)
                    } catch {
                        #expect(error.word == "template", "\(mutant)")
                    }
                }
            }
        }
        #expect(count > 200)
    }
}
