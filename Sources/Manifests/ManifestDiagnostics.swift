package import Diagnostics

/// Every message about `segsync.yaml`, manifests, templates and references.
package enum ManifestDiagnostics {
    package static let rules: [DiagnosticRule] = [
        shape, unknownKeyRule, missingKeyRule, wrongTypeRule, rangeRule, choiceRule, keyFormRule, unreadableRule,
        emptySetRule, sandboxRule, expressionFormRule, undefinedVariableRule, variableFitRule, unusedVariableRule,
        duplicateKeyRule, duplicateNameRule, unknownReferenceRule, cycleRule, stampTextRule,
        tenantRule, versionRule, environmentNameRule, endpointRule, expressionFormatRule,
        noSchemasRule, sameSandboxRule, noSandboxesRule, layoutRule, treeRule, movedFromRule, blankItemRule,
        repeatedItemRule,
        labelRule, templatePlaceRule,
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
        explanation: "A manifest names a sandbox that `segsync.yaml` does not define, that does not read its "
            + "folder, or that its own list leaves out."
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
        "malformed address",
        explanation:
            "An endpoint is `embedded` or a base URL with https; plain http is for loopback addresses. Neither "
            + "`endpoint` nor `tokenURL` holds a user name, a password, a query or a fragment."
    )
    static let expressionFormatRule = DiagnosticRule(
        "MAN425",
        .error,
        "YAML that is no pql/json",
        explanation:
            "An expression with `format: pql/json` is a tree as the Segmentation Service describes it, and JSON "
            + "has no numbers that are not finite and no keys but strings."
    )
    static let noSchemasRule = DiagnosticRule(
        "MAN426",
        .warning,
        "no schemas",
        explanation: "A sandbox without a folder of schema snapshots accepts every field name, also misspelt ones."
    )
    static let sameSandboxRule = DiagnosticRule(
        "MAN427",
        .error,
        "two names for one sandbox",
        explanation: "Two sandboxes have the same endpoint, organisation and platform name. Each would delete what the "
            + "other has created."
    )
    static let noSandboxesRule = DiagnosticRule(
        "MAN428",
        .error,
        "empty list of sandboxes",
        explanation: "`sandboxes: []` would keep a manifest out of every sandbox. Leave the key out to be in all that "
            + "read the folder."
    )
}
