import JSONTree

/// How a corpus file is laid out: one field a line, long trees broken by their nesting, so that differences are small.
enum OwnCorpusLayout {
    private static let width = 112

    static func text(of cases: [OwnCorpusCase], head: String) -> String {
        head + "\n" + cases.map { "\n" + text(of: $0) }.joined()
    }

    private static func text(of entry: OwnCorpusCase) -> String {
        var lines = ["- case: \(scalar(entry.name, indent: 2))"]
        func add(_ key: String, _ value: String?) {
            if let value { lines.append("  \(key): \(scalar(value, indent: 4))") }
        }
        func add(_ key: String, block value: String?) {
            guard let value else { return }
            let block = value.split(separator: "\n").map { "    " + $0 }
            lines.append("  \(key): |\n" + block.joined(separator: "\n"))
        }
        func add(_ key: String, list values: [String]) {
            if !values.isEmpty { lines.append("  \(key):") }
            for value in values { lines.append("    - \(scalar(value, indent: 6))") }
        }
        if !entry.covers.isEmpty {
            lines.append("  covers: [\(entry.covers.map(flowScalar).joined(separator: ", "))]")
        }
        add("text", entry.text)
        add("prints", entry.prints)
        add("json", block: entry.json)
        add("writes", block: entry.writes)
        add("without-json", entry.withoutJSON)
        add("alike", list: entry.alike)
        add("unlike", list: entry.unlike)
        add("schema", entry.schema == .none ? nil : entry.schema.rawValue)
        add("type", entry.type)
        add("diagnostics", list: entry.diagnostics)
        return lines.joined(separator: "\n") + "\n"
    }
}

// MARK: - Scalars

extension OwnCorpusLayout {
    /// A name of a list in brackets: quoted unless it is a plain word.
    private static func flowScalar(_ text: String) -> String {
        let isWord = text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789.".contains(Character($0))
        }
        return isWord ? text : quoted(text)
    }

    /// A text as YAML: plain where it can be, else in quotes, or as a block if it has several lines.
    private static func scalar(_ text: String, indent: Int) -> String {
        if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) { return JSONText.encode(text) }
        guard text.contains("\n") else { return isPlain(text) ? text : quoted(text) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.allSatisfy({ !$0.isEmpty && !$0.hasSuffix(" ") }), !text.hasPrefix(" ") else {
            return JSONText.encode(text)
        }
        let margin = String(repeating: " ", count: indent)
        return "|-\n" + lines.map { margin + $0 }.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        if ["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased()) { return false }
        return !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":") && !text.hasSuffix(" ")
    }
}

// MARK: - JSON

extension OwnCorpusLayout {
    /// A JSON value with its keys sorted, on one line if it fits, else as many members or items a line as fit.
    static func json(_ value: JSONValue, indent: Int = 0) -> String {
        let line = JSONText.encode(value)
        guard line.count + indent > width else { return line }
        switch value {
        case .array(let items):
            let margin = "\n" + String(repeating: " ", count: indent + 2)
            return "[" + items.map { margin + json($0, indent: indent + 2) }.joined(separator: ",") + "]"
        case .object(let members):
            let pieces = members.sorted { $0.key < $1.key }.map { json(member: $0.key, $0.value, indent: indent + 1) }
            return "{" + filled(pieces, indent: indent + 1) + "}"
        case .null, .boolean, .integer, .number, .string: return line
        }
    }

    private static func json(member key: String, _ value: JSONValue, indent: Int) -> String {
        let name = JSONText.encode(key) + ":"
        let short = JSONText.encode(value)
        guard case .object = value, name.count + short.count + indent > width else {
            return name + json(value, indent: indent)
        }
        return name + "\n" + String(repeating: " ", count: indent + 1) + json(value, indent: indent + 1)
    }

    /// Pieces with commas between, on the same line as long as they fit.
    private static func filled(_ pieces: [String], indent: Int) -> String {
        var text = ""
        var column = indent
        for (index, piece) in pieces.enumerated() {
            let isLong = piece.contains("\n")
            if index > 0, isLong || column + piece.count + 2 > width {
                text += ",\n" + String(repeating: " ", count: indent)
                column = indent
            } else if index > 0 {
                text += ","
                column += 1
            }
            text += piece
            column = isLong ? width : column + piece.count
        }
        return text
    }
}
