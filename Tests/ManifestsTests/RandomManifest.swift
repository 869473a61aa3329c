import TestSupport

/// A manifest file as people write them, at random: comments, empty lines, styles and blanks everywhere.
struct RandomManifest {
    /// The file, with LF.
    private(set) var text = ""
    /// The comments in the order of the file.
    private(set) var comments: [String] = []
    /// What no formatting may change, in the order of the file.
    private(set) var keptLines: [String] = []

    private var random: SeededRandom
    /// Further in than this no comment may stand, or the block before would take it.
    private var commentColumn = 8

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let count = 1 + below(3)
        for index in 0..<count {
            if index > 0 { separator() }
            document("s\(index)")
        }
        filler()
        if commentColumn == 8, chance(4) { while text.last == "\n" { text.removeLast() } }
    }

    private mutating func document(_ key: String) {
        if chance(12) { return flowDocument(key) }
        var parts: [(inout RandomManifest) -> Void] = [
            { $0.line("key: \(key)") },
            { $0.line("name: \($0.pick(["Größe \(key)", "\"Quoted:   \(key)\"", "'it''s \(key)'", "plain \(key)"]))") },
            { $0.expression(of: "expression", margin: "") },
        ]
        if chance(2) { parts.append { $0.description() } }
        if chance(2) { parts.append { $0.line("ttlInDays:   90") } }
        if chance(3) { parts.append { $0.line("sandboxes: [ dev,dev ]") } }
        if chance(3) { parts.append { $0.overrides() } }
        parts.shuffle(using: &random)
        for part in parts {
            filler()
            part(&self)
        }
    }

    private mutating func flowDocument(_ key: String) {
        filler()
        let rule = rule().replacing("\n", with: " ")
        line("{ \"key\": \(key),   name: '\(key)',\(blanks())expression: '\(rule)' }", isKept: false)
    }

    private mutating func separator() {
        filler()
        // Where a document may begin YAML takes a tab for indentation.
        if chance(5) { text += pick(["...\n", "... \n"]) }
        text += pick(["---\n", "---   \n"])
        commentColumn = 8
    }

    /// Empty lines and comments between what matters.
    private mutating func filler() {
        for _ in 0..<below(4) {
            if chance(2) {
                let column = min(pick([0, 0, 1, 2, 3, 4, 7]), commentColumn)
                text += String(repeating: " ", count: column) + comment() + blanks() + "\n"
                commentColumn = 8
            } else {
                text += pick(["", "", "  ", "    "]) + "\n"
            }
        }
    }

    private mutating func comment() -> String {
        let comment = "# \(pick(["note", "größer", "key: value", "'a", "- b"])) \(comments.count)"
        comments.append(comment)
        return comment
    }

    private mutating func line(_ content: String, isKept: Bool = true) {
        if isKept { keptLines.append(content) }
        text += content
        if chance(5) { text += pick([" ", "\t", "   "]) + comment() }
        text += blanks() + "\n"
        commentColumn = 8
    }

    private mutating func description() {
        switch below(4) {
        case 0: line("description: 'two  words, ${market}'")
        case 1:
            keep("description: \"several lines  \n\n\n   of   text\"\n")
        case 2:
            keep("description: |\n   a   block  \n\n\n   with blanks\t\n")
            commentColumn = 2
        default:
            keep("description: >+\n  folded\n  # no comment\n\n")
            commentColumn = 1
        }
    }

    private mutating func keep(_ lines: String) {
        keptLines += lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
        text += lines
        commentColumn = 8
    }

    private mutating func overrides() {
        text += "overrides:" + blanks() + "\n"
        if chance(2) { text += "  " + comment() + "\n" }
        text += "  dev:\n"
        expression(of: "expression", margin: "    ")
        if chance(2) { line("    evaluation:  batch") }
    }

    // MARK: - Expressions

    private mutating func expression(of key: String, margin: String) {
        if chance(6) {
            text += "\(margin)\(key):\(blanks())\n"
            line("\(margin)  format: pql/text")
            return scalar(of: "value", margin: margin + "  ")
        }
        scalar(of: key, margin: margin)
    }

    private mutating func scalar(of key: String, margin: String) {
        let rule = rule()
        let oneLine = rule.replacing("\n", with: " ")
        let isPlain = !rule.contains(": ")
        switch below(8) {
        case 0 where isPlain, 1 where isPlain: line("\(margin)\(key): \(oneLine)", isKept: false)
        case 2: line("\(margin)\(key): '\(oneLine)'", isKept: false)
        case 3:
            let escaped = rule.replacing("\"", with: "\\\"").replacing("\n", with: "\n\(margin)   ")
            line("\(margin)\(key):\(chance(3) ? "\n\(margin)  " : " ")\"\(escaped)\"", isKept: false)
        case 4 where isPlain: line("\(margin)\(key): \(rule.replacing("\n", with: "\n\(margin)  "))", isKept: false)
        default:
            let column = margin.count + 1 + below(6)
            let header = pick(["|", "|", "|-", "|+", ">", ">-"])
            line("\(margin)\(key): \(header)", isKept: false)
            let indent = String(repeating: " ", count: column)
            text += indent + rule.replacing("\n", with: "\n" + indent) + "\n"
            commentColumn = column - 1
        }
    }

    /// Several conditions with blanks and line breaks between.
    private mutating func rule() -> String {
        let conditions = [
            "person.birthYear>=1980", "${tenant}.loyalty.level  in [\"gold\",\"größer\"]", "not (a = b)",
            "person.name.firstName.equals(\"Ada\",false)", "xEvent.exists(eventType=\"x\" and timestamp occurs today)",
            "(homeAddress.city=\"Zürich\"  or homeAddress.city=\"Genève\")",
            "CHAIN(xEvent,timestamp,[A: WHAT(eventType=\"x\") WHEN(<= 3 days before now)])",
        ]
        var text = pick(conditions)
        for _ in 0..<below(5) {
            text += pick([" ", "\n", "  "]) + "and" + pick([" ", "\n", " "]) + pick(conditions)
        }
        return text
    }

    private mutating func blanks() -> String { chance(3) ? pick([" ", "  ", "\t", " \t "]) : "" }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
