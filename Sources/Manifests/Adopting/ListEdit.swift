internal import Diagnostics
internal import YAMLSyntax

/// Brings a list to other items and leaves those that stay, with their comments, as they are written.
///
/// An item that goes takes the comment behind it along, since that is about this item; a comment on a line of its own
/// stays. Items that come stand behind the last; where none of the old ones stays, in their places.
struct ListEdit {
    let document: ManifestDocument
    let value: StandingValue
    private let items: [YAMLNode]
    /// The indices of the items that go.
    private let gone: [Int]
    private let added: [String]
    /// How many of the items that come take the place of one that goes.
    private let replacedCount: Int
    /// What the list says afterwards.
    let result: [String]

    init(_ document: ManifestDocument, _ value: StandingValue, to list: AdoptedList) throws(AdoptionRefusal) {
        self.document = document
        self.value = value
        guard let items = value.entry.value.sequence else { throw AdoptionRefusal("it is no list in the manifest") }
        self.items = items
        let identities = items.map { $0.string.flatMap(list.identity) }
        gone = items.indices.filter { index in identities[index].map { list.wanted[$0] == nil } ?? true }
        let kept = Set(identities.compactMap(\.self))
        let added = list.wanted.filter { !kept.contains($0.key) }.values.sorted()
        self.added = added
        replacedCount = gone.count == items.count ? min(gone.count, added.count) : 0
        var result = items.map { $0.string ?? "" }
        for (index, word) in zip(gone.prefix(replacedCount), added) { result[index] = word }
        for index in gone.dropFirst(replacedCount).reversed() { result.remove(at: index) }
        self.result = result + added.dropFirst(replacedCount)
    }

    private var isFlow: Bool { document.begins(value.entry.value, with: "[") }

    func edits() throws(AdoptionRefusal) -> [TextEdit] {
        var edits: [TextEdit] = []
        if replacedCount > 0, isFlow, holdsComment(value.entry.value.span) {
            throw AdoptionRefusal("comments stand among the items that go")
        }
        for (item, word) in zip(items, added.prefix(replacedCount)) {
            let end = isFlow ? item.span.end : endWithComment(of: item)
            edits.append(TextEdit(span: ByteSpan(item.span.start, end), text: try written(word, like: item)))
        }
        let dropped = gone.dropFirst(replacedCount)
        if !dropped.isEmpty {
            edits += isFlow ? try droppingInFlow(Set(dropped)) : try droppingLines(Array(dropped))
        }
        let more = added.dropFirst(replacedCount)
        if !more.isEmpty { edits.append(try insertion(of: Array(more))) }
        return edits
    }

    /// The end of an item, or of the comment behind it.
    private func endWithComment(of item: YAMLNode) -> Int {
        let end = document.endOfLine(from: item.span.end)
        return document.text(ByteSpan(item.span.end, end)).contains("#") ? end : item.span.end
    }

    private func written(_ word: String, like item: YAMLNode?) throws(AdoptionRefusal) -> String {
        guard
            let text = ScalarEdit.oneLine(word, item?.scalar?.style ?? .plain, isInFlow: isFlow || value.isInFlow)
        else { throw AdoptionRefusal("YAML has no words for '\(word)' in a list") }
        return text
    }

    private func insertion(of words: [String]) throws(AdoptionRefusal) -> TextEdit {
        var texts: [String] = []
        let model = items.indices.last { !gone.contains($0) }.map { items[$0] } ?? items.last
        for word in words { texts.append(try written(word, like: model)) }
        let list = value.entry.value.span
        guard let last = items.last else {
            return TextEdit(span: ByteSpan(list.start + 1, list.start + 1), text: texts.joined(separator: ", "))
        }
        if isFlow {
            return TextEdit(
                span: ByteSpan(last.span.end, last.span.end),
                text: texts.map { ", " + $0 }.joined()
            )
        }
        let dash = try dash(of: last)
        let end = document.endOfLine(from: last.span.end)
        let margin = "\n" + String(repeating: " ", count: document.column(of: dash))
        let lead = document.text(ByteSpan(dash, last.span.start))
        guard !lead.contains("\n") else { throw AdoptionRefusal("its items do not stand on the lines of their dashes") }
        return TextEdit(span: ByteSpan(end, end), text: texts.map { margin + lead + $0 }.joined())
    }

    // MARK: - What goes

    private func droppingInFlow(_ dropped: Set<Int>) throws(AdoptionRefusal) -> [TextEdit] {
        var edits: [TextEdit] = []
        var index = 0
        while index < items.count {
            guard dropped.contains(index) else {
                index += 1
                continue
            }
            let first = index
            while dropped.contains(index) { index += 1 }
            let span: ByteSpan =
                if index < items.count {
                    ByteSpan(items[first].span.start, items[index].span.start)
                } else if first > 0 {
                    ByteSpan(items[first - 1].span.end, items[index - 1].span.end)
                } else {
                    ByteSpan(items[first].span.start, items[index - 1].span.end)
                }
            let end = index < items.count ? span.end : value.entry.value.span.end
            guard !holdsComment(ByteSpan(span.start, end)) else {
                throw AdoptionRefusal("comments stand among the items that go")
            }
            edits.append(TextEdit(span: span, text: ""))
        }
        return edits
    }

    /// With the comments behind the items.
    private func droppingLines(_ dropped: [Int]) throws(AdoptionRefusal) -> [TextEdit] {
        var edits: [TextEdit] = []
        if dropped.count == items.count {
            let key = value.entry.key.span.end
            let colon = document.bytes[key...].firstIndex(of: UInt8(ascii: ":")) ?? key
            edits.append(TextEdit(span: ByteSpan(colon + 1, colon + 1), text: " []"))
        }
        for index in dropped {
            let item = items[index]
            let dash = try dash(of: item)
            let start = document.startOfLine(of: dash)
            let end = document.endOfLine(from: item.span.end)
            edits.append(TextEdit(span: ByteSpan(max(start - 1, 0), end), text: ""))
        }
        return edits
    }

    private func dash(of item: YAMLNode) throws(AdoptionRefusal) -> Int {
        var offset = item.span.start
        while offset > 0,
            [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n")].contains(document.bytes[offset - 1])
        {
            offset -= 1
        }
        guard offset > 0, document.bytes[offset - 1] == UInt8(ascii: "-"),
            document.text(ByteSpan(document.startOfLine(of: offset), offset - 1)).allSatisfy({ $0 == " " })
        else { throw AdoptionRefusal("its items do not stand on lines of their own") }
        return offset - 1
    }

    private func holdsComment(_ span: ByteSpan) -> Bool {
        let texts = items.map(\.span).filter { $0.start >= span.start && $0.end <= span.end }
        return (span.start..<span.end).contains { offset in
            document.bytes[offset] == UInt8(ascii: "#")
                && !texts.contains { $0.start <= offset && offset < $0.end }
        }
    }
}
