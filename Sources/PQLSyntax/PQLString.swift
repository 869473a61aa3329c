/// A string literal: decoded text with template tokens between.
///
/// `"a${x}b"` is text, template, text; a string without templates has at most one part, the empty string none.
package struct PQLString: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case template(PQLTemplate)
    }

    package let parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }

    package init(_ text: String) {
        self.parts = text.isEmpty ? [] : [.text(text)]
    }

    /// The text, or nil while a template token stands in it.
    package var text: String? {
        var result = ""
        for part in parts {
            guard case .text(let text) = part else { return nil }
            result += text
        }
        return result
    }
}
