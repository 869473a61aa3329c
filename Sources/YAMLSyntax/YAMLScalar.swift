package import Diagnostics

/// A scalar: its text, what the text means, and where each byte of the text stands in the file.
package struct YAMLScalar: Hashable, Sendable {
    /// The text with escapes, folding and indentation undone.
    package let text: String
    package let value: YAMLScalarValue
    package let style: YAMLScalarStyle
    /// From UTF-8 offsets in `text` to offsets in the file.
    package let offsets: OffsetMap
}

/// What a scalar means by the core schema of YAML 1.2.
package enum YAMLScalarValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
}

/// How a scalar is written.
package enum YAMLScalarStyle: String, Hashable, Sendable, CaseIterable {
    case plain
    case singleQuoted
    case doubleQuoted
    /// A block after `|`.
    case literal
    /// A block after `>`.
    case folded
}
