/// A place for people to read: line and column, both counted from 1, the column in Unicode scalars.
package struct SourcePosition: Hashable, Sendable, Codable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
