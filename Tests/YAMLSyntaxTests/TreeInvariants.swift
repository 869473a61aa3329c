import Diagnostics
import YAMLSyntax

/// What holds for every file whatever is in it; returns what does not.
struct TreeInvariants {
    private let bytes: [UInt8]
    private(set) var violations: [String] = []

    static func violations(of bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> [String] {
        var check = TreeInvariants(bytes: bytes)
        check.check(YAMLParser.parse(bytes, file: FileID("f.yaml"), limits: limits))
        return check.violations
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func check(_ stream: YAMLStream) {
        let all = ByteSpan(0, bytes.count)
        var previousEnd = 0
        for document in stream.documents {
            expect(document.span, within: all, "document")
            if document.span.start < previousEnd { violations.append("documents overlap at \(document.span)") }
            previousEnd = document.span.end
            if let root = document.root { check(root, within: document.span) }
            let cut = stream.diagnostics.contains { $0.severity == .error }
            if !document.isComplete, !cut { violations.append("incomplete without an error: \(document.span)") }
        }
        let codes = Set(YAMLDiagnostics.rules.map(\.code))
        for diagnostic in stream.diagnostics {
            expect(diagnostic.span, within: all, diagnostic.message)
            for note in diagnostic.notes { expect(note.span, within: all, note.message) }
            if !codes.contains(diagnostic.rule.code) { violations.append("unlisted rule \(diagnostic.rule.code)") }
        }
    }

    private mutating func expect(_ span: ByteSpan, within outer: ByteSpan, _ what: String) {
        if span.start < outer.start || span.end > outer.end {
            violations.append("\(what): \(span.start)..<\(span.end) is not in \(outer.start)..<\(outer.end)")
        }
    }

    private mutating func check(_ node: YAMLNode, within outer: ByteSpan) {
        expect(node.span, within: outer, node.describedKind)
        // What an alias names stands elsewhere, and is checked there.
        let first = node.span.start < bytes.count ? bytes[node.span.start] : 0
        if node.span.length > 0, first == UInt8(ascii: "*") { return }
        switch node.kind {
        case .scalar(let scalar): check(scalar, span: node.span)
        case .sequence(let items):
            for item in items { check(item, within: node.span) }
        case .mapping(let entries):
            for entry in entries {
                check(entry.key, within: node.span)
                check(entry.value, within: node.span)
            }
        }
    }

    /// Every byte of the text but blanks and breaks stands in the file where the map says, or an escape does.
    private mutating func check(_ scalar: YAMLScalar, span: ByteSpan) {
        var previous = span.start
        var isInEscape = false
        for (derived, byte) in scalar.text.utf8.enumerated() {
            let original = scalar.offsets.original(of: derived)
            guard original >= previous, original < bytes.count else {
                violations.append("\(scalar.style): offset \(derived) maps to \(original), after \(previous)")
                return
            }
            previous = original
            // Bytes behind the first of an escaped character have no source of their own.
            if isInEscape, byte & 0xC0 == 0x80 { continue }
            isInEscape = scalar.style == .doubleQuoted && bytes[original] == UInt8(ascii: "\\")
            guard !isInEscape, byte > 0x20, byte < 0x7F || byte >= 0xC0 else { continue }
            let isBreakOrReplaced = byte == UInt8(ascii: "_") || bytes[original] == 0xC2
            if bytes[original] != byte, !isBreakOrReplaced {
                violations.append("\(scalar.style): byte \(derived) is not at \(original) in \(span)")
                return
            }
        }
        let end = scalar.offsets.original(of: scalar.text.utf8.count)
        if end < previous || end > bytes.count { violations.append("\(scalar.style): the end maps to \(end)") }
    }
}
