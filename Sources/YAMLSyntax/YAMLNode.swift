package import Diagnostics

/// A value in a YAML document with the bytes it stands in.
///
/// The span is that of the value alone: an anchor or a tag before it is not part of it, nor are blanks and comments
/// behind it. An alias becomes the node it names with the span of the alias; the nodes inside keep their own spans.
package struct YAMLNode: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    package let kind: Kind
    package let span: ByteSpan

    package init(kind: Kind, span: ByteSpan) {
        self.kind = kind
        self.span = span
    }
}

/// One key of a mapping with its value; of keys that occur twice only the first is kept.
package struct YAMLEntry: Hashable, Sendable {
    package let key: YAMLNode
    package let value: YAMLNode

    package init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
    }
}

extension YAMLNode {
    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = kind { scalar } else { nil }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let items) = kind { items } else { nil }
    }

    package var mapping: [YAMLEntry]? {
        if case .mapping(let entries) = kind { entries } else { nil }
    }

    /// The text of a scalar that resolves to a string.
    package var string: String? {
        if case .string(let text)? = scalar?.value { text } else { nil }
    }

    /// What the node is, for messages: "expected a list, found a mapping".
    package var describedKind: String {
        switch kind {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "null"
            case .boolean: "a boolean"
            case .integer, .double: "a number"
            case .string: "a string"
            }
        }
    }
}
