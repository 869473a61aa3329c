package import Diagnostics

/// What the PQL lexer, parser and pql/json codec can find wrong.
///
/// The makers stand in the extensions by subject: the text's tokens, its grammar, the JSON form.
package enum PQLDiagnostics {
    static let unreadable = DiagnosticRule(
        "PQL101",
        .error,
        "unreadable character",
        explanation: "The character has no meaning in PQL. Names may hold letters, digits and '_'; any other name is "
            + "written in back-quotes."
    )
    static let openString = DiagnosticRule(
        "PQL102",
        .error,
        "string without an end",
        explanation: "A string begins and ends with a double quote on one line. A line break inside is written \\n."
    )
    static let wrongQuotes = DiagnosticRule(
        "PQL103",
        .error,
        "wrong quotation marks",
        explanation: "Strings stand in plain double quotes. Single and typographic quotes mean nothing in PQL."
    )
    static let badEscape = DiagnosticRule(
        "PQL104",
        .error,
        "unknown escape",
        explanation: "Inside a string a backslash begins one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX. A regular "
            + "expression's own backslash is doubled."
    )
    static let comment = DiagnosticRule(
        "PQL105",
        .error,
        "comment",
        explanation: "PQL has no comments. Say it in the manifest, where YAML has them."
    )
    static let foreignOperator = DiagnosticRule(
        "PQL106",
        .error,
        "operator of another language",
        explanation: "PQL compares with = and != and joins conditions with the words and, or, not."
    )
    static let badNumber = DiagnosticRule(
        "PQL107",
        .error,
        "malformed number or number out of range",
        explanation:
            "Whole numbers have 64 bits with a sign, other numbers are IEEE doubles, with digits on both sides "
            + "of the point."
    )
    static let badTemplate = DiagnosticRule(
        "PQL108",
        .error,
        "malformed template",
        explanation: "A template is ${name} or ${segment:key}. A literal ${ inside a string is written $${."
    )
    static let badQuotedName = DiagnosticRule(
        "PQL109",
        .error,
        "malformed back-quoted name",
        explanation: "A back-quoted name ends with a back-quote and is not empty; a back-quote inside is doubled."
    )
    static let badReference = DiagnosticRule(
        "PQL110",
        .error,
        "malformed parameter or schema reference",
        explanation: "Parameters are $1, $2 and so on; a schema reference is @{schema;version=1}."
    )
    static let expectedValue = DiagnosticRule(
        "PQL111",
        .error,
        "value expected",
        explanation: "Here a value must stand: a field, a literal, a call or a condition in parentheses."
    )
    static let unexpected = DiagnosticRule(
        "PQL112",
        .error,
        "unexpected text",
        explanation: "The expression before is complete, and what follows does not continue it. Often an operator is "
            + "missing or misspelt."
    )
    static let unclosed = DiagnosticRule(
        "PQL113",
        .error,
        "missing bracket",
        explanation: "A bracket that was opened is not closed, or something stands before its end that does not fit."
    )
    static let unopened = DiagnosticRule(
        "PQL114",
        .error,
        "bracket without a beginning",
        explanation: "The closing bracket has no opening one."
    )
    static let expectedName = DiagnosticRule(
        "PQL115",
        .error,
        "name expected",
        explanation: "Here the name of a field, a method or a variable must stand. Names with other characters than "
            + "letters, digits and '_' are written in back-quotes."
    )
    static let chainedComparison = DiagnosticRule(
        "PQL116",
        .error,
        "chained comparison",
        explanation: "A comparison has two sides. Write 'a < b and b < c' instead of 'a < b < c'."
    )
    static let needsParentheses = DiagnosticRule(
        "PQL117",
        .error,
        "parentheses needed",
        explanation: "select, quantifiers, aggregates, let, not and lambdas reach as far to the right as they can, so "
            + "as an operand they stand in parentheses."
    )
    static let index = DiagnosticRule(
        "PQL118",
        .error,
        "index in brackets",
        explanation: "Brackets behind a value hold a condition that filters an array. A value of a map is reached with "
            + ".get(\"key\"), the first item of an array with .head()."
    )
    static let postfixExists = DiagnosticRule(
        "PQL119",
        .error,
        "'exists' behind a value",
        explanation: "The user interface says 'exists'; PQL says .isNotNull() or .isNull()."
    )
    static let setSyntax = DiagnosticRule(
        "PQL120",
        .error,
        "set syntax of 2018",
        explanation: "Sets in braces were removed in 2018. Events are selected with 'select X from xEvent where …'."
    )
    static let badDeclaration = DiagnosticRule(
        "PQL121",
        .error,
        "malformed declaration",
        explanation: "select, quantifiers and aggregates declare variables as 'X from array where condition'."
    )
    static let badChain = DiagnosticRule(
        "PQL122",
        .error,
        "malformed chain",
        explanation: "A sequence is CHAIN(xEvent, timestamp, [A: WHAT(condition) WHEN(time) COUNT(n), B: …])."
    )
    static let badOccurs = DiagnosticRule(
        "PQL123",
        .error,
        "malformed time condition",
        explanation: "'occurs' is followed by '< 3 days before now', 'between A and B', 'before A', 'after A', a time, "
            + "or 'this', 'last' or 'next' with a unit."
    )
    static let badLet = DiagnosticRule(
        "PQL124",
        .error,
        "malformed let",
        explanation: "A value is named with 'let name = value in expression'."
    )
    static let badLambda = DiagnosticRule(
        "PQL125",
        .error,
        "malformed lambda",
        explanation: "A lambda is '(name, name) => expression', each name once."
    )
    static let emptyList = DiagnosticRule(
        "PQL126",
        .warning,
        "empty list",
        explanation: "Nothing is in an empty list, so the condition never holds."
    )
    static let twice = DiagnosticRule(
        "PQL127",
        .error,
        "said twice",
        explanation: "A clause of a step, a key of an object or a name in one list of names may stand once."
    )
    static let notComparison = DiagnosticRule(
        "PQL128",
        .warning,
        "'not' before a bare comparison",
        explanation: "'not a = b' is read as 'not (a = b)'. Adobe does not document how tightly 'not' binds, so the "
            + "parentheses should be there."
    )
    static let tooDeep = DiagnosticRule(
        "PQL129",
        .error,
        "nested too deeply",
        explanation: "The expression nests deeper than the limit. Long rows of 'and' and 'or' do not nest."
    )
    static let tooLong = DiagnosticRule(
        "PQL130",
        .error,
        "expression too long",
        explanation: "The expression is longer than the limit."
    )
    static let empty = DiagnosticRule(
        "PQL131",
        .error,
        "empty expression",
        explanation: "An expression says at least one value."
    )
    static let badMarker = DiagnosticRule(
        "PQL132",
        .error,
        "malformed marker",
        explanation:
            "__json(\"…\"), __members(value, \"…\") and, in a chain, __element(\"…\") carry parts of a pql/json "
            + "tree that text cannot say; they are written by the printer."
    )
    static let missingOperator = DiagnosticRule(
        "PQL133",
        .error,
        "operator expected",
        explanation: "A word stands where an operator is expected. Functions on text are methods: "
            + "name.contains(\"x\")."
    )
    static let address = DiagnosticRule(
        "PQL134",
        .error,
        "address without quotes",
        explanation: "An address or an identifier with a colon and slashes is a string, in double quotes."
    )
    static let treeAsText = DiagnosticRule(
        "PQL135",
        .warning,
        "pql/json as text",
        explanation: "As text a pql/json tree is an object with members, and no condition. Say that its format is "
            + "pql/json."
    )

    static let notANode = DiagnosticRule(
        "PQL141",
        .error,
        "not a pql/json node",
        explanation: "Every node of a pql/json tree is an object with a 'nodeType'."
    )
    static let badMember = DiagnosticRule(
        "PQL142",
        .error,
        "wrong member of a pql/json node",
        explanation: "A member of the node is missing or has the wrong kind of value."
    )
    static let unboundVariable = DiagnosticRule(
        "PQL143",
        .error,
        "variable that nothing binds",
        explanation: "A varRef names a variable of a lambda, select, quantifier, aggregate or let around it."
    )
    static let unknownNode = DiagnosticRule(
        "PQL144",
        .warning,
        "unknown pql/json node",
        explanation: "The node is kept as it is, but nothing is known about its meaning."
    )
    static let unknownMember = DiagnosticRule(
        "PQL145",
        .warning,
        "unknown member of a pql/json node",
        explanation: "The member is kept as it is, but nothing is known about its meaning."
    )
    static let jsonTooDeep = DiagnosticRule(
        "PQL146",
        .error,
        "pql/json nested too deeply",
        explanation: "The tree nests deeper than the limit."
    )

    static let outdatedNode = DiagnosticRule(
        "PQL147",
        .warning,
        "pql/json of an older version",
        explanation: "The node is of a version of the language that was given up. It is kept as it is, but a rule that "
            + "holds it should be written anew."
    )
    static let notJSON = DiagnosticRule(
        "PQL148",
        .error,
        "not JSON",
        explanation: "An expression of the format pql/json is a JSON text: an object with a 'nodeType'."
    )

    package static let rules: [DiagnosticRule] = [
        unreadable, openString, wrongQuotes, badEscape, comment, foreignOperator, badNumber, badTemplate,
        badQuotedName, badReference, expectedValue, unexpected, unclosed, unopened, expectedName, chainedComparison,
        needsParentheses, index, postfixExists, setSyntax, badDeclaration, badChain, badOccurs, badLet, badLambda,
        emptyList, twice, notComparison, tooDeep, tooLong, empty, badMarker, missingOperator, address, treeAsText,
        notANode, badMember, unboundVariable, unknownNode, unknownMember, jsonTooDeep, outdatedNode, notJSON,
    ]
}
