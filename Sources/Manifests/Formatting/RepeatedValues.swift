internal import Diagnostics
internal import YAMLSyntax

/// The values inside lists and mappings that aliases repeat.
struct RepeatedValues {
    private let bytes: [UInt8]
    /// Where they begin.
    private var starts: Set<Int> = []

    init(_ documents: [YAMLDocument], in bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.contains(UInt8(ascii: "*")) else { return }
        for document in documents {
            if let root = document.root { visit(root, isRepeated: false) }
        }
    }

    func contain(_ node: YAMLNode) -> Bool { starts.contains(node.span.start) }

    /// Whether an anchor stands among what lies between a key and its value.
    static func isAnchored(_ gap: ByteSpan, in bytes: [UInt8]) -> Bool {
        guard gap.start < gap.end else { return false }
        let lines = bytes[gap.start..<gap.end].split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return lines.contains { line in
            let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            return words.prefix { $0.first != UInt8(ascii: "#") }.contains { word in
                // The colon of a quoted key needs no blank behind it.
                word.drop { $0 == UInt8(ascii: ":") }.first == UInt8(ascii: "&")
            }
        }
    }

    private mutating func visit(_ node: YAMLNode, isRepeated: Bool) {
        switch node.kind {
        case .scalar: if isRepeated { starts.insert(node.span.start) }
        case .sequence(let items):
            let isRepeated = isRepeated || isAlias(node, first: items.first)
            for item in items { visit(item, isRepeated: isRepeated) }
        case .mapping(let entries):
            let isRepeated = isRepeated || isAlias(node, first: entries.first?.key)
            for entry in entries { visit(entry.value, isRepeated: isRepeated) }
        }
    }

    /// Whether an alias stands for the node; a mapping may also begin with one, as its first key.
    private func isAlias(_ node: YAMLNode, first: YAMLNode?) -> Bool {
        guard node.span.start < bytes.count, bytes[node.span.start] == UInt8(ascii: "*") else { return false }
        return first.map { $0.span.start != node.span.start } ?? false
    }
}
