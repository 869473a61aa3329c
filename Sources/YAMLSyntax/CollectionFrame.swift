import Diagnostics

/// A list or mapping that has not ended yet.
struct CollectionFrame {
    enum KeyState {
        case expected
        case read(YAMLNode)
        /// A key that is left out together with its value.
        case leftOut
    }

    let style: YAMLEvent.CollectionStyle
    let start: Int
    var end: Int
    let anchorSlot: Int?
    private(set) var key = KeyState.expected
    private var count = 1
    private var height = 1
    private var items: [YAMLNode] = []
    private var entries: [YAMLEntry] = []
    private var keySpans: [KeyIdentity: ByteSpan] = [:]

    init(style: YAMLEvent.CollectionStyle, start: Int, end: Int, anchorSlot: Int?) {
        self.style = style
        self.start = start
        self.end = end
        self.anchorSlot = anchorSlot
    }

    /// The collection with what it has so far; a key that waits for its value is not in it.
    var built: OpenDocument.BuiltNode {
        let kind: YAMLNode.Kind =
            switch style {
            case .sequence: .sequence(items)
            case .mapping: .mapping(entries)
            }
        let node = YAMLNode(kind: kind, span: ByteSpan(start, end))
        return OpenDocument.BuiltNode(node: node, count: count, height: height)
    }

    /// Adds an item, a key or a value.
    ///
    /// - Returns: where the key stands already, if it is there twice; it is then left out with its value.
    mutating func take(_ built: OpenDocument.BuiltNode) -> ByteSpan? {
        end = max(end, built.node.span.end)
        switch (style, key) {
        case (.sequence, _):
            items.append(built.node)
        case (.mapping, .expected):
            if let value = built.node.scalar?.value {
                let identity = KeyIdentity(value)
                if let first = keySpans[identity] {
                    key = .leftOut
                    return first
                }
                keySpans[identity] = built.node.span
            }
            key = .read(built.node)
        case (.mapping, .read(let key)):
            entries.append(YAMLEntry(key: key, value: built.node))
            self.key = .expected
        case (.mapping, .leftOut):
            key = .expected
            return nil
        }
        count += built.count
        height = max(height, built.height + 1)
        return nil
    }

    mutating func leaveOut(upTo offset: Int) {
        end = max(end, offset)
        guard style == .mapping else { return }
        switch key {
        case .expected: key = .leftOut
        case .read, .leftOut: key = .expected
        }
    }
}
