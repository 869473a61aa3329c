import Diagnostics

/// Builds document trees from events, with an explicit stack, and reports what libyaml does not: duplicate keys, merge
/// keys, tags, aliases, limits.
struct YAMLTreeBuilder {
    enum Outcome {
        case proceed
        /// The document cannot be read further; others can.
        case abandonDocument
        /// Nothing more may be read.
        case stop
    }

    private let source: YAMLSourceText
    private let messages: YAMLDiagnostics
    private let limits: YAMLLimits
    private var scalars: ScalarBuilder
    private var found: [Diagnostic] = []
    private var documents: [YAMLDocument] = []
    private var document: OpenDocument?
    private var nodeCount = 0
    private var hasFinishedDocument = false

    init(source: YAMLSourceText, messages: YAMLDiagnostics, limits: YAMLLimits) {
        self.source = source
        self.messages = messages
        self.limits = limits
        self.scalars = ScalarBuilder(source: source, messages: messages)
    }

    // MARK: Results

    var diagnostics: [Diagnostic] { found + scalars.diagnostics }

    /// All documents; those in which bytes had to be replaced are incomplete.
    func finishedDocuments() -> [YAMLDocument] {
        var index = 0
        return documents.map { document in
            while index < source.replaced.count, source.replaced[index].span.end <= document.span.start { index += 1 }
            guard index < source.replaced.count, source.replaced[index].span.start < document.span.end else {
                return document
            }
            return YAMLDocument(root: document.root, span: document.span, isComplete: false)
        }
    }

    mutating func report(_ diagnostics: [Diagnostic]) {
        found += diagnostics
    }

    // MARK: Documents

    /// Says that the parser starts anew: what it finds wrong from now on is not the fault of earlier documents.
    mutating func beginReading() {
        hasFinishedDocument = false
    }

    /// Ends the open document as incomplete with what was read of it.
    ///
    /// Without one, the error is in text behind a document that seemed to be at its end: that one is incomplete.
    mutating func abandonDocument() {
        if let document {
            documents.append(document.finished(isCut: true))
            self.document = nil
        } else if hasFinishedDocument, let last = documents.popLast() {
            documents.append(YAMLDocument(root: last.root, span: last.span, isComplete: false))
        }
    }

    mutating func take(_ event: YAMLEvent) -> Outcome {
        switch event.kind {
        case .streamStart, .streamEnd:
            return .proceed
        case .documentStart(let isExplicit):
            let end = isExplicit ? event.span.end : event.span.start
            document = OpenDocument(start: event.span.start, end: end)
            return .proceed
        case .documentEnd(let isExplicit):
            endDocument(isExplicit ? event.span.end : nil)
            return .proceed
        case .alias(let name):
            return takeAlias(name, span: event.span)
        case .scalar(let content):
            return takeScalar(content, event)
        case .collectionStart(let style):
            return openCollection(style, event)
        case .collectionEnd:
            document?.closeCollection(endingAt: event.span.length > 0 ? event.span.end : nil)
            return .proceed
        }
    }

    private mutating func endDocument(_ end: Int?) {
        if let end { document?.extend(to: end) }
        if let document { documents.append(document.finished(isCut: false)) }
        document = nil
        hasFinishedDocument = true
    }

    // MARK: Nodes

    /// Counts a node that the file itself holds.
    private mutating func admit(at offset: Int) -> Outcome {
        nodeCount += 1
        guard nodeCount > limits.maxNodes else { return .proceed }
        found.append(messages.tooManyNodes(limit: limits.maxNodes, span: source.characterSpan(at: offset)))
        abandonDocument()
        return .stop
    }

    private mutating func takeScalar(_ content: YAMLEvent.ScalarContent, _ event: YAMLEvent) -> Outcome {
        let outcome = admit(at: event.span.start)
        guard case .proceed = outcome, let document else { return outcome }
        let node = scalars.node(content, event, previousEnd: document.end)
        let isWritten = !content.isEmptyPlain || event.anchor != nil || event.tag != nil
        if document.depth == 0, !isWritten { return .proceed }
        if document.expectsKey, content.isMergeKey, NodeTag(event.tag).allowsMerge {
            refuse(messages.mergeKey(node.span))
            return .proceed
        }
        let built = OpenDocument.BuiltNode(node: node, count: 1, height: 0)
        if let anchor = event.anchor { document.defineAnchor(anchor, as: built) }
        place(built)
        return .proceed
    }

    private mutating func place(_ built: OpenDocument.BuiltNode) {
        guard let first = document?.place(built) else { return }
        found.append(messages.duplicateKey(built.node.scalar?.text ?? "", span: built.node.span, first: first))
    }

    private mutating func takeAlias(_ name: String, span: ByteSpan) -> Outcome {
        let outcome = admit(at: span.start)
        guard case .proceed = outcome else { return outcome }
        switch document?.anchor(name) {
        case nil: break
        case .undefined?:
            refuse(messages.undefinedAlias(name, known: document?.anchorNames ?? [], span: span))
        case .open?:
            refuse(messages.recursiveAlias(name, span: span))
        case .defined(let target)?:
            // The alias is counted already, as one node.
            if nodeCount + target.count - 1 > limits.maxNodes {
                refuse(messages.aliasExpansion(name, limit: limits.maxNodes, span: span))
            } else if (document?.depth ?? 0) + target.height > limits.maxDepth {
                refuse(messages.tooDeep(limit: limits.maxDepth, span: span))
            } else {
                nodeCount += target.count - 1
                let node = YAMLNode(kind: target.node.kind, span: span)
                place(OpenDocument.BuiltNode(node: node, count: target.count, height: target.height))
            }
        }
        return .proceed
    }

    /// Reports an alias or key and goes on without it.
    private mutating func refuse(_ diagnostic: Diagnostic) {
        found.append(diagnostic)
        document?.leaveOut(upTo: diagnostic.span.end)
    }

    // MARK: Collections

    private mutating func openCollection(_ style: YAMLEvent.CollectionStyle, _ event: YAMLEvent) -> Outcome {
        let properties = NodeProperties(in: source, event)
        let start = properties.valueStart
        let outcome = admit(at: start)
        guard case .proceed = outcome else { return outcome }
        guard (document?.depth ?? 0) < limits.maxDepth else {
            found.append(messages.tooDeep(limit: limits.maxDepth, span: source.characterSpan(at: start)))
            return .abandonDocument
        }
        let tagSpan = properties.tagSpan ?? source.characterSpan(at: start)
        switch (NodeTag(event.tag), style) {
        case (.none, _), (.nonSpecific, _), (.core(.sequence), .sequence), (.core(.mapping), .mapping):
            break
        case (.unknown(let name), _): found.append(messages.unknownTag(name, span: tagSpan))
        case (.core(let core), .sequence):
            found.append(messages.tagMismatch(core, found: "a list", span: tagSpan))
        case (.core(let core), .mapping):
            found.append(messages.tagMismatch(core, found: "a mapping", span: tagSpan))
        }
        document?.openCollection(style, start: start, end: max(start, event.span.end), anchor: event.anchor)
        return .proceed
    }
}
