internal import Diagnostics
internal import YAMLSyntax

/// Messages about the form of `segsync.yaml` and of manifests.
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

    /// The value itself is not shown: a password may stand in it.
    static func malformedEndpoint(file: FileID, key: ByteSpan) -> Diagnostic {
        Diagnostic(
            endpointRule,
            "'endpoint' must be 'embedded' or a base URL",
            file: file,
            span: key,
            hint: "write 'https://platform.adobe.io', or 'http://127.0.0.1:PORT' for a local service"
        )
    }

    /// `name` is the key; the value itself is not shown.
    static func malformedAddress(_ name: String, file: FileID, key: ByteSpan) -> Diagnostic {
        Diagnostic(
            endpointRule,
            "'\(name)' must be an address with http or https, and without user name, password, query and fragment",
            file: file,
            span: key,
            hint: "what is secret stands in the environment variables that 'credentials' names, and nowhere else"
        )
    }

    /// The value itself is not shown: it may be the secret.
    static func notAnEnvironmentName(_ name: String, file: FileID, key: ByteSpan) -> Diagnostic {
        Diagnostic(
            environmentNameRule,
            "'\(name)' must be the name of an environment variable, not a value",
            file: file,
            span: key,
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
