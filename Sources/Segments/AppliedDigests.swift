/// The digest of each field that a manifest named when it was last applied.
///
/// In a stamp it is a letter and a digest for each field, without anything between them: `nq8Zt0AxPzX9-b`. Letters of a
/// newer version are kept as they are.
package struct AppliedDigests: Hashable, Sendable {
    private var digests: [Character: FieldDigest]

    package init() {
        digests = [:]
    }

    /// The digests of some fields of a content.
    package init(_ fields: some Sequence<ManagedField>, of content: SegmentContent) {
        self.init()
        for field in fields { self[field] = FieldDigest(of: content.canonicalText(of: field)) }
    }

    /// Reads what stands in a stamp; nil where it is nothing of the kind.
    package init?(text: some StringProtocol) {
        self.init()
        var rest = text[...]
        while let letter = rest.popFirst() {
            guard letter.isASCII, letter.isLetter, digests[letter] == nil,
                let digest = FieldDigest(text: rest.prefix(FieldDigest.length))
            else { return nil }
            digests[letter] = digest
            rest = rest.dropFirst(FieldDigest.length)
        }
    }

    package var isEmpty: Bool { digests.isEmpty }

    package subscript(_ field: ManagedField) -> FieldDigest? {
        get { field.letter.flatMap { digests[$0] } }
        set { if let letter = field.letter { digests[letter] = newValue } }
    }

    /// These digests with the unknown ones of an older stamp.
    package func keepingUnknown(of old: AppliedDigests?) -> AppliedDigests {
        var result = self
        let known = Set(ManagedField.ofContent.compactMap(\.letter))
        for (letter, digest) in old?.digests ?? [:] where !known.contains(letter) { result.digests[letter] = digest }
        return result
    }

    /// As it stands in a stamp: fields in reading order, then what is unknown.
    package var text: String {
        let known = ManagedField.ofContent.compactMap(\.letter)
        let letters = known + digests.keys.filter { !known.contains($0) }.sorted()
        return letters.compactMap { letter in digests[letter].map { String(letter) + $0.text } }.joined()
    }
}
