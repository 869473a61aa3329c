internal import Diagnostics
internal import Segments
internal import YAMLSyntax

/// Messages about sandboxes, expressions, templates and references.
extension ManifestDiagnostics {
    static func noSchemas(_ sandbox: Located<String>) -> Diagnostic {
        Diagnostic(
            noSchemasRule,
            "sandbox '\(sandbox.value)' has no 'schemas', so fields are not checked",
            file: sandbox.file,
            span: sandbox.span
        )
    }

    static func sameSandbox(_ second: Located<String>, as first: Located<String>) -> Diagnostic {
        Diagnostic(
            sameSandboxRule,
            "sandbox '\(second.value)' is the same as '\(first.value)': endpoint, organisation and 'sandbox' are equal",
            file: second.file,
            span: second.span,
            notes: [Diagnostic.Note("first named here", file: first.file, span: first.span)]
        )
    }

    static func noSandboxes(file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            noSandboxesRule,
            "'sandboxes' must name at least one sandbox",
            file: file,
            span: span,
            hint: "leave 'sandboxes' out for every sandbox that reads the folder"
        )
    }

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

    static func overrideIsNeverUsed(_ name: Located<String>) -> Diagnostic {
        Diagnostic(
            sandboxRule,
            "the override is for sandbox '\(name.value)', which the manifest's own 'sandboxes' leaves out",
            file: name.file,
            span: name.span,
            hint: "add the sandbox to 'sandboxes', or remove the override"
        )
    }

    static func malformedExpression(_ message: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(expressionFormRule, message, file: file, span: span)
    }

    static func notFinite(_ text: String, file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            expressionFormatRule,
            "expected a number that JSON can hold, found '\(text)'",
            file: file,
            span: span
        )
    }

    static func treeKeyIsNoString(_ key: YAMLNode, file: FileID) -> Diagnostic {
        Diagnostic(
            expressionFormatRule,
            "expected a string as the key, found \(key.describedKind)",
            file: file,
            span: key.span,
            hint: "put it in quotes"
        )
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

    static func unknownReference(_ key: String, suggestions: [String], file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            unknownReferenceRule,
            "there is no segment with key '\(key)'",
            file: file,
            span: span,
            suggestions: suggestions
        )
    }

    /// `keys` in the order of the references; of a long circle the first and the last are shown.
    static func cycle(_ keys: some RandomAccessCollection<String>, file: FileID, span: ByteSpan) -> Diagnostic {
        let most = 10
        let left = keys.count - most
        let shown = (left > 0 ? Array(keys.prefix(most - 1)) : Array(keys)).map { "'\($0)'" }
        let end = left > 0 ? ["\(left) more"] + keys.suffix(1).map { "'\($0)'" } : []
        let path = (shown + end + shown.prefix(1)).joined(separator: " → ")
        return Diagnostic(cycleRule, "segments reference each other in a circle: \(path)", file: file, span: span)
    }

    /// Why a segment cannot be made whose references run in a circle, as `segsync explain` tells it.
    static func obstacle(_ standing: SegmentCircles.Standing, of segment: SegmentGraph.Node) -> String {
        func name(_ node: SegmentGraph.Node) -> String {
            switch node {
            case .segment(let key): "'\(key)'"
            case .id(let id): "'\(id.text)'"
            }
        }
        return switch standing {
        case .within(let other) where other == segment: "it references itself"
        case .within(let other): "it references \(name(other)), whose references lead back to it"
        case .before(let other): "it references \(name(other)), whose references run in a circle"
        }
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
