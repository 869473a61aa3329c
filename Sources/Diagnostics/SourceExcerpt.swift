/// What of a line is shown with a diagnostic.
package struct SourceExcerpt: Hashable, Sendable {
    /// A line with more bytes is cut, so that a rule on one line of any length stays readable.
    static let longest = 240

    package let text: String
    /// The column of the text's first character, counted from 1.
    package let column: Int
    package let isCutBefore: Bool
    package let isCutBehind: Bool

    init(_ text: String, column: Int, isCutBefore: Bool = false, isCutBehind: Bool = false) {
        self.text = text
        self.column = column
        self.isCutBefore = isCutBefore
        self.isCutBehind = isCutBehind
    }
}
