import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// Values of a sandbox written into manifests: to the byte.
@Suite struct AdoptingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: String
        let after: String
        let isShared: Bool
        let change: @Sendable (inout SegmentContent) -> Void

        init(
            _ description: String,
            isShared: Bool = false,
            _ before: String,
            _ after: String,
            _ change: @escaping @Sendable (inout SegmentContent) -> Void
        ) {
            testDescription = description
            self.before = before
            self.after = after
            self.isShared = isShared
            self.change = change
        }
    }

    @Test(arguments: texts + lists + rules + overrides)
    func aValueIsWrittenWhereItStands(_ item: Case) throws {
        let project = AdoptingProject(item.before, isShared: item.isShared)
        let adoption = try project.adopting(item.change)
        #expect(adoption.outcomes.compactMap(\.refusal) == [])
        let path = AdoptingProject.path(isShared: item.isShared)
        #expect(project.files(after: adoption)[path] == item.after)
        #expect(adoption.files.map(\.path) == [path])
    }

    /// With CR LF in place of LF the same happens.
    @Test(arguments: texts + lists + rules + overrides)
    func lineBreaksAreTheFilesOwn(_ item: Case) throws {
        let breaks = { (text: String) in text.replacing("\n", with: "\r\n") }
        let project = AdoptingProject(breaks(item.before), isShared: item.isShared)
        let adoption = try project.adopting(item.change)
        #expect(adoption.outcomes.compactMap(\.refusal) == [])
        let path = AdoptingProject.path(isShared: item.isShared)
        #expect(project.files(after: adoption)[path] == breaks(item.after))
    }

    // MARK: - Texts and numbers

    static let texts = [
        Case(
            "plain, quoted, number, with comments around",
            """
            # head
            key: a   # the key
            name:   One   # a comment
            expression: x = 1
            description: 'it''s old'
            ttlInDays:  30 # days
            evaluation: "batch"
            # tail

            """,
            """
            # head
            key: a   # the key
            name:   Two   # a comment
            expression: x = 1
            description: 'it''s new, ''really'''
            ttlInDays:  60 # days
            evaluation: "streaming"
            # tail

            """
        ) {
            $0.name = "Two"
            $0.description = "it's new, 'really'"
            $0.ttlInDays = 60
            $0.evaluation = .streaming
        },
        Case(
            "a plain text that YAML would read otherwise gets quotes",
            "key: a\nname: One\nexpression: x = 1\ndescription: old\n",
            "key: a\nname: \"12: no # comment\"\nexpression: x = 1\ndescription: \"\"\n"
        ) {
            $0.name = "12: no # comment"
            $0.description = ""
        },
        Case(
            "a line break at the end is kept in quotes",
            "key: a\nname: A\nexpression: x = 1\ndescription: old # d\n",
            "key: a\nname: A\nexpression: x = 1\ndescription: \"two\\nlines\\n\" # d\n"
        ) { $0.description = "two\nlines\n" },
        Case(
            "a block that gets a line break at its end becomes quotes",
            "key: a\nname: A\nexpression: x = 1\ndescription: |\n  two\n  lines\n",
            "key: a\nname: A\nexpression: x = 1\ndescription: \"two\\nlines\\n\"\n"
        ) { $0.description = "two\nlines\n" },
        Case(
            "blocks keep their header and their column",
            """
            key: a
            name: A
            description: |-  # why
                old
                lines

                end
            expression: >
              x = 1
            schema: _xdm.context.profile
            """,
            """
            key: a
            name: A
            description: |-  # why
                new

                lines
            expression: >
              x = 1
            schema: _xdm.context.account
            """
        ) {
            $0.description = "new\n\nlines"
            $0.schema = "_xdm.context.account"
        },
        Case(
            "a folded text of several lines becomes a literal one",
            "key: a\nname: A\ndescription: >-\n  old\n  lines\nexpression: x = 1\n",
            "key: a\nname: A\ndescription: |-\n  new\n  lines\nexpression: x = 1\n"
        ) { $0.description = "new\nlines" },
        Case(
            "a plain text that gets several lines becomes a block",
            "key: a\nname: A\ndescription: old\nexpression: x = 1\n",
            "key: a\nname: A\ndescription: |\n  new\n  lines\nexpression: x = 1\n"
        ) { $0.description = "new\nlines" },
        Case(
            "with a comment behind it, it is quoted",
            "key: a\nname: A\ndescription: old # why\nexpression: x = 1\n",
            "key: a\nname: A\ndescription: \"new\\nlines\" # why\nexpression: x = 1\n"
        ) { $0.description = "new\nlines" },
        Case(
            "variables around the change stay, the changed one is a literal",
            "key: a\nname: ${market} over ${days} in ${tenant}\nexpression: x = 1\ndescription: ${days} days\n",
            "key: a\nname: ${market} below ${days} in ${tenant}\nexpression: x = 1\ndescription: 300 days\n"
        ) {
            $0.name = "US below 30 in _acme"
            $0.description = "300 days"
        },
        Case(
            "what looks like a template is escaped",
            "key: a\nname: A\nexpression: x = 1\n",
            "key: a\nname: A $${x} $$${y}\nexpression: x = 1\n"
        ) { $0.name = "A ${x} $${y}" },
        Case(
            "a merge policy by name, or as the default where only that tells it",
            "key: a\nname: A\nexpression: x = 1\nmergePolicy: default\n",
            "key: a\nname: A\nexpression: x = 1\nmergePolicy: Strict\n"
        ) { $0.mergePolicyID = "p2" },
        Case(
            "a state",
            "key: a\nname: A\nexpression: x = 1\nlifecycle: published\n",
            "key: a\nname: A\nexpression: x = 1\nlifecycle: inactive\n"
        ) { $0.lifecycle = .inactive },
        Case(
            "a document in braces",
            "{ key: a, name: A, expression: x = 1, ttlInDays: 5, labels: [core/C1] } # end\n",
            "{ key: a, name: \"B, C\", expression: x = 2, ttlInDays: 6, labels: [core/C2] } # end\n"
        ) {
            $0.name = "B, C"
            $0.expression = AdoptingProject.rule("x = 2")
            $0.ttlInDays = 6
            $0.labels = ["core/C2"]
        },
        Case(
            "the document of several that is meant",
            "key: b\nname: B\nexpression: x = 1\n---\nkey: a\nname: A\nexpression: x = 1\n---\nkey: c\nname: C\nexpression: x = 1\n",
            "key: b\nname: B\nexpression: x = 1\n---\nkey: a\nname: Z\nexpression: x = 1\n---\nkey: c\nname: C\nexpression: x = 1\n"
        ) { $0.name = "Z" },
        Case(
            "a schema that was the default is added",
            "key: a\nname: A\nexpression: x = 1\ntags: # none yet\n  - web\n# end\n",
            "key: a\nname: A\nexpression: x = 1\ntags: # none yet\n  - web\nschema: _xdm.context.account\n# end\n"
        ) { $0.schema = "_xdm.context.account" },
    ]

    // MARK: - Lists

    private static func list(_ description: String, _ before: String, _ after: String, _ labels: [String]) -> Case {
        let head = "key: a\nname: A\nexpression: x = 1\n"
        return Case(description, head + before, head + after) { $0.labels = labels }
    }

    static let lists = [
        list("replaced", "labels: [core/C1]\n", "labels: [core/C2]\n", ["core/C2"]),
        list(
            "added",
            "labels: [ core/C1 ] # l\n",
            "labels: [ core/C1, core/C2, custom/x ] # l\n",
            ["core/C1", "custom/x", "core/C2"]
        ),
        list("added to none", "labels: []\n", "labels: [core/C1, core/C2]\n", ["core/C1", "core/C2"]),
        list(
            "removed in front",
            "labels: [core/C1, 'core/C2' , core/C3]\n",
            "labels: ['core/C2' , core/C3]\n",
            ["core/C2", "core/C3"]
        ),
        list("removed behind", "labels: [core/C1, core/C2, core/C3, ]\n", "labels: [core/C1, ]\n", ["core/C1"]),
        list("all removed", "labels: [core/C1, core/C2]\n", "labels: []\n", []),
        list("quotes stay", "labels: ['core/C1']\n", "labels: ['core/C2']\n", ["core/C2"]),
        list(
            "block, replaced",
            "labels:\n- core/C1 # one\n- core/C3 # three\n# end\n",
            "labels:\n- core/C3 # three\n- core/C2\n# end\n",
            ["core/C2", "core/C3"]
        ),
        list(
            "block, the last replaced",
            "labels:\n- 'core/C1' # one\n# C3 is for us alone\n- core/C3 # three\n# end\n",
            "labels:\n- 'core/C1' # one\n# C3 is for us alone\n- 'core/C2'\n# end\n",
            ["core/C1", "core/C2"]
        ),
        list(
            "block, all replaced",
            "labels:\n- core/C1 # one\n# between\n- core/C3 # three\n",
            "labels:\n- core/C2\n# between\n- core/C4\n- core/C5\n",
            ["core/C2", "core/C4", "core/C5"]
        ),
        list(
            "flow, one of two replaced",
            "labels: [core/C1, core/C3] # l\n",
            "labels: [core/C3, core/C2] # l\n",
            ["core/C2", "core/C3"]
        ),
        list(
            "flow, the last replaced",
            "labels: [core/C1, core/C3]\n",
            "labels: [core/C1, core/C2]\n",
            ["core/C2", "core/C1"]
        ),
        list(
            "block, added",
            "labels:\n  -   core/C1 # one\n# end\n",
            "labels:\n  -   core/C1 # one\n  -   core/C2\n# end\n",
            ["core/C1", "core/C2"]
        ),
        list(
            "block, removed",
            "labels:\n  - core/C1\n  # two\n  - core/C2\n  - core/C3\n",
            "labels:\n  - core/C1\n  # two\n  - core/C3\n",
            ["core/C1", "core/C3"]
        ),
        list(
            "block, first removed with its comment",
            "labels:\n  - core/C1 # one\n  - core/C2 # two\n",
            "labels:\n  - core/C2 # two\n",
            ["core/C2"]
        ),
        list(
            "block, all removed",
            "labels: # none\n  - core/C1\n  - core/C2\nowner: me\n",
            "labels: [] # none\nowner: me\n",
            []
        ),
        Case(
            "tags by name, whose case does not matter, or by id",
            "key: a\nname: A\nexpression: x = 1\ntags: [LOYALTY, t3]\n",
            "key: a\nname: A\nexpression: x = 1\ntags: [LOYALTY, Gold]\n"
        ) { $0.tags = ["t2", "t1"] },
        Case(
            "a tag whose name is not its own, by id",
            "key: a\nname: A\nexpression: x = 1\ntags: [web]\n",
            "key: a\nname: A\nexpression: x = 1\ntags: [web, t4]\n"
        ) { $0.tags = ["t3", "t4"] },
    ]

    // MARK: - Rules

    private static func rule(_ description: String, _ before: String, _ after: String, _ rule: String) -> Case {
        let head = "key: a\nname: A\n"
        return Case(description, head + before, head + after) { $0.expression = AdoptingProject.rule(rule) }
    }

    static let rules = [
        rule("plain", "expression: x = 1 # why\n", "expression: x = 2 # why\n", "x = 2"),
        rule(
            "the tenant",
            "expression: ${tenant}.level = \"a\"\n",
            "expression: ${tenant}.level = \"b\" or ${tenant}.points > 3\n",
            "_acme.level = \"b\" or _acme.points > 3"
        ),
        rule(
            "a tenant that is named plainly",
            "expression: _acme.level = \"a\"\n",
            "expression: _acme.level = \"b\"\n",
            "_acme.level = \"b\""
        ),
        rule(
            "parts with variables that still say the same",
            "expression: ${tenant}.level in ${levels} and x = 1\n",
            "expression: x = 2 and ${tenant}.level in ${levels}\n",
            "x = 2 and _acme.level in [\"gold\", \"platinum\"]"
        ),
        rule(
            "a variable that changed is a literal, an equal value elsewhere too",
            "expression: ${tenant}.level in ${levels} and n > ${days}\n",
            "expression: ${tenant}.level in [\"gold\"] and n > ${days} and m > 30\n",
            "_acme.level in [\"gold\"] and n > 30 and m > 30"
        ),
        rule(
            "ids of segments",
            "expression: inSegment(${segment:other})\n",
            "expression: inSegment(${segment:other}) and not inSegment(\"id-gone\") and not inSegment(\"unknown\")\n",
            "inSegment(\"id-other\") and not inSegment(\"id-gone\") and not inSegment(\"unknown\")"
        ),
        rule(
            "a block with its comment",
            "expression: |  # why\n    x = 1\n    and y = 2\nowner: me\n",
            "expression: |  # why\n  x = 3\nowner: me\n",
            "x = 3"
        ),
        rule(
            "quotes",
            "expression: 'x = \"it''s\"'\n",
            "expression: 'x = \"it''s not\"'\n",
            "x = \"it's not\""
        ),
        rule(
            "a form with pql/text",
            "expression: { format: pql/text, value: x = 1 }\n",
            "expression: { format: pql/text, value: x = 2 }\n",
            "x = 2"
        ),
        rule(
            "pql/json in YAML",
            """
            expression:
              format: pql/json
              value:
                nodeType: fnApply # a call
                fnName: "="
                params:
                  - { nodeType: fieldLookup, fieldName: x, object: { nodeType: parameterReference, position: 1 } }
                  - { nodeType: literal, literalType: Integer, value: 1 }

            """,
            """
            expression:
              format: pql/json
              value:
                nodeType: fnApply # a call
                fnName: "="
                params:
                  - { nodeType: fieldLookup, fieldName: x, object: { nodeType: parameterReference, position: 1 } }
                  - { nodeType: literal, literalType: Integer, value: 2 }

            """,
            "x = 2"
        ),
    ]

    // MARK: - Overrides

    private static func override(_ description: String, _ before: String, _ after: String) -> Case {
        Case(description, isShared: true, before, after) {
            $0.name = "B"
            $0.ttlInDays = 60
        }
    }

    private static let head = "key: a\nname: A\nexpression: x = 1\nttlInDays: 30\n"

    static let overrides = [
        override("added", head, head + "overrides:\n  dev:\n    name: B\n    ttlInDays: 60\n"),
        override(
            "added in front of a block that ends with the file",
            "key: a\nname: A\nttlInDays: 30\nexpression: |\n  x = 1",
            "key: a\nname: A\nttlInDays: 30\noverrides:\n  dev:\n    name: B\n    ttlInDays: 60\nexpression: |\n  x = 1"
        ),
        override(
            "in front of comments and of the next document",
            head + "\n# about b\n---\nkey: b\nname: BB\nexpression: x = 1\n",
            head
                + "overrides:\n  dev:\n    name: B\n    ttlInDays: 60\n\n# about b\n---\nkey: b\nname: BB\nexpression: x = 1\n"
        ),
        override(
            "beside another sandbox, as far in as that",
            head + "overrides:\n    prod:\n        name: P\n",
            head + "overrides:\n    prod:\n        name: P\n    dev:\n        name: B\n        ttlInDays: 60\n"
        ),
        override(
            "beside other fields of the sandbox, one of which it names",
            head + "overrides:\n  dev:\n    name: D # own\n    owner: x\n  prod: { name: P }\n",
            head + "overrides:\n  dev:\n    name: B # own\n    owner: x\n    ttlInDays: 60\n  prod: { name: P }\n"
        ),
        override(
            "in braces",
            head + "overrides: { prod: { name: P } } # o\n",
            head + "overrides: { prod: { name: P }, dev: { name: B, ttlInDays: 60 } } # o\n"
        ),
        override(
            "in empty braces",
            head + "overrides: {}\n",
            head + "overrides: { dev: { name: B, ttlInDays: 60 } }\n"
        ),
        override(
            "in a document in braces",
            "{ key: a, name: A, expression: x = 1, ttlInDays: 30 }\n",
            "{ key: a, name: A, expression: x = 1, ttlInDays: 30, overrides: { dev: { name: B, ttlInDays: 60 } } }\n"
        ),
        Case(
            "a rule, a list and a text of several lines",
            isShared: true,
            "key: a\nname: A\nexpression: ${tenant}.level in ${levels}\nlabels: [core/C1]\ndescription: old\n",
            """
            key: a
            name: A
            expression: ${tenant}.level in ${levels}
            labels: [core/C1]
            description: old
            overrides:
              dev:
                description: |
                  new
                  lines
                expression: ${tenant}.level in ["gold"]
                labels: [core/C2]

            """
        ) {
            $0.expression = AdoptingProject.rule("_acme.level in [\"gold\"]")
            $0.labels = ["core/C2"]
            $0.description = "new\nlines"
        },
        Case(
            "a manifest that is for this sandbox alone has none",
            isShared: true,
            "key: a\nname: A\nexpression: x > ${days}\nsandboxes: [dev]\n",
            "key: a\nname: A\nexpression: x > 40\nsandboxes: [dev]\n"
        ) { $0.expression = AdoptingProject.rule("x > 40") },
    ]
}
