package import Diagnostics

/// A template token: `${name}` or `${segment:KEY}`.
package struct PQLTemplate: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case variable(String)
        /// The id of another managed segment, by its manifest key.
        case segment(String)
    }

    package let kind: Kind
    /// The whole token, from `$` to behind `}`.
    package let span: ByteSpan

    package init(_ kind: Kind, span: ByteSpan = .zero) {
        self.kind = kind
        self.span = span
    }

    package static func == (left: PQLTemplate, right: PQLTemplate) -> Bool {
        left.kind == right.kind
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
    }
}
