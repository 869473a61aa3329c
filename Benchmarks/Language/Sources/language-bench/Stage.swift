import JSONTree
import PQLSemantics
import PQLSyntax

/// One thing that is done with an expression's text, and a number that depends on the result, so that nothing of the
/// work can be left out.
struct Stage {
    let name: String
    /// Whether the number is that of the bytes that were written: the work is measured by them, since a layout of deep
    /// nesting is mostly indentation.
    var writes = false
    let run: (String) -> Int

    static func all(_ checker: ExpressionChecker) -> [Stage] {
        let schema = "_xdm.context.profile"
        return [
            Stage(name: "parse") { text in
                PQLParser.parse(text).diagnostics.count
            },
            Stage(name: "parse, check") { text in
                let parsed = PQLParser.parse(text)
                return checker.check(parsed.tree, schema: schema).diagnostics.count
            },
            Stage(name: "parse, canonicalise") { text in
                PQLCanonical.form(of: PQLParser.parse(text).tree).hashValue & 1
            },
            Stage(name: "parse, check, canonicalise") { text in
                let parsed = PQLParser.parse(text)
                let checked = checker.check(parsed.tree, schema: schema)
                return checked.diagnostics.count + PQLCanonical.form(of: checked.tree).hashValue & 1
            },
            Stage(name: "parse, print", writes: true) { text in
                PQLPrinter.print(PQLParser.parse(text).tree).utf8.count
            },
            Stage(name: "parse, lay out", writes: true) { text in
                PQLLayout.text(of: PQLParser.parse(text).tree).utf8.count
            },
            Stage(name: "parse, to JSON", writes: true) { text in
                let parsed = PQLParser.parse(text, templates: false)
                guard let json = try? PQLForm.json.write(parsed.tree) else { return 0 }
                return json.utf8.count
            },
            Stage(name: "parse, to JSON, read it") { text in
                let parsed = PQLParser.parse(text, templates: false)
                guard let json = try? PQLForm.json.write(parsed.tree) else { return 0 }
                return PQLForm.json.read(json.utf8).diagnostics.count
            },
            Stage(name: "parse, eligibility, limits") { text in
                let tree = PQLParser.parse(text).tree
                let report = EligibilityChecker { _ in nil }.report(of: tree, relationshipSteps: [])
                return report.verdicts.count + ExpressionLimits.diagnostics(of: tree).count
            },
            Stage(name: "parse, compare by clause") { text in
                let tree = PQLParser.parse(text).tree
                let other = PQLExpression(.call("and", [tree, PQLExpression(.boolean(true))]))
                return ExpressionChange(from: tree, to: other).clauses.count
            },
        ]
    }
}
