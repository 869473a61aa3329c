/// Lays out trees as PQL text over as many lines as it takes.
///
/// What fits into the width stands on one line, exactly as `PQLPrinter` writes it. Otherwise, from the outside inwards:
///
/// - rows of `and` and `or` have an operand on each line, the operator first;
/// - clauses (`where`, `over`, the declarations of a `select`) begin lines of their own, two columns further in;
/// - what stands in brackets goes to lines of its own, two columns further in than the line that opens them, each
///   argument, member or chain step on one; plain values fill their lines;
/// - of several brackets in a row, as in `a[…].exists(…)`, the widest opens first;
/// - comparisons and arithmetic are broken before the operator where the operands alone do not fit;
/// - a path is broken before a dot only when nothing else is left.
///
/// Names, numbers and string literals are never broken, so a line with a longer one is longer than the width. No line
/// ends with a blank, and the text does not end with a line break.
///
/// Laws: parsing the layout gives an equal tree, under the same conditions as for the printer; so the layout of what
/// was parsed from a layout is that layout again.
package enum PQLLayout {
    /// The width of lines where nothing else is asked for.
    package static let defaultWidth = 100

    /// The tree as text whose lines have at most `width` Unicode scalars where that is possible.
    ///
    /// With `templates`, the text is a manifest's, see `PQLPrinter.print`.
    package static func text(of tree: PQLExpression, width: Int = defaultWidth, templates: Bool = true) -> String {
        var renderer = LayoutRenderer(TreeWriter.tokens(of: tree, escapesTemplates: templates), width: width)
        return renderer.text()
    }
}
