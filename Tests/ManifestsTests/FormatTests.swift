import Diagnostics
import Manifests
import Testing

/// Files before and after.
@Suite struct FormatTests {
    private func check(
        _ before: String,
        _ after: String,
        _ codes: [String] = [],
        at location: SourceLocation = #_sourceLocation
    ) {
        let formatter = ManifestFormatter(file: FileID("a.yaml"), width: 40)
        let formatted = formatter.format(Array(before.utf8))
        #expect(formatted.text == after, sourceLocation: location)
        #expect(formatted.diagnostics.map(\.rule.code) == codes, sourceLocation: location)
        let again = formatter.format(Array(after.utf8))
        #expect(again.text == after, "formatted again", sourceLocation: location)
    }

    private func checkUnchanged(
        _ text: String,
        _ codes: [String] = [],
        at location: SourceLocation = #_sourceLocation
    ) {
        check(text, text, codes, at: location)
    }

    // MARK: - Expressions of one line

    @Test func anExpressionOfOneLineKeepsItsStyle() {
        check("expression: a=1\n", "expression: a = 1\n")
        check("expression: 'a=1'\n", "expression: 'a = 1'\n")
        check("expression: \"a='x'\"\n", "expression: \"a='x'\"\n", ["PQL103"])
        check("expression: \"a=\\\"x\\\"\"\n", "expression: \"a = \\\"x\\\"\"\n")
        check("expression: 'a=\"it''s\"'\n", "expression: 'a = \"it''s\"'\n")
        check("expression: |\n  a=1\n", "expression: |\n  a = 1\n")
        checkUnchanged("expression: a = 1\n")
        checkUnchanged("expression: |\n  a = 1\n")
        checkUnchanged("expression: !!str a = 1\n")
    }

    @Test func blocksAreOfOneKind() {
        for header in ["|-", "|+", ">", ">-", "|2", "|4-"] {
            let indent = header.contains("4") ? "    " : "  "
            check("expression: \(header)\n\(indent)a=1\n", "expression: |\n  a = 1\n")
        }
        check("expression: |\n      a=1\n", "expression: |\n  a = 1\n")
        check("expression: |\n\n\n  a = 1\n\n\n\nname: x\n", "expression: |\n  a = 1\n\nname: x\n")
    }

    @Test func whatAPlainScalarCannotSayBecomesABlock() {
        check("expression: (\"a\" = b)\n", "expression: |\n  \"a\" = b\n")
        check("expression: ([1,2].isNull())\n", "expression: |\n  [1, 2].isNull()\n")
        check("expression: (true)\n", "expression: |\n  true\n")
        check("expression: ({\"a\":1}.isNull())\n", "expression: |\n  {\"a\": 1}.isNull()\n")
        checkUnchanged("expression: true\n")
    }

    @Test func anExpressionBeginsOnTheLineOfItsKey() {
        check("expression:\n  a=1\nname: x\n", "expression: a = 1\nname: x\n")
        check("expression:\n\n    |\n  a=1\n", "expression: |\n  a = 1\n")
        check("expression: # why\n  a=1\n", "expression: # why\n  a = 1\n")
        check("expression:\n  # why\n  a=1\n", "expression:\n  # why\n  a = 1\n")
        checkUnchanged("expression:   a = 1\n")
    }

    @Test func severalLinesOfQuotedTextBecomeOneWhereTheyFit() {
        check("expression: \"a = 1\n  and b = 2\"\n", "expression: \"a = 1 and b = 2\"\n")
        check("expression: a = 1\n  and b = 2\n", "expression: a = 1 and b = 2\n")
        check("expression: |\n  a = 1\n  and b = 2\n", "expression: |\n  a = 1 and b = 2\n")
    }

    // MARK: - Expressions of several lines

    @Test func anExpressionOfSeveralLinesIsABlock() {
        let block = "expression: |\n  person.birthYear > 1980\n  and person.gender = \"female\"\n"
        let line = "person.birthYear > 1980 and person.gender = \"female\""
        check("expression: \(line)\n", block)
        check("expression: '\(line)'\n", block)
        check("expression: >\n  \(line)\n", block)
        check("expression: |\n  \(line)\n", block)
        checkUnchanged(block)
    }

    @Test func aCommentBehindAnExpressionMovesBehindTheHeader() {
        let line = "person.birthYear > 1980 and person.gender = \"female\""
        let lines = "  person.birthYear > 1980\n  and person.gender = \"female\"\n"
        check("expression: \(line)   # why  \n", "expression: |   # why\n\(lines)")
        check(
            "expression: \"person.birthYear > 1980\n  and person.gender = \\\"female\\\"\" # why\n",
            "expression: | # why\n\(lines)"
        )
        check("expression: >- # why\n  \(line)\n", "expression: | # why\n\(lines)")
    }

    @Test func aCommentBehindABlockStaysOutsideOfIt() {
        check(
            "expression: |\n      a=1\n    # why\nname: x\n",
            "expression: |\n      a = 1\n    # why\nname: x\n"
        )
        check(
            "expression: person.birthYear > 1980 and person.isActive\n  # why\n\nname: x\n",
            "expression: |\n    person.birthYear > 1980\n    and person.isActive\n  # why\n\nname: x\n"
        )
        check("expression: |\n    a=1\n\n # why\nname: x\n", "expression: |\n  a = 1\n\n # why\nname: x\n")
    }

    @Test func everyPlaceOfAnExpressionIsFound() {
        check(
            """
            overrides:
              dev:
                expression: a=1
              prod: { expression: b=1 }
              other:
                expression:
                  format: pql/text
                  value: person.birthYear > 1980 and person.isActive
            expression: {format: pql/text, value: 'c=1'}
            ---
            expression:
              value: d=1
              format: pql/text

            """,
            """
            overrides:
              dev:
                expression: a = 1
              prod: { expression: b = 1 }
              other:
                expression:
                  format: pql/text
                  value: |
                    person.birthYear > 1980
                    and person.isActive
            expression: {format: pql/text, value: 'c = 1'}
            ---
            expression:
              value: d = 1
              format: pql/text

            """
        )
    }

    @Test func inAFlowMappingAnExpressionHasOneLine() {
        check(
            "{ key: a, expression: person.birthYear>1980 and person.isActive }\n",
            "{ key: a, expression: person.birthYear > 1980 and person.isActive }\n"
        )
        check("{ expression: (true) }\n", "{ expression: \"true\" }\n")
        check("{ expression:\n    a=1 }\n", "{ expression: a = 1 }\n")
    }

    @Test func whatIsNoTextOfPQLIsKept() {
        checkUnchanged(
            """
            expression: { format: pql/json, value: {nodeType:   literal,  value: "a=1" } }
            overrides: { dev: { expression: { file: a.pql } } }

            """
        )
        checkUnchanged("expression:\nname: a=1\nother: {expression:  'a=1'}\n")
        checkUnchanged("# nothing\n")
        checkUnchanged("")
    }

    // MARK: - Lines

    @Test func blanksAndEmptyLinesThatNobodySeesGo() {
        check(
            "\n \n# first  \nkey: a\t \n\n\n\nname: b  # why \t\n---   \n\n\nkey: c\n...\n\n\n",
            "# first\nkey: a\n\nname: b  # why\n---\n\nkey: c\n...\n"
        )
        check("key: a", "key: a\n")
        check("\n\n", "")
        check("key: a\r\nname: \"b\r\n  c\"\r\n", "key: a\nname: \"b\n  c\"\n")
        check("\u{FEFF}\nexpression: a=1", "\u{FEFF}expression: a = 1\n")
    }

    @Test func whatBelongsToAValueStays() {
        checkUnchanged("description: |  \n  two  \n\n\n  three\t\n\nname: \"a  \n\n\n  b\"\n")
        checkUnchanged("description: |+\n  two\n\n\n\nname: a\n")
        checkUnchanged("name: a\ndescription: |+\n  two\n\n\n")
        checkUnchanged("name: a\ndescription: |\n  two")
        check("name: a\ndescription: |-\n  two", "name: a\ndescription: |-\n  two\n")
        check("description: |\n  two\n\n\n\nname: a\n", "description: |\n  two\n\nname: a\n")
        check("name: a\nexpression: |\n  b=1", "name: a\nexpression: |\n  b = 1\n")
    }

    // MARK: - What is left

    @Test func anExpressionWithErrorsIsLeftAndTheOthersAreNot() {
        check(
            "expression: |+\n   a  = \n\n\n---\nexpression: b=1\n",
            "expression: |+\n   a  = \n\n\n---\nexpression: b = 1\n",
            ["PQL111"]
        )
    }

    @Test func aFileThatIsNoYAMLIsLeft() {
        let formatted = ManifestFormatter(file: FileID("a.yaml")).format(Array("key: a\n  b: [\n".utf8))
        #expect(formatted.text == nil)
        #expect(!formatted.diagnostics.isEmpty)
    }

    @Test func aTextThatIsUsedElsewhereIsLeft() {
        checkUnchanged("expression: &e a=1\ndescription: *e\n")
        checkUnchanged("expression: &e a=1\noverrides: {dev: {expression: *e}}\n")
        checkUnchanged("expression: !!str &e a=1\n")
        checkUnchanged("\"expression\": &e\n  a=1\n")
        checkUnchanged("expression: # &e\n  &e a=1\n")
        checkUnchanged("other: &o {expression: 'a=1'}\noverrides: {dev: *o}\n")
        checkUnchanged("expression: &e {format: pql/text, value: 'a=1'}\noverrides: {dev: {expression: *e}}\n")
        checkUnchanged("overrides: &o\n  dev:\n    expression: a=1\nother: *o\n")
        check("expression: # &e\n  a=1\n", "expression: # &e\n  a = 1\n")
        check("name: &n x\nother: *n\nexpression: a=1\n", "name: &n x\nother: *n\nexpression: a = 1\n")
        check(
            "expression: &e a=1\ndescription: *e\noverrides: {dev: {expression: b=1}, prod: {expression: c=1}}\n",
            "expression: &e a=1\ndescription: *e\noverrides: {dev: {expression: b = 1}, prod: {expression: c = 1}}\n"
        )
    }

    @Test func anyNumberOfTextsMayBeUsedElsewhere() {
        let documents = (0..<300).map { index in
            ("expression: &e a=\(index)\ndescription: *e\n", "expression: b=\(index)\n", "expression: b = \(index)\n")
        }
        check(
            documents.map { "\($0.0)---\n\($0.1)" }.joined(separator: "---\n"),
            documents.map { "\($0.0)---\n\($0.2)" }.joined(separator: "---\n")
        )
    }

    @Test func aTreeInPlaceOfATextIsLeft() {
        let tree = "{\"nodeType\":\"literal\",\"literalType\":\"Boolean\",\"value\":true}"
        checkUnchanged("expression: '\(tree)'\n", ["MAN430"])
        checkUnchanged("expression: |\n  \(tree)\n---\nexpression: a = 1\n", ["MAN430"])
        let deep = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)
        checkUnchanged("expression: '{\"nodeType\": \"literal\", \"value\": \(deep)}'\n", ["MAN430"])
        check(
            "expression: '{\"a\":{\"nodeType\":1}}.isNull()'\n",
            "expression: '{\"a\": {\"nodeType\": 1}}.isNull()'\n"
        )
        let file = FileID("a.pql")
        for text in [tree, "\u{FEFF}\(tree)", "\n  \(tree)\n"] {
            let formatted = ManifestFormatter.formatExpression(Array(text.utf8), file: file)
            #expect(formatted.text == nil)
            #expect(formatted.diagnostics.map(\.rule.code) == ["MAN430"])
            #expect(formatted.diagnostics.map(\.file) == [file])
        }
    }

    @Test func textThatNoBlockCanHoldIsQuoted() {
        check("expression: \"a=\\\"x\\u2028y\\\"\"\n", "expression: \"a = \\\"x\\u2028y\\\"\"\n")
        check(
            "expression: \"person.name.firstName = \\\"x\\u2028y\\\" and a=1\"\n",
            "expression: \"person.name.firstName = \\\"x\\u2028y\\\" and a = 1\"\n"
        )
    }

    @Test func aWarningIsToldWhenTheTextIsChanged() {
        check("expression: not a = b\n", "expression: not (a = b)\n", ["PQL128"])
        checkUnchanged("expression: a in []\n")
    }

    // MARK: - Files of expressions

    @Test func aFileThatHoldsAnExpressionIsLaidOut() {
        let file = FileID("a.pql")
        let formatted = ManifestFormatter.formatExpression(
            Array("person.birthYear>1980\r\n and person.isActive\n\n".utf8),
            file: file,
            width: 40
        )
        #expect(formatted.text == "person.birthYear > 1980\nand person.isActive\n")
        #expect(formatted.diagnostics.isEmpty)
        let broken = ManifestFormatter.formatExpression(Array("a = \n".utf8), file: file)
        #expect(broken.text == nil)
        #expect(broken.diagnostics.map(\.rule.code) == ["PQL111"])
        #expect(broken.diagnostics.map(\.file) == [file])
    }
}
