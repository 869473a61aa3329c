package import Diagnostics

/// One segment of a field path: a name as it is, or a template token that stands for one, such as `${tenant}`.
package struct PQLName: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case plain(String)
        case template(PQLTemplate)

        /// Exact, scalar by scalar: the platform does not normalise Unicode.
        package static func == (left: Kind, right: Kind) -> Bool {
            switch (left, right) {
            case (.plain(let left), .plain(let right)): left.utf8.elementsEqual(right.utf8)
            case (.template(let left), .template(let right)): left == right
            case (.plain, .template), (.template, .plain): false
            }
        }
    }

    package let kind: Kind
    package let span: ByteSpan

    package init(_ kind: Kind, span: ByteSpan = .zero) {
        self.kind = kind
        self.span = span
    }

    package init(_ name: String, span: ByteSpan = .zero) {
        self.init(.plain(name), span: span)
    }

    package static func == (left: PQLName, right: PQLName) -> Bool {
        left.kind == right.kind
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
    }
}
