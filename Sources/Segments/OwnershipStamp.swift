/// What the tool remembers on a definition: one line at the end of its description.
///
///     [segsync:1 project=luma key=luma-gold-or-above base=nq8Zt0AxPzX9-b protect]
///
/// Plain ASCII: `segsync:` and the version, then members parted by one blank, each a word or `word=value`. `base` holds
/// a digest of each field that the manifest named when it was last applied; one that cannot be read counts as none.
/// Members of a newer version are kept as they are.
package struct OwnershipStamp: Hashable, Sendable {
    package static let currentVersion = 1

    package let version: Int
    package let project: String
    package let key: SegmentKey
    package let base: AppliedDigests?
    package let protect: Bool
    /// What this version does not know, as written, in order.
    package let unknownMembers: [String]

    package init(
        version: Int = currentVersion,
        project: String,
        key: SegmentKey,
        base: AppliedDigests? = nil,
        protect: Bool = false,
        unknownMembers: [String] = []
    ) {
        self.version = version
        self.project = project
        self.key = key
        self.base = base
        self.protect = protect
        self.unknownMembers = unknownMembers
    }

    /// The line as it stands in a description.
    package var line: String {
        var members = ["project=\(project)", "key=\(key)"]
        if let base, !base.isEmpty { members.append("base=\(base.text)") }
        if protect { members.append("protect") }
        return "[segsync:\(version) " + (members + unknownMembers).joined(separator: " ") + "]"
    }

    /// Whether a project's name can stand in a stamp: letters, digits, `.`, `_`, `-`, 1 to 60 of them.
    package static func isProjectName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 60
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
            }
    }

    /// Reads one line; nil where it is no stamp.
    package init?(line: some StringProtocol) {
        guard line.hasPrefix(Self.opening), line.hasSuffix("]") else { return nil }
        var words = line.dropFirst(Self.opening.count).dropLast().split(
            separator: " ",
            omittingEmptySubsequences: false
        )
        guard !words.isEmpty, let version = Int(words.removeFirst()), version >= 1 else { return nil }
        var project: String?
        var key: SegmentKey?
        var base: AppliedDigests?
        var hasBase = false
        var protect = false
        var unknown: [String] = []
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch (parts.first, parts.count) {
            case ("project", 2) where project == nil: project = String(parts[1])
            case ("key", 2) where key == nil: key = SegmentKey(String(parts[1]))
            case ("base", 2) where !hasBase:
                base = AppliedDigests(text: parts[1])
                hasBase = true
            case ("protect", 1) where !protect: protect = true
            // Said twice or in another form: whoever wrote that may have meant anything.
            case ("project", _), ("key", _), ("base", _), ("protect", _): return nil
            default: unknown.append(String(word))
            }
        }
        guard let project, Self.isProjectName(project), let key else { return nil }
        self.init(
            version: version,
            project: project,
            key: key,
            base: base,
            protect: protect,
            unknownMembers: unknown
        )
    }

    package static let opening = "[segsync:"
}
