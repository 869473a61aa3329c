import Diagnostics

/// A document while its events come in: the collections that have not ended, and the anchors so far.
///
/// A class, so that its growing arrays have one owner: as an optional value they would be copied at every node.
final class OpenDocument {
    /// A node with what it weighs when an alias repeats it.
    struct BuiltNode {
        let node: YAMLNode
        /// Nodes in it, itself included, aliases expanded.
        let count: Int
        /// Collections inside each other, 0 for a scalar.
        let height: Int
    }

    private let start: Int
    /// Behind the last thing that was read.
    private(set) var end: Int
    private var root: YAMLNode?
    private var frames: [CollectionFrame] = []
    private var isComplete = true
    /// The latest slot of each anchor name: a name may be given again.
    private var slotOfAnchor: [String: Int] = [:]
    /// What the anchors name; nil while the node is open.
    private var slots: [BuiltNode?] = []

    init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    var depth: Int { frames.count }

    /// Whether the next node is the key of a mapping.
    var expectsKey: Bool {
        if case .expected? = frames.last?.key { frames.last?.style == .mapping } else { false }
    }

    func extend(to offset: Int) { end = max(end, offset) }

    /// The document as it stands; collections that are still open end here, and then it is incomplete.
    func finished(isCut: Bool) -> YAMLDocument {
        while !frames.isEmpty { closeCollection(endingAt: nil) }
        return YAMLDocument(root: root, span: ByteSpan(start, end), isComplete: isComplete && !isCut)
    }

    // MARK: Nodes

    /// Puts a node where it belongs.
    ///
    /// - Returns: where the same key stands already, if the node is a key that is there twice; it is then left out.
    func place(_ built: BuiltNode) -> ByteSpan? {
        extend(to: built.node.span.end)
        guard !frames.isEmpty else {
            root = built.node
            return nil
        }
        return frames[frames.count - 1].take(built)
    }

    /// Goes on without a node that cannot be had, be it a key, a value or an item.
    func leaveOut(upTo offset: Int) {
        extend(to: offset)
        isComplete = false
        if !frames.isEmpty { frames[frames.count - 1].leaveOut(upTo: offset) }
    }

    func openCollection(_ style: YAMLEvent.CollectionStyle, start: Int, end: Int, anchor: String?) {
        extend(to: end)
        frames.append(CollectionFrame(style: style, start: start, end: end, anchorSlot: anchor.map { openAnchor($0) }))
    }

    /// Ends the innermost collection and places it.
    ///
    /// - Parameter bracketEnd: behind its closing bracket; nil for a block, which ends with its last child.
    func closeCollection(endingAt bracketEnd: Int?) {
        guard var frame = frames.popLast() else { return }
        frame.end = max(frame.end, bracketEnd ?? 0)
        let built = frame.built
        if let slot = frame.anchorSlot { slots[slot] = built }
        // Only scalars are compared as keys, so this cannot be one that is there twice.
        _ = place(built)
    }

    // MARK: Anchors

    var anchorNames: [String] { slotOfAnchor.keys.sorted() }

    private func openAnchor(_ name: String) -> Int {
        slots.append(nil)
        slotOfAnchor[name] = slots.count - 1
        return slots.count - 1
    }

    func defineAnchor(_ name: String, as built: BuiltNode) {
        slots[openAnchor(name)] = built
    }

    enum AnchorState {
        case undefined
        /// The node that has the anchor is not at its end.
        case open
        case defined(BuiltNode)
    }

    func anchor(_ name: String) -> AnchorState {
        guard let slot = slotOfAnchor[name] else { return .undefined }
        return slots[slot].map(AnchorState.defined) ?? .open
    }
}
