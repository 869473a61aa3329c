package import Diagnostics
package import JSONTree

/// One node of a PQL tree: what it says and where it was written.
///
/// Text and pql/json share this tree. Operators, methods and prefix functions are all `call`; `and` and `or` are
/// n-ary; redundant parentheses leave no trace, while a parenthesised group of the same operator stays a nested node.
/// Equality and hashing look at the meaning alone, never at spans, and need no more stack for a deep tree.
package struct PQLExpression: Sendable {
    package let kind: Kind
    /// UTF-8 byte offsets in the expression's text; `ByteSpan.zero` for a node that was made, not read.
    package let span: ByteSpan
    /// Members of the node's pql/json form that this version does not know, kept as they were. Empty for text.
    package let extraMembers: [String: JSONValue]

    package init(_ kind: Kind, span: ByteSpan = .zero, extraMembers: [String: JSONValue] = [:]) {
        self.kind = kind
        self.span = span
        self.extraMembers = extraMembers
    }

    package indirect enum Kind: Sendable {
        case string(PQLString)
        case boolean(Bool)
        case integer(Int64)
        /// An integer with the suffix `L`.
        case long(Int64)
        /// Always finite.
        case double(Double)
        case null
        /// `now`, `today`, `yesterday`, `tomorrow`.
        case moment(PQLMoment)
        case list([PQLExpression])
        /// `{"key": value, …}`, in the order written.
        case object([PQLMember])
        /// `${name}` or `${segment:KEY}` where a value is expected.
        case template(PQLTemplate)
        /// The implicit subject of bare names: the profile at the top, the item inside a filter, an item method or a
        /// chain step. `up` counts the carets: 0 is the innermost subject, 1 is `^`.
        case subject(up: Int)
        /// `$1`, `$2`, …, counted from 1.
        case parameter(Int)
        /// A name bound by `select`, `exists`, `forall`, an aggregate, `let` or a lambda.
        case variable(String)
        case field(of: PQLExpression, PQLName)
        /// `array[condition]`.
        case filter(PQLExpression, where: PQLExpression)
        /// An operator or a function by its canonical name, the receiver of a method first: `=`, `and`, `in`, `not`,
        /// `+`, `-` (one or two arguments), `equals`, `inSegment`, `if`, …
        case call(PQLFunction, [PQLExpression])
        case lambda([String], PQLExpression)
        case query(PQLQuantifier, [PQLDeclaration])
        /// `sum E over V from A …`, or the short `sum V from A …` without `of`.
        case aggregate(PQLAggregate, of: PQLExpression?, over: [PQLDeclaration])
        case binding(name: String, value: PQLExpression, body: PQLExpression)
        case occurs(PQLExpression, PQLOccurrence)
        case chain(PQLChain)
        /// `@{schema;version=1}` of the decisioning dialect.
        case schemaReference(id: String, version: Int?)
        /// A pql/json node that this version does not know, kept as it was.
        case unknown(JSONValue)
        /// Where the text could not be read; everything accepts it silently.
        case error
    }
}
