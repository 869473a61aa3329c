package import PQLSyntax

/// A definition's rule, compared by meaning.
///
/// pql/text and pql/json that say the same are equal. A rule that cannot be read is `opaque` and equal to nothing but
/// its own text.
package struct SegmentExpression: Sendable {
    private enum Form: Hashable, Sendable {
        case tree(PQLExpression)
        case opaque(format: String, value: String)
    }

    /// The tree as written, with its spans; nil for a rule that could not be read.
    package let tree: PQLExpression?
    private let canonical: Form

    package init(_ tree: PQLExpression) {
        self.init(tree: tree, canonical: .tree(PQLCanonical.form(of: tree)))
    }

    /// Reads what the service answered: `format` is `pql/text` or `pql/json`.
    package init(format: String, value: String) {
        if let parsed = PQLForm(rawValue: format)?.read(value.utf8), !parsed.hasErrors {
            self.init(parsed.tree)
        } else {
            self.init(tree: nil, canonical: .opaque(format: format, value: value))
        }
    }

    private init(tree: PQLExpression?, canonical: Form) {
        self.tree = tree
        self.canonical = canonical
    }

    /// The rule as it is sent: text, or a tree where text has no words for it. No template may stand in it any more.
    package var sent: (format: String, value: String) {
        guard let tree else { preconditionFailure("only a rule that can be read is ever sent") }
        let form: PQLForm = tree.isText ? .text : .json
        do throws(PQLEncodingError) {
            return (form.rawValue, try form.write(tree))
        } catch {
            preconditionFailure("a rule without templates and errors is always a tree: \(error)")
        }
    }

    /// The rule as PQL text on one line; for an opaque rule the text as it came.
    package var text: String {
        if let tree { return PQLPrinter.print(tree) }
        guard case .opaque(_, let value) = canonical else { preconditionFailure("a rule without a tree is opaque") }
        return value
    }

    /// A text that is equal for equal rules, for digests.
    package var canonicalText: String {
        switch canonical {
        case .tree(let tree): PQLPrinter.print(tree)
        case .opaque(let format, let value): format + ":" + value
        }
    }
}

extension SegmentExpression: Hashable {
    package static func == (left: SegmentExpression, right: SegmentExpression) -> Bool {
        left.canonical == right.canonical
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(canonical)
    }
}
