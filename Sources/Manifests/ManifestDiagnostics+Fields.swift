internal import Diagnostics
internal import Segments

/// Messages about what single fields of a manifest take.
extension ManifestDiagnostics {
    static let movedFromRule = DiagnosticRule(
        "MAN431",
        .error,
        "a key that was not given up",
        explanation:
            "`movedFrom` names the key that the segment had before. No manifest of the sandbox has that key any "
            + "more, and only one segment can have had it."
    )
    static let blankItemRule = DiagnosticRule(
        "MAN432",
        .error,
        "blank item",
        explanation: "An item of `labels` or `tags` is a name; a blank one names nothing."
    )
    static let repeatedItemRule = DiagnosticRule(
        "MAN433",
        .warning,
        "item stands twice",
        explanation:
            "Labels and tags are sets: an item that stands twice counts once. The case of a tag does not matter."
    )
    static let labelRule = DiagnosticRule(
        "MAN434",
        .warning,
        "unusual label",
        explanation:
            "The platform's labels have the form `core/C1`, those of an organisation `custom/name`. Another one "
            + "is sent as it is, and the service may refuse it."
    )
    static let templatePlaceRule = DiagnosticRule(
        "MAN435",
        .error,
        "template where none is filled in",
        explanation:
            "Templates are filled in in names, descriptions and expressions. What differs between sandboxes in "
            + "other fields stands in `overrides`."
    )

    static func movedFromItself(_ key: Located<SegmentKey>) -> Diagnostic {
        Diagnostic(
            movedFromRule,
            "'movedFrom' is the segment's own key '\(key.value)'",
            file: key.file,
            span: key.span,
            hint: "name the key that it had before, or take 'movedFrom' out"
        )
    }

    static func movedFromHeld(_ key: Located<SegmentKey>, by holder: Located<SegmentKey>) -> Diagnostic {
        Diagnostic(
            movedFromRule,
            "'movedFrom' is '\(key.value)', which another manifest has as its key",
            file: key.file,
            span: key.span,
            notes: [Diagnostic.Note("used here", file: holder.file, span: holder.span)]
        )
    }

    static func movedTwice(_ key: Located<SegmentKey>, first: Located<SegmentKey>) -> Diagnostic {
        Diagnostic(
            movedFromRule,
            "two segments are moved from '\(key.value)'",
            file: key.file,
            span: key.span,
            notes: [Diagnostic.Note("first moved here", file: first.file, span: first.span)]
        )
    }

    static func blankItem(_ item: Located<String>, of key: String) -> Diagnostic {
        Diagnostic(blankItemRule, "an item of '\(key)' must not be blank", file: item.file, span: item.span)
    }

    static func repeatedItem(_ item: Located<String>, of key: String, first: Located<String>) -> Diagnostic {
        Diagnostic(
            repeatedItemRule,
            "'\(item.value)' stands twice in '\(key)'",
            file: item.file,
            span: item.span,
            notes: [Diagnostic.Note("first named here", file: first.file, span: first.span)]
        )
    }

    static func unusualLabel(_ label: Located<String>) -> Diagnostic {
        let name = label.value.split(separator: "/").last.map(String.init) ?? ""
        return Diagnostic(
            labelRule,
            "expected a label such as 'core/C1' or 'custom/name', found '\(label.value)'",
            file: label.file,
            span: label.span,
            suggestions: label.value == name ? ListRules.labelGroups.map { $0 + "/" + name } : []
        )
    }

    /// The texts that look like templates and are none.
    static func templates(in texts: [Located<String>]) -> [Diagnostic] {
        texts.filter { $0.value.contains("${") }.map { text in
            Diagnostic(
                templatePlaceRule,
                "no template is filled in here, found '\(text.value)'",
                file: text.file,
                span: text.span,
                hint: "write the value, and what differs in a sandbox into its 'overrides'"
            )
        }
    }
}
