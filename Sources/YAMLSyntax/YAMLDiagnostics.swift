import Diagnostics

/// All that this module tells the user, for one file.
package struct YAMLDiagnostics: Sendable {
    private let file: FileID

    init(file: FileID) {
        self.file = file
    }

    func make(
        _ rule: DiagnosticRule,
        _ message: String,
        _ span: ByteSpan,
        suggestions: [String] = [],
        hint: String? = nil,
        notes: [(String, ByteSpan)] = []
    ) -> Diagnostic {
        Diagnostic(
            rule,
            message,
            file: file,
            span: span,
            suggestions: suggestions,
            hint: hint,
            notes: notes.map { Diagnostic.Note($0.0, file: file, span: $0.1) }
        )
    }

    /// The user's text for a message: in quotes, of one line, not too long.
    static func quoted(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(40) {
            shown.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return "'\(String(shown))\(shown.count < text.unicodeScalars.count ? "…" : "")'"
    }

    // MARK: The file

    func fileTooLarge(_ size: Int, limit: Int) -> Diagnostic {
        make(
            Self.fileTooLarge,
            "the file has \(size) bytes, more than the \(limit) that may be read",
            ByteSpan(0, 0),
            hint: "split it into several files"
        )
    }

    func wideEncoding(_ bytes: [UInt8]) -> Diagnostic {
        make(
            Self.wideEncoding,
            "expected UTF-8, found UTF-16 or UTF-32",
            ByteSpan(0, 2),
            hint: "save the file as UTF-8"
        )
    }

    /// One diagnostic for each place up to a bound, then one for the rest: a binary file has thousands.
    func replaced(_ replacements: [YAMLSourceText.Replacement], in bytes: [UInt8]) -> [Diagnostic] {
        let bound = 20
        var diagnostics = replacements.prefix(bound).map { replacement in
            switch replacement.reason {
            case .notUTF8:
                let shown = bytes[replacement.span.start..<replacement.span.end].prefix(4).map(Self.hex)
                let more = replacement.span.length > shown.count ? " …" : ""
                return make(
                    Self.notUTF8,
                    "expected UTF-8, found the byte\(replacement.span.length == 1 ? "" : "s") "
                        + shown.joined(separator: " ") + more,
                    replacement.span,
                    hint: "save the file as UTF-8"
                )
            case .control(let scalar):
                return make(
                    Self.controlCharacter,
                    "the character \(Self.codePoint(scalar)) may not stand in YAML",
                    replacement.span,
                    hint: scalar.value == 0xFEFF
                        ? "a byte order mark is allowed at the start of the file only"
                        : "remove it, or write it as an escape in double quotes"
                )
            }
        }
        if replacements.count > bound {
            diagnostics.append(
                make(
                    Self.notUTF8,
                    "\(replacements.count - bound) more places hold bytes that may not stand in YAML",
                    replacements[bound].span,
                    hint: "is this a text file?"
                )
            )
        }
        return diagnostics
    }

    private static func hex(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    func tooManyBrokenDocuments(at span: ByteSpan) -> Diagnostic {
        make(
            Self.tooManyBrokenDocuments,
            "\(YAMLParser.brokenDocumentLimit) documents before this one cannot be read; the rest of the file is left unread",
            span
        )
    }

    // MARK: Nodes

    func duplicateKey(_ key: String, span: ByteSpan, first: ByteSpan) -> Diagnostic {
        make(
            Self.duplicateKey,
            "the key \(Self.quoted(key)) is already in this mapping",
            span,
            hint: "remove one of the two; the first is used",
            notes: [("the first one is here", first)]
        )
    }

    func mergeKey(_ span: ByteSpan) -> Diagnostic {
        make(
            Self.mergeKey,
            "merge keys are not supported: '<<' is not part of YAML 1.2",
            span,
            hint: "write the keys out, or quote '<<' if a key of that name is meant"
        )
    }

    func unknownTag(_ name: String, span: ByteSpan) -> Diagnostic {
        let prefix = "tag:yaml.org,2002:"
        let known = ["!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map"]
        let shown = name.hasPrefix(prefix) ? "!!" + name.dropFirst(prefix.count) : name
        return make(
            Self.unknownTag,
            "the tag \(Self.quoted(shown)) is not known",
            span,
            suggestions: NearestName.suggestions(for: shown, among: known),
            hint: "only the tags of the core schema have a meaning here: \(known.joined(separator: ", "))"
        )
    }

    func tagMismatch(_ tag: CoreTag, found: String, span: ByteSpan) -> Diagnostic {
        make(Self.tagMismatch, "the tag says \(tag.expectation), found \(found)", span)
    }

    func numberOutOfRange(_ text: String, span: ByteSpan) -> Diagnostic {
        make(
            Self.numberOutOfRange,
            "the number \(Self.quoted(text)) does not fit in 64 bits and is read as the nearest that does",
            span,
            hint: "quote it if it is a text, for example an identifier"
        )
    }

    func undefinedAlias(_ name: String, known: [String], span: ByteSpan) -> Diagnostic {
        make(
            Self.undefinedAlias,
            "no anchor '&\(name)' stands before this alias in the document",
            span,
            suggestions: NearestName.suggestions(for: name, among: known).map { "*" + $0 },
            hint: "quote the value if a text that begins with '*' is meant"
        )
    }

    func recursiveAlias(_ name: String, span: ByteSpan) -> Diagnostic {
        make(Self.recursiveAlias, "the alias '*\(name)' stands inside the value that it names", span)
    }

    func aliasExpansion(_ name: String, limit: Int, span: ByteSpan) -> Diagnostic {
        make(
            Self.aliasExpansion,
            "with the alias '*\(name)' written out the file has more than \(limit) values",
            span
        )
    }

    func tooDeep(limit: Int, span: ByteSpan) -> Diagnostic {
        make(
            Self.tooDeep,
            "lists and mappings stand more than \(limit) deep inside each other here",
            span
        )
    }

    func tooManyNodes(limit: Int, span: ByteSpan) -> Diagnostic {
        make(
            Self.tooManyNodes,
            "the file has more than \(limit) values; from here on it is left unread",
            span,
            hint: "split it into several files"
        )
    }
}
