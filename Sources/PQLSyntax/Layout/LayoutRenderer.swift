/// Chooses where lines end, in the manner of Oppen's pretty printer: one pass back over the tokens measures, one pass
/// forward decides.
///
/// Every decision not to end a line guarantees that the text fits up to the next place that may be decided otherwise.
/// So a line is longer than the width only if nothing on it could be broken. Time is in proportion to the tokens, and
/// no scope costs stack.
struct LayoutRenderer {
    private static let step = 2

    private let tokens: [LayoutToken]
    private let width: Int
    private let extents: LayoutExtents
    private var output = ""
    private var column = 0
    /// Where the current line begins.
    private var indentation = 0
    private var scopes: [Scope] = []

    private struct Scope {
        /// Where the scope's lines begin.
        let inside: Int
        /// Where the line begins on which it was opened.
        let outside: Int
        let isBroken: Bool
    }

    init(_ tokens: [LayoutToken], width: Int) {
        self.tokens = tokens
        self.width = width
        extents = LayoutExtents(tokens)
    }

    mutating func text() -> String {
        for (index, token) in tokens.enumerated() {
            switch token {
            case .text(let text):
                output += text
                column += extents.width(of: index)
            case .open(let scope): open(scope, at: index)
            case .close: scopes.removeLast()
            case .line(let line): self.line(line, at: index)
            }
        }
        return output
    }

    private mutating func open(_ scope: LayoutScope, at index: Int) {
        let inside =
            switch scope {
            case .group: scopes.last?.inside ?? 0
            case .hanging, .brackets, .snugBrackets: indentation + Self.step
            }
        scopes.append(Scope(inside: inside, outside: indentation, isBroken: isBroken(at: index)))
    }

    private func isBroken(at index: Int) -> Bool {
        guard fits(extents.reach(of: index)) else { return true }
        // It fits, but what stands in a row with it would not: better to open the widest of the row.
        guard let row = extents.row(of: index), row.isWidest else { return false }
        return !fits(row.reach)
    }

    private func fits(_ reach: Int) -> Bool { column + reach <= width }

    private mutating func line(_ line: LayoutLine, at index: Int) {
        let (inside, isBroken) = scopes.last.map { ($0.inside, $0.isBroken) } ?? (0, false)
        switch line {
        case .together where isBroken: begin(inside)
        case .closing where isBroken: begin(scopes.last?.outside ?? 0)
        case .apart where !fits(extents.reach(of: index)): begin(inside + Self.step)
        case .item where !fits(extents.reach(of: index)): begin(inside)
        case .together, .closing, .apart, .item:
            if line.isBlank {
                output += " "
                column += 1
            }
        }
    }

    private mutating func begin(_ indentation: Int) {
        output += "\n"
        output += String(repeating: " ", count: indentation)
        self.indentation = indentation
        column = indentation
    }
}
