/// A string literal: decoded text with template tokens between.
///
/// `"a${x}b"` is text, template, text; a string without templates has at most one part, the empty string none.
/// Equality is exact, scalar by scalar: the platform does not normalise Unicode.
package struct PQLString: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case template(PQLTemplate)

        package static func == (left: Part, right: Part) -> Bool {
            switch (left, right) {
            case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
            case (.template(let left), .template(let right)): left == right
            case (.text, .template), (.template, .text): false
            }
        }
    }

    package let parts: [Part]

    /// Texts that stand side by side become one, and empty ones go.
    package init(parts: [Part]) {
        var joined: [Part] = []
        for part in parts {
            switch (joined.last, part) {
            case (_, .text("")): break
            case (.text(let before)?, .text(let text)): joined[joined.count - 1] = .text(before + text)
            case (_, .text), (_, .template): joined.append(part)
            }
        }
        self.parts = joined
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
