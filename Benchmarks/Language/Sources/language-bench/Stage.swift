import JSONTree
import PQLSemantics
import PQLSyntax
import XDM

/// One thing that is done with an expression's text, and a number that depends on the result, so that nothing of the
/// work can be left out.
struct Stage {
    let name: String
    /// Whether the number is that of the bytes that were written: they count as work, since a layout of deep nesting is
    /// mostly indentation.
    var writes = false
    let run: (Corpus.Entry) -> Int

    static func all(_ catalog: SchemaCatalog) -> [Stage] {
        let (typed, open) = (ExpressionChecker(catalog: catalog), ExpressionChecker(catalog: .empty))
        func check(_ parsed: ParsedExpression, _ entry: Corpus.Entry) -> CheckedExpression {
            (entry.isTyped ? typed : open).check(parsed, schema: "_xdm.context.profile")
        }
        return [
            Stage(name: "parse") { entry in
                PQLParser.parse(entry.text).diagnostics.count
            },
            Stage(name: "parse, check") { entry in
                check(PQLParser.parse(entry.text), entry).diagnostics.count
            },
            Stage(name: "parse, canonicalise") { entry in
                PQLCanonical.form(of: PQLParser.parse(entry.text).tree).hashValue & 1
            },
            Stage(name: "parse, check, canonicalise") { entry in
                let checked = check(PQLParser.parse(entry.text), entry)
                return checked.diagnostics.count + PQLCanonical.form(of: checked.tree).hashValue & 1
            },
            Stage(name: "parse, print", writes: true) { entry in
                PQLPrinter.print(PQLParser.parse(entry.text).tree).utf8.count
            },
            Stage(name: "parse, lay out", writes: true) { entry in
                PQLLayout.text(of: PQLParser.parse(entry.text).tree).utf8.count
            },
            Stage(name: "parse, to JSON", writes: true) { entry in
                let parsed = PQLParser.parse(entry.text, templates: false)
                guard let json = try? PQLForm.json.write(parsed.tree) else { return 0 }
                return json.utf8.count
            },
            Stage(name: "parse, to JSON, read it") { entry in
                let parsed = PQLParser.parse(entry.text, templates: false)
                guard let json = try? PQLForm.json.write(parsed.tree) else { return 0 }
                return PQLForm.json.read(json.utf8).diagnostics.count
            },
            Stage(name: "parse, eligibility, limits") { entry in
                let tree = PQLParser.parse(entry.text).tree
                let report = EligibilityChecker { _ in nil }.report(of: tree, relationshipSteps: [])
                return report.verdicts.count + ExpressionLimits.diagnostics(of: tree).count
            },
            Stage(name: "parse, compare by clause") { entry in
                let tree = PQLParser.parse(entry.text).tree
                let other = PQLExpression(.call("and", [tree, PQLExpression(.boolean(true))]))
                return ExpressionChange(from: tree, to: other).clauses.count
            },
        ]
    }
}
