// Where lines may end; on one line all of it is text.

extension TreeWriter {
    mutating func open(_ scope: LayoutScope) {
        if marksLines { put(.open(scope)) }
    }

    mutating func close() {
        if marksLines { put(.close) }
    }

    /// Writes a text behind a place where the line may end.
    mutating func say(_ text: String, after line: LayoutLine) {
        if marksLines {
            put(.line(line))
            say(text)
        } else {
            say(line.isBlank ? " " + text : text)
        }
    }

    mutating func line(_ line: LayoutLine) {
        if marksLines {
            put(.line(line))
        } else if line.isBlank {
            say(" ")
        }
    }

    mutating func comma(_ line: LayoutLine = .together(blank: true)) {
        if marksLines {
            say(",")
            self.line(line)
        } else {
            say(", ")
        }
    }

    /// Writes a text, which must not end with a blank, before a place where the line may end.
    mutating func say(_ text: String, before line: LayoutLine) {
        say(text)
        self.line(line)
    }

    /// Writes what stands between brackets, on lines of its own where it does not fit.
    mutating func inBrackets(
        _ opening: String,
        _ closing: String,
        _ scope: LayoutScope = .brackets,
        _ content: (inout TreeWriter) -> Void
    ) {
        say(opening)
        open(scope)
        line(.together(blank: false))
        content(&self)
        line(.closing)
        close()
        say(closing)
    }

    /// Writes a node whose own lines, if it has any, begin further in than its first.
    mutating func writeHanging(_ node: PQLExpression, _ level: Level) {
        guard marksLines, Self.level(of: node) < .not else { return write(node, level) }
        open(.hanging)
        write(node, level)
        close()
    }
}
