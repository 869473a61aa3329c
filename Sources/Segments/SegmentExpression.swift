package import PQLSyntax

/// A definition's rule, compared by meaning.
///
/// pql/text and pql/json that say the same are equal. A rule that cannot be read is `opaque` and equal to nothing but
/// its own text.
package struct SegmentExpression: Sendable {
    private enum Form: Hashable, Sendable {
        case tree(PQLExpression)
        case opaque(Written)
    }

    /// The tree as written, with its spans; nil for a rule that could not be read.
    package let tree: PQLExpression?
    private let canonical: Form
    /// To the letter as the service answered it; nil for a rule of a manifest.
    private let answered: Written?

    /// A rule in the words of one of its forms.
    package struct Written: Hashable, Sendable {
        /// `pql/text` or `pql/json`.
        package let format: String
        package let value: String

        package init(format: String, value: String) {
            self.format = format
            self.value = value
        }
    }

    package init(_ tree: PQLExpression) {
        self.init(tree: tree, canonical: .tree(PQLCanonical.form(of: tree)), answered: nil)
    }

    /// Reads what the service answered: `format` is `pql/text` or `pql/json`.
    package init(format: String, value: String) {
        let answered = Written(format: format, value: value)
        if let tree = PQLForm(rawValue: format)?.read(value.utf8), !tree.hasErrors {
            self.init(tree: tree.tree, canonical: .tree(PQLCanonical.form(of: tree.tree)), answered: answered)
        } else {
            self.init(tree: nil, canonical: .opaque(answered), answered: answered)
        }
    }

    private init(tree: PQLExpression?, canonical: Form, answered: Written?) {
        self.tree = tree
        self.canonical = canonical
        self.answered = answered
    }

    /// The rule as it is sent: one that came from the service to the letter, another as text, or as a tree where text
    /// has no words for it. No template may stand in it any more.
    package var sent: Written {
        if let answered { return answered }
        guard let tree else { preconditionFailure("a rule without a tree came from the service") }
        let form: PQLForm = tree.isText ? .text : .json
        do throws(PQLEncodingError) {
            return Written(format: form.rawValue, value: try form.write(tree))
        } catch {
            preconditionFailure("a rule without templates and errors is always a tree: \(error)")
        }
    }

    /// The rule as PQL text on one line; for an opaque rule the text as it came.
    package var text: String {
        if let tree { return PQLPrinter.print(tree) }
        guard case .opaque(let written) = canonical else { preconditionFailure("a rule without a tree is opaque") }
        return written.value
    }

    /// A text that is equal for equal rules, for digests.
    package var canonicalText: String {
        switch canonical {
        case .tree(let tree): PQLPrinter.print(tree)
        case .opaque(let written): written.format + ":" + written.value
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
