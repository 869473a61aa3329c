package import Diagnostics

extension YAMLDiagnostics {
    package static let rules: [DiagnosticRule] = [
        fileTooLarge, wideEncoding, notUTF8, controlCharacter, tab, misplacedColon, structure,
        forbiddenStart,
        unclosedQuote, unclosedBracket, missingColon, badEscape, badDirective, badBlockHeader,
        badProperty, otherSyntax,
        duplicateKey, mergeKey, unknownTag, tagMismatch, undefinedAlias, recursiveAlias, aliasExpansion,
        tooDeep,
        tooManyNodes, numberOutOfRange, tooManyBrokenDocuments,
    ]

    static let fileTooLarge = DiagnosticRule(
        "YML001",
        .error,
        "file too large",
        explanation: "Files are read as a whole, so their size is bounded. Split the file into several."
    )
    static let wideEncoding = DiagnosticRule(
        "YML002",
        .error,
        "not UTF-8: UTF-16 or UTF-32",
        explanation:
            "The file begins as UTF-16 or UTF-32 text does. Only UTF-8 is read; save the file in that encoding."
    )
    static let notUTF8 = DiagnosticRule(
        "YML003",
        .error,
        "not UTF-8",
        explanation:
            "These bytes are not UTF-8, usually because the file was saved as Latin-1 or Windows-1252."
    )
    static let controlCharacter = DiagnosticRule(
        "YML004",
        .error,
        "control character",
        explanation: """
            YAML allows no control characters but tab and line breaks. In double quotes they can be written as escapes \
            such as \\0 or \\x1B.
            """
    )
    static let tab = DiagnosticRule(
        "YML005",
        .error,
        "tab in the indentation",
        explanation:
            "YAML is indented with spaces alone, because the width of a tab is not defined. Replace the tabs."
    )
    static let misplacedColon = DiagnosticRule(
        "YML006",
        .error,
        "misplaced ':'",
        explanation: """
            A ':' with a blank behind it makes what stands before it a key, and a key cannot stand here. Either the text \
            needs quotes, or the line is indented further than the keys it belongs to.
            """
    )
    static let structure = DiagnosticRule(
        "YML007",
        .error,
        "broken structure",
        explanation: """
            The line fits neither the list or mapping it stands in nor one around it. Usually its indentation differs \
            from that of its neighbours, or a quote or bracket above it is closed too early.
            """
    )
    static let forbiddenStart = DiagnosticRule(
        "YML008",
        .error,
        "character that cannot begin a value",
        explanation: "The characters @ ` and % cannot begin a value without quotes. Quote the value."
    )
    static let unclosedQuote = DiagnosticRule(
        "YML009",
        .error,
        "quote not closed",
        explanation: "A quoted text has no closing quote before the document ends."
    )
    static let unclosedBracket = DiagnosticRule(
        "YML010",
        .error,
        "bracket not closed",
        explanation:
            "A list in [ ] or a mapping in { } goes on where ',' or the closing bracket was expected."
    )
    static let missingColon = DiagnosticRule(
        "YML011",
        .error,
        "key without ':'",
        explanation: """
            A line among the keys of a mapping has no ':' behind its key. A key must stand on one line and may have at \
            most 1024 characters.
            """
    )
    static let badEscape = DiagnosticRule(
        "YML012",
        .error,
        "invalid escape",
        explanation: """
            In double quotes a backslash begins an escape. Write \\\\ for a backslash, or use single quotes, in which \
            there are no escapes.
            """
    )
    static let badDirective = DiagnosticRule(
        "YML013",
        .error,
        "invalid directive",
        explanation:
            "A line that begins with % at the start of a document is a directive: %YAML 1.2 or %TAG."
    )
    static let badBlockHeader = DiagnosticRule(
        "YML014",
        .error,
        "invalid block header",
        explanation:
            "Behind | or > only a digit for the indentation, + or -, and a comment may stand on the line."
    )
    static let badProperty = DiagnosticRule(
        "YML015",
        .error,
        "invalid anchor, alias or tag",
        explanation: """
            &name marks a value, *name repeats it and !name is a tag; a value that begins with one of these characters \
            needs quotes.
            """
    )
    static let otherSyntax = DiagnosticRule(
        "YML016",
        .error,
        "not YAML",
        explanation:
            "The text does not follow the syntax of YAML; the document is read up to this place."
    )
    static let duplicateKey = DiagnosticRule(
        "YML017",
        .error,
        "duplicate key",
        explanation:
            "A mapping has each key once. The first is used, the value of the other is ignored."
    )
    static let mergeKey = DiagnosticRule(
        "YML018",
        .error,
        "merge key",
        explanation:
            "The merge key << was an addition to YAML 1.1 and is not part of YAML 1.2. Write the keys out."
    )
    static let unknownTag = DiagnosticRule(
        "YML019",
        .error,
        "unknown tag",
        explanation:
            "Only the tags of the core schema are known; the value is read as if it had no tag."
    )
    static let tagMismatch = DiagnosticRule(
        "YML020",
        .error,
        "value does not fit its tag",
        explanation:
            "The tag names another type than the value has; the value is read as if it had no tag."
    )
    static let undefinedAlias = DiagnosticRule(
        "YML021",
        .error,
        "alias without anchor",
        explanation: "An alias repeats a value that an anchor marks before it in the same document."
    )
    static let recursiveAlias = DiagnosticRule(
        "YML022",
        .error,
        "alias inside its own value",
        explanation: "A value that contains itself would never end."
    )
    static let aliasExpansion = DiagnosticRule(
        "YML023",
        .error,
        "aliases expand too far",
        explanation:
            "Each alias counts as all values that it repeats, and their number is bounded. It is left out."
    )
    static let tooDeep = DiagnosticRule(
        "YML024",
        .error,
        "nested too deep",
        explanation:
            "The depth of lists and mappings inside each other is bounded, aliases written out."
    )
    static let tooManyNodes = DiagnosticRule(
        "YML025",
        .error,
        "too many values",
        explanation: "The number of values in one file is bounded. Split the file into several."
    )
    static let numberOutOfRange = DiagnosticRule(
        "YML026",
        .warning,
        "number out of range",
        explanation: """
            Integers have 64 bits and other numbers are IEEE doubles; a number beyond them loses digits. An identifier \
            of many digits needs quotes.
            """
    )
    static let tooManyBrokenDocuments = DiagnosticRule(
        "YML027",
        .error,
        "too many broken documents",
        explanation:
            "After many documents that cannot be read the file is probably no YAML; reading stops."
    )
}
