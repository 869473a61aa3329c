import Diagnostics
import Testing
import YAMLSyntax

/// One expression of our own corpus with everything that is expected of it: see `Tests/Corpus/pql/README.md`.
struct OwnCorpusCase: Sendable {
    /// What the expression is held against.
    enum Schema: String, Sendable {
        /// Nothing: the expression is read, printed and converted, and no more.
        case none
        /// The schemas in `schemas/luma`, as a rule about profiles.
        case profile
        /// The same schemas, as a part of a rule, which may give anything.
        case part
    }

    let file: String
    let name: String
    /// Functions of section (b), node and literal types of section (d), and the sections themselves.
    var covers: [String] = []
    /// The text that is read; without one, `json` is read.
    var text: String?
    /// The canonical text, if it is not the one that is read.
    var prints: String?
    /// The tree in pql/json: what is written of a text, or what is read.
    var json: String?
    /// What is written of a tree in pql/json, if it is not the one that is read.
    var writes: String?
    /// Why there is no pql/json for a text without errors: the error of `PQLEncodingError`.
    var withoutJSON: String?
    /// Texts with the same canonical form.
    var alike: [String] = []
    /// Texts with another canonical form.
    var unlike: [String] = []
    var schema = Schema.none
    /// The type of the whole in words, for a case with a schema.
    var type: String?
    /// All diagnostics in their order: code, bytes, message.
    var diagnostics: [String] = []

    /// For messages.
    var place: String { "\(file): \(name)" }
}

extension OwnCorpusCase {
    static func line(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.rule.code) \(diagnostic.span.start)..\(diagnostic.span.end) \(diagnostic.message)"
    }
}

// MARK: - Reading

extension OwnCorpusCase {
    /// Reads one entry of a corpus file; nil after telling what is wrong with it.
    init?(_ node: YAMLNode, file: String) {
        guard let entries = node.mapping, let first = entries.first, first.key.scalar?.text == "case",
            let name = first.value.scalar?.text
        else {
            Issue.record("\(file): expected a mapping that begins with 'case', found \(node.describedKind)")
            return nil
        }
        self.init(file: file, name: name)
        for entry in entries.dropFirst() where !read(entry) {
            Issue.record("\(place): cannot read '\(entry.key.scalar?.text ?? "?")'")
        }
    }

    private mutating func read(_ entry: YAMLEntry) -> Bool {
        let text = entry.value.scalar?.text
        let texts = entry.value.sequence?.compactMap { $0.scalar?.text }
        switch entry.key.scalar?.text {
        case "covers": covers = texts ?? []
        case "text": self.text = text
        case "prints": prints = text
        case "json": json = text
        case "writes": writes = text
        case "without-json": withoutJSON = text
        case "alike": alike = texts ?? []
        case "unlike": unlike = texts ?? []
        case "schema":
            guard let known = text.flatMap(Schema.init) else { return false }
            schema = known
        case "type": type = text
        case "diagnostics": diagnostics = texts ?? []
        default: return false
        }
        return text != nil || texts?.isEmpty == false
    }
}
