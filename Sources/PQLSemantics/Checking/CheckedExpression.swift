package import Diagnostics
package import PQLSyntax
package import XDM

/// A tree with what is known about it from the schemas.
package struct CheckedExpression: Sendable {
    package let tree: PQLExpression
    /// In the file `FileID.expression`, by the offsets of the tree, in the order of the text.
    package let diagnostics: [Diagnostic]
    /// What the whole expression gives; `any` where nothing is known, as after a mistake.
    package let type: XDMType
    /// Where a path goes on through a relationship: the first name in the other entity, in the order of the text.
    ///
    /// The span is empty for a tree that was not read from text.
    package let relationshipSteps: [ByteSpan]
    /// The fields it reads: class, such as `_xdm.context.experienceevent` → dotted paths.
    ///
    /// Items of arrays and values of maps stand under the path of their field. A class whose entity is used without
    /// any of its fields has an empty set. Names that are still templates end a path.
    package let fieldPaths: [String: Set<String>]
    /// The other audiences it asks about, in the order of the text.
    package let segmentReferences: [SegmentReference]

    package init(
        tree: PQLExpression,
        diagnostics: [Diagnostic],
        type: XDMType,
        relationshipSteps: [ByteSpan],
        fieldPaths: [String: Set<String>],
        segmentReferences: [SegmentReference]
    ) {
        self.tree = tree
        self.diagnostics = diagnostics
        self.type = type
        self.relationshipSteps = relationshipSteps
        self.fieldPaths = fieldPaths
        self.segmentReferences = segmentReferences
    }
}

/// A place where an expression asks about another audience.
package struct SegmentReference: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        /// Its id in the sandbox, as in `inSegment("…")` and `segmentMembership.get("ups").get("…")`.
        case id(String)
        /// Its manifest key, as in `${segment:KEY}`.
        case key(String)
    }

    package let target: Target
    package let span: ByteSpan

    package init(_ target: Target, span: ByteSpan) {
        self.target = target
        self.span = span
    }
}
