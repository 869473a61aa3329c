internal import Diagnostics
internal import YAMLSyntax

/// Takes the members of one YAML mapping by name and type, and reports all that is wrong with them.
///
/// Every accessor returns nil both for a member that is absent and for one that is wrong; the latter has been
/// reported. Unknown keys are reported when the reader is made.
struct MappingReader {
    let file: FileID
    let span: ByteSpan
    private let entries: [String: YAMLEntry]
    private let owner: String

    /// `owner` names the mapping in messages, such as `a manifest`. Anything but a mapping is reported.
    init?(_ node: YAMLNode, file: FileID, owner: String, keys: [String], into found: inout [Diagnostic]) {
        guard let mapping = node.mapping else {
            found.append(ManifestDiagnostics.wrongType(owner, expected: "a mapping", node, file: file))
            return nil
        }
        var entries: [String: YAMLEntry] = [:]
        for entry in mapping {
            guard let key = entry.key.string else {
                found.append(ManifestDiagnostics.keyIsNoString(entry.key, file: file))
                continue
            }
            if keys.contains(key) {
                entries[key] = entry
            } else {
                found.append(ManifestDiagnostics.unknownKey(key, in: owner, known: keys, entry.key, file: file))
            }
        }
        self.entries = entries
        self.file = file
        self.span = node.span
        self.owner = owner
    }

    /// The value of a member; an explicit null counts as absent.
    func node(_ key: String) -> YAMLNode? {
        guard let node = entries[key]?.value else { return nil }
        if let scalar = node.scalar, scalar.value == .null { return nil }
        return node
    }

    /// The key of a member, or where the mapping begins.
    func keySpan(_ key: String) -> ByteSpan { entries[key]?.key.span ?? ByteSpan(span.start, span.start) }

    /// As `node`, but its absence is reported.
    func required(_ key: String, into found: inout [Diagnostic]) -> YAMLNode? {
        if let node = node(key) { return node }
        found.append(ManifestDiagnostics.missingKey(key, in: owner, file: file, span: keySpan(key)))
        return nil
    }

    func string(_ key: String, into found: inout [Diagnostic]) -> Located<String>? {
        node(key).flatMap { string($0, named: key, into: &found) }
    }

    func requiredString(_ key: String, into found: inout [Diagnostic]) -> Located<String>? {
        required(key, into: &found).flatMap { string($0, named: key, into: &found) }
    }

    func integer(_ key: String, in range: ClosedRange<Int64>, into found: inout [Diagnostic]) -> Located<Int64>? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar, case .integer(let value) = scalar.value else {
            found.append(ManifestDiagnostics.wrongType("'\(key)'", expected: "a whole number", node, file: file))
            return nil
        }
        guard range.contains(value) else {
            found.append(ManifestDiagnostics.outOfRange(key, value, range, node, file: file))
            return nil
        }
        return Located(value, file: file, span: node.span)
    }

    func boolean(_ key: String, into found: inout [Diagnostic]) -> Located<Bool>? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar, case .boolean(let value) = scalar.value else {
            found.append(ManifestDiagnostics.wrongType("'\(key)'", expected: "true or false", node, file: file))
            return nil
        }
        return Located(value, file: file, span: node.span)
    }

    func strings(_ key: String, into found: inout [Diagnostic]) -> [Located<String>]? {
        guard let node = node(key) else { return nil }
        guard let items = node.sequence else {
            found.append(ManifestDiagnostics.wrongType("'\(key)'", expected: "a list of strings", node, file: file))
            return nil
        }
        return items.compactMap { string($0, named: key, into: &found) }
    }

    func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ key: String,
        as type: Choice.Type,
        into found: inout [Diagnostic]
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let text = string(key, into: &found) else { return nil }
        guard let value = Choice(rawValue: text.value) else {
            let known = Choice.allCases.map(\.rawValue)
            found.append(ManifestDiagnostics.unknownChoice(text, key: key, known: known))
            return nil
        }
        return text.map { _ in value }
    }

    private func string(_ node: YAMLNode, named key: String, into found: inout [Diagnostic]) -> Located<String>? {
        guard let text = node.string else {
            found.append(ManifestDiagnostics.wrongType("'\(key)'", expected: "a string", node, file: file))
            return nil
        }
        return Located(text, file: file, span: node.span)
    }
}

extension YAMLNode {
    /// The entries of a mapping whose keys the user chooses, such as the sandboxes; what is no mapping and keys that
    /// are no strings are reported, and nil is given for the former.
    func namedEntries(
        _ owner: String,
        file: FileID,
        into found: inout [Diagnostic]
    ) -> [(name: Located<String>, value: YAMLNode)]? {
        guard let mapping else {
            found.append(ManifestDiagnostics.wrongType(owner, expected: "a mapping", self, file: file))
            return nil
        }
        return mapping.compactMap { entry in
            guard let name = entry.key.string else {
                found.append(ManifestDiagnostics.keyIsNoString(entry.key, file: file))
                return nil
            }
            return (Located(name, file: file, span: entry.key.span), entry.value)
        }
    }
}
