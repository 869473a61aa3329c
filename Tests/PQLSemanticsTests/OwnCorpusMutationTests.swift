import Diagnostics
import Foundation
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

    @Test func aMistakeOfSyntaxBringsNoMistakesOfTypesWithIt() {
        #expect(Self.texts.count > 500)
        var count = 0
        var cascades: [String] = []
        for text in Self.texts {
            let before = Set(Self.checked(PQLParser.parse(text)).diagnostics.map(\.rule.code))
            for mutant in Self.mutants(text) {
                let parsed = PQLParser.parse(mutant)
                guard parsed.hasErrors else { continue }
                count += 1
                let all = Self.checked(parsed).diagnostics
                let told = all.filter { $0.rule.code > "PQL2" && !before.contains($0.rule.code) }
                if !told.isEmpty { cascades.append("\(mutant): \(all.map(OwnCorpusCase.line))") }
            }
        }
        FileManager.default.createFile(atPath: "/tmp/wt/polish.casc", contents: Data(cascades.joined(separator: "\n").utf8))
        #expect(count > 5_000)
        #expect(cascades.isEmpty, "\(cascades.count) of \(count):\n\(cascades.prefix(40).joined(separator: "\n"))")
    }

    @Test func brokenTextsAreRead() {
        var problems: [String] = []
        for mutant in Self.texts.flatMap(Self.mutants) {
            let parsed = PQLParser.parse(mutant)
            let length = mutant.utf8.count
            if parsed.diagnostics.contains(where: { $0.span.end > length }) { problems.append("past the end: \(mutant)") }
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
