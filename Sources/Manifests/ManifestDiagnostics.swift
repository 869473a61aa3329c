package import Diagnostics
internal import YAMLSyntax

/// Every message about `segsync.yaml`, manifests, templates and references.
package enum ManifestDiagnostics {
    package static let rules: [DiagnosticRule] = [
        shape, unknownKeyRule, missingKeyRule, wrongTypeRule, rangeRule, choiceRule, keyFormRule, unreadableRule,
        emptySetRule, sandboxRule, expressionFormRule, undefinedVariableRule, variableFitRule, unusedVariableRule,
        duplicateKeyRule, duplicateNameRule, unknownReferenceRule, cycleRule, notAppliedRule, stampTextRule,
        tenantRule, versionRule, environmentNameRule, endpointRule, expressionFormatRule,
        noSchemasRule,
    ]

    static let shape = DiagnosticRule(
        "MAN401",
        .error,
        "a mapping key is no string",
        explanation: "Keys of `segsync.yaml` and of manifests are plain words. Quote a key that YAML reads otherwise."
    )
    static let unknownKeyRule = DiagnosticRule(
        "MAN402",
        .error,
        "unknown key",
        explanation: "A key that is not known would be ignored without a word, so it is refused. Check its spelling."
    )
    static let missingKeyRule = DiagnosticRule(
        "MAN403",
        .error,
        "missing key",
        explanation: "The key is needed here and has no default."
    )
    static let wrongTypeRule = DiagnosticRule(
        "MAN404",
        .error,
        "wrong type",
        explanation: "The value has another type than the key takes. Only quoted text and plain words are strings."
    )
    static let rangeRule = DiagnosticRule(
        "MAN405",
        .error,
        "value out of range",
        explanation: "The number is outside of what the key takes."
    )
    static let choiceRule = DiagnosticRule(
        "MAN406",
        .error,
        "unknown value",
        explanation: "The key takes one of a few words, and this is none of them."
    )
    static let keyFormRule = DiagnosticRule(
        "MAN407",
        .error,
        "malformed name",
        explanation: "Segment keys are 1 to 100 lower-case letters, digits and hyphens; project names are 1 to 60 "
            + "letters, digits, dots, underscores and hyphens; variables are words."
    )
    static let unreadableRule = DiagnosticRule(
        "MAN408",
        .error,
        "unreadable file",
        explanation: "A file or folder that the project names cannot be read, so nothing can be said of what it holds."
    )
    static let emptySetRule = DiagnosticRule(
        "MAN409",
        .warning,
        "no manifests",
        explanation: "A sandbox reads folders that hold no manifest for it. A plan would delete all that it owns."
    )
    static let sandboxRule = DiagnosticRule(
        "MAN410",
        .error,
        "unknown sandbox",
        explanation: "A manifest names a sandbox that `segsync.yaml` does not define, or that does not read its folder."
    )
    static let expressionFormRule = DiagnosticRule(
        "MAN411",
        .error,
        "malformed expression value",
        explanation: "An expression is a text, or a mapping with `file`, or one with `format` and `value`."
    )
    static let undefinedVariableRule = DiagnosticRule(
        "MAN412",
        .error,
        "undefined variable",
        explanation: "A `${name}` needs a variable of that name in every sandbox that the manifest is for."
    )
    static let variableFitRule = DiagnosticRule(
        "MAN413",
        .error,
        "variable does not fit",
        explanation: "`${tenant}` stands for a path segment, a variable for a value; inside a string only text, "
            + "numbers and booleans fit."
    )
    static let unusedVariableRule = DiagnosticRule(
        "MAN414",
        .warning,
        "unused variable",
        explanation: "A sandbox defines a variable that none of its manifests uses."
    )
    static let duplicateKeyRule = DiagnosticRule(
        "MAN415",
        .error,
        "duplicate segment key",
        explanation: "A key identifies one segment of a sandbox; two manifests have it."
    )
    static let duplicateNameRule = DiagnosticRule(
        "MAN416",
        .error,
        "duplicate segment name",
        explanation: "The service takes each name once in a sandbox; two manifests have it."
    )
    static let unknownReferenceRule = DiagnosticRule(
        "MAN417",
        .error,
        "unknown segment",
        explanation: "`${segment:KEY}` needs a manifest with that key in every sandbox that the manifest is for."
    )
    static let cycleRule = DiagnosticRule(
        "MAN418",
        .error,
        "segments reference each other in a circle",
        explanation: "A segment needs the ids of those it references, so there must be a first one."
    )
    static let notAppliedRule = DiagnosticRule(
        "MAN419",
        .warning,
        "field is not applied",
        explanation: "The field is checked, but this version neither compares nor writes it."
    )
    static let stampTextRule = DiagnosticRule(
        "MAN420",
        .error,
        "description ends like a stamp",
        explanation: "The last line of a description is where the tool keeps its own stamp, `[segsync:…]`."
    )
    static let tenantRule = DiagnosticRule(
        "MAN421",
        .error,
        "malformed tenant",
        explanation: "A tenant is the field that holds an organisation's own fields: an underscore, then its name."
    )
    static let versionRule = DiagnosticRule(
        "MAN422",
        .error,
        "unknown project version",
        explanation: "This version of segsync reads `version: 1`."
    )
    static let environmentNameRule = DiagnosticRule(
        "MAN423",
        .error,
        "not the name of an environment variable",
        explanation: "Credentials are read from the environment alone; `segsync.yaml` holds the variables' names, so "
            + "that no secret is ever committed."
    )
    static let endpointRule = DiagnosticRule(
        "MAN424",
        .error,
        "malformed endpoint",
        explanation: "An endpoint is `embedded` or a base URL with https; plain http is for loopback addresses."
    )
    static let expressionFormatRule = DiagnosticRule(
        "MAN425",
        .error,
        "pql/json that cannot be read",
        explanation: "An expression with `format: pql/json` holds a tree as the Segmentation Service describes it."
    )
}

extension ManifestDiagnostics {
    static let noSchemasRule = DiagnosticRule(
        "MAN426",
        .warning,
        "no schemas",
        explanation: "A sandbox without a folder of schema snapshots accepts every field name, also misspelt ones."
    )

    static func noSchemas(_ sandbox: Located<String>) -> Diagnostic {
        Diagnostic(
            noSchemasRule,
            "sandbox '\(sandbox.value)' has no 'schemas', so fields are not checked",
            file: sandbox.file,
            span: sandbox.span
        )
    }
}

// MARK: Shape

extension ManifestDiagnostics {
    static func keyIsNoString(_ key: YAMLNode, file: FileID) -> Diagnostic {
        Diagnostic(shape, "expected a key, found \(key.describedKind)", file: file, span: key.span)
    }

    static func unknownKey(
        _ key: String,
        in owner: String,
        known: [String],
        _ node: YAMLNode,
        file: FileID
    ) -> Diagnostic {
        let suggestions = NearestName.suggestions(for: key, among: known)
        let hint = suggestions.isEmpty ? "\(owner) takes \(known.joined(separator: ", "))" : nil
        return Diagnostic(
            unknownKeyRule,
            "unknown key '\(key)' in \(owner)",
            file: file,
            span: node.span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func missingKey(_ key: String, in owner: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(missingKeyRule, "\(owner) needs '\(key)'", file: file, span: span)
    }

    static func wrongType(_ what: String, expected: String, _ node: YAMLNode, file: FileID) -> Diagnostic {
        let isScalar = node.scalar != nil
        return Diagnostic(
            wrongTypeRule,
            "\(what) must be \(expected), found \(node.describedKind)",
            file: file,
            span: node.span,
            hint: isScalar && expected == "a string" ? "put it in quotes" : nil
        )
    }

    static func outOfRange(
        _ key: String,
        _ value: Int64,
        _ range: ClosedRange<Int64>,
        _ node: YAMLNode,
        file: FileID
    ) -> Diagnostic {
        Diagnostic(
            rangeRule,
            "'\(key)' must be from \(range.lowerBound) to \(range.upperBound), found \(value)",
            file: file,
            span: node.span
        )
    }

    static func unknownChoice(_ text: Located<String>, key: String, known: [String]) -> Diagnostic {
        Diagnostic(
            choiceRule,
            "'\(key)' must be one of \(known.joined(separator: ", ")), found '\(text.value)'",
            file: text.file,
            span: text.span,
            suggestions: NearestName.suggestions(for: text.value, among: known)
        )
    }

    static func malformedKey(_ text: Located<String>) -> Diagnostic {
        let repaired = String(
            text.value.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(100)
        )
        return Diagnostic(
            keyFormRule,
            "a key has lower-case letters, digits and hyphens, found '\(text.value)'",
            file: text.file,
            span: text.span,
            suggestions: repaired.contains { $0 != "-" } ? [repaired] : []
        )
    }

    static func malformedProject(_ text: Located<String>) -> Diagnostic {
        Diagnostic(
            keyFormRule,
            "a project's name has letters, digits, '.', '_' and '-', found '\(text.value)'",
            file: text.file,
            span: text.span
        )
    }

    static func malformedVariable(_ name: Located<String>) -> Diagnostic {
        let message =
            name.value == "tenant"
            ? "'tenant' is set by the sandbox and cannot be a variable"
            : "a variable's name starts with a letter and has letters, digits and '_', found '\(name.value)'"
        return Diagnostic(keyFormRule, message, file: name.file, span: name.span)
    }

    static func unsupportedVersion(_ version: Located<Int64>) -> Diagnostic {
        Diagnostic(versionRule, "expected version 1, found \(version.value)", file: version.file, span: version.span)
    }

    static func malformedTenant(_ text: Located<String>) -> Diagnostic {
        Diagnostic(
            tenantRule,
            "a tenant is an underscore and letters or digits, found '\(text.value)'",
            file: text.file,
            span: text.span,
            suggestions: text.value.hasPrefix("_") ? [] : ["_" + text.value]
        )
    }

    static func malformedEndpoint(_ text: Located<String>) -> Diagnostic {
        Diagnostic(
            endpointRule,
            "expected 'embedded' or a base URL, found '\(text.value)'",
            file: text.file,
            span: text.span,
            hint: "write 'https://platform.adobe.io', or 'http://127.0.0.1:PORT' for a local service"
        )
    }

    /// The value itself is not shown: it may be the secret.
    static func notAnEnvironmentName(_ key: String, _ text: Located<String>) -> Diagnostic {
        Diagnostic(
            environmentNameRule,
            "'\(key)' must be the name of an environment variable, not a value",
            file: text.file,
            span: text.span,
            hint: "set the variable where the command runs, and write its name here"
        )
    }

    static func missingCredentials(_ sandbox: Located<String>) -> Diagnostic {
        Diagnostic(
            missingKeyRule,
            "sandbox '\(sandbox.value)' needs 'credentials', as its endpoint is not embedded",
            file: sandbox.file,
            span: sandbox.span
        )
    }

    static func unreadable(_ what: String, _ reason: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(unreadableRule, "\(what) cannot be read: \(reason)", file: file, span: span)
    }

    static func noManifests(_ sandbox: Located<String>) -> Diagnostic {
        Diagnostic(
            emptySetRule,
            "sandbox '\(sandbox.value)' has no manifest",
            file: sandbox.file,
            span: sandbox.span
        )
    }
}

// MARK: Sandboxes, templates, references

extension ManifestDiagnostics {
    static func unknownSandbox(_ name: Located<String>, known: [String]) -> Diagnostic {
        Diagnostic(
            sandboxRule,
            "unknown sandbox '\(name.value)'",
            file: name.file,
            span: name.span,
            suggestions: NearestName.suggestions(for: name.value, among: known),
            hint: "segsync.yaml defines \(known.joined(separator: ", "))"
        )
    }

    static func sandboxDoesNotRead(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            sandboxRule,
            "sandbox '\(name.value)' does not read this manifest's folder",
            file: name.file,
            span: name.span,
            hint: "add the folder to its 'segments' in segsync.yaml, or move the manifest"
        )
    }

    static func malformedExpression(_ message: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(expressionFormRule, message, file: file, span: span)
    }

    static func unreadableTree(_ reason: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(expressionFormatRule, "expected a pql/json tree: \(reason)", file: file, span: span)
    }

    static func undefinedVariable(_ name: String, known: [String], file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            undefinedVariableRule,
            "undefined variable '\(name)'",
            file: file,
            span: span,
            suggestions: NearestName.suggestions(for: name, among: known),
            hint: known.isEmpty ? "the sandbox defines no variables" : nil
        )
    }

    static func variableDoesNotFit(_ message: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(variableFitRule, message, file: file, span: span)
    }

    static func unusedVariable(_ name: Located<String>) -> Diagnostic {
        Diagnostic(unusedVariableRule, "variable '\(name.value)' is never used", file: name.file, span: name.span)
    }

    static func duplicateKey(_ key: String, at place: (FileID, ByteSpan), first: (FileID, ByteSpan)) -> Diagnostic {
        Diagnostic(
            duplicateKeyRule,
            "segment key '\(key)' is used twice",
            file: place.0,
            span: place.1,
            notes: [Diagnostic.Note("first used here", file: first.0, span: first.1)]
        )
    }

    static func duplicateName(_ name: String, at place: (FileID, ByteSpan), first: (FileID, ByteSpan)) -> Diagnostic {
        Diagnostic(
            duplicateNameRule,
            "segment name '\(name)' is used twice",
            file: place.0,
            span: place.1,
            notes: [Diagnostic.Note("first used here", file: first.0, span: first.1)]
        )
    }

    static func unknownReference(_ key: String, known: some Sequence<String>, file: FileID, span: ByteSpan)
        -> Diagnostic
    {
        Diagnostic(
            unknownReferenceRule,
            "there is no segment with key '\(key)'",
            file: file,
            span: span,
            suggestions: NearestName.suggestions(for: key, among: known)
        )
    }

    static func cycle(_ keys: [String], file: FileID, span: ByteSpan) -> Diagnostic {
        let path = (keys + keys.prefix(1)).map { "'\($0)'" }.joined(separator: " → ")
        return Diagnostic(cycleRule, "segments reference each other in a circle: \(path)", file: file, span: span)
    }

    static func notApplied(_ key: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(notAppliedRule, "'\(key)' is checked, but not yet compared or written", file: file, span: span)
    }

    static func stampInDescription(file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            stampTextRule,
            "the last line of a description cannot begin with '[segsync:'",
            file: file,
            span: span
        )
    }
}
