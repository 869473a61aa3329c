internal import Diagnostics
internal import YAMLSyntax

/// Where a field stands that holds in one sandbox, or where it must be added.
enum FieldPlace {
    case standing(StandingValue)
    /// To be added to the document's own fields.
    case inDocument
    /// To be added to the sandbox's overrides.
    case inOverride
}

/// A value of a manifest in its file.
struct StandingValue {
    let entry: YAMLEntry
    /// The keys that lead to it from the document's root.
    let path: [String]
    /// Whether it stands within `{…}`.
    let isInFlow: Bool
}

/// A document of a file in which one manifest stands.
struct ManifestDocument {
    /// With LF as the only line break.
    let bytes: [UInt8]
    let root: YAMLNode
    /// Its place among the documents of the file.
    let index: Int

    /// Where the value of a field stands that holds in the sandbox.
    ///
    /// A manifest that other sandboxes read too is changed in the overrides alone.
    func place(of field: String, in sandbox: String, isShared: Bool) throws(AdoptionRefusal) -> FieldPlace {
        let overrides = try child("overrides", of: root, [])
        let own = try overrides.flatMap { overrides throws(AdoptionRefusal) in
            try child(sandbox, of: overrides.entry.value, ["overrides"], isInFlow: overrides.isInFlow)
        }
        if let own, let value = try child(field, of: own.entry.value, own.path, isInFlow: own.isInFlow) {
            return .standing(value)
        }
        if isShared { return .inOverride }
        return try child(field, of: root, []).map(FieldPlace.standing) ?? .inDocument
    }

    /// The entry of a mapping; nil where there is none.
    func child(
        _ key: String,
        of node: YAMLNode,
        _ path: [String],
        isInFlow: Bool = false
    ) throws(AdoptionRefusal) -> StandingValue? {
        guard let entry = node.mapping?.first(where: { $0.key.string == key }) else { return nil }
        let isInFlow = isInFlow || begins(node, with: "{")
        guard entry.value.scalar?.value != .null else {
            throw AdoptionRefusal("'\(key)' stands in the manifest without a value")
        }
        let gap = ByteSpan(entry.key.span.end, max(entry.key.span.end, entry.value.span.start))
        guard !begins(entry.value, with: "*"), !RepeatedValues.isAnchored(gap, in: bytes) else {
            throw AdoptionRefusal("'\(key)' has an anchor or is an alias, so that its text counts elsewhere too")
        }
        return StandingValue(entry: entry, path: path + [key], isInFlow: isInFlow)
    }

    func begins(_ node: YAMLNode, with character: Unicode.Scalar) -> Bool {
        node.span.start < bytes.count && bytes[node.span.start] == UInt8(ascii: character)
    }
}

// MARK: Places in the text

extension ManifestDocument {
    func text(_ span: ByteSpan) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }

    func endOfLine(from offset: Int) -> Int {
        bytes[min(offset, bytes.count)...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    func startOfLine(of offset: Int) -> Int {
        bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    /// How many characters stand before an offset on its line.
    func column(of offset: Int) -> Int {
        text(ByteSpan(startOfLine(of: offset), offset)).unicodeScalars.count { $0 != "\u{FEFF}" }
    }

    /// Whether a comment or blanks stand so far in behind a line that a block of that column would take them.
    func blockWouldTakeMore(behind offset: Int, column: Int) -> Bool {
        var line = endOfLine(from: offset) + 1
        while line < bytes.count {
            let end = endOfLine(from: line)
            let text = text(ByteSpan(line, end))
            if let first = text.firstIndex(where: { $0 != " " && $0 != "\t" }) {
                return text[first] == "#" && text[..<first].utf8.count >= column
            }
            if text.utf8.count > column { return true }
            line = end + 1
        }
        return false
    }

    /// How much further in the file's blocks stand than what holds them; 2 where it has none.
    var indentation: Int {
        func step(_ node: YAMLNode) -> Int? {
            for entry in node.mapping ?? [] {
                guard let inner = entry.value.mapping?.first?.key, !begins(entry.value, with: "{"),
                    !begins(entry.value, with: "*")
                else { continue }
                return column(of: inner.span.start) - column(of: entry.key.span.start)
            }
            return nil
        }
        return step(root).map { max($0, 1) } ?? 2
    }
}
