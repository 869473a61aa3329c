import Diagnostics

/// Makes a located, resolved scalar of libyaml's scalar event.
struct ScalarBuilder {
    let source: YAMLSourceText
    let messages: YAMLDiagnostics
    private(set) var diagnostics: [Diagnostic] = []

    init(source: YAMLSourceText, messages: YAMLDiagnostics) {
        self.source = source
        self.messages = messages
    }

    /// - Parameter previousEnd: where what was read before in the document ends.
    mutating func node(_ content: YAMLEvent.ScalarContent, _ event: YAMLEvent, previousEnd: Int) -> YAMLNode {
        let properties = NodeProperties(in: source, event)
        let (span, offsets) =
            content.isEmptyPlain
            ? locateEmpty(at: event.span, previousEnd: previousEnd)
            : locate(content, from: properties.valueStart, to: event.span.end)
        let text = String(decoding: content.utf8, as: UTF8.self)
        let value = resolve(text, content.style, tag: NodeTag(event.tag), tagSpan: properties.tagSpan, span: span)
        let scalar = YAMLScalar(text: text, value: value, style: content.style, offsets: offsets)
        return YAMLNode(kind: .scalar(scalar), span: span)
    }

    private func locate(_ content: YAMLEvent.ScalarContent, from start: Int, to end: Int) -> (ByteSpan, OffsetMap) {
        var span = ByteSpan(start, max(start, end))
        let offsets: OffsetMap?
        switch content.style {
        case .plain, .singleQuoted, .doubleQuoted:
            offsets = FlowScalarLayout.offsets(of: content.utf8, style: content.style, in: source, span: span)
        case .literal, .folded:
            let layout = BlockScalarLayout.layout(of: content.utf8, style: content.style, in: source, span: span)
            offsets = layout.offsets
            span = ByteSpan(start, layout.end)
        }
        return (span, offsets ?? .shift(by: span.start, length: span.length))
    }

    /// Where a value that is not written stands: behind its `:`, `-` or `?`, or as the properties that it has.
    private func locateEmpty(at span: ByteSpan, previousEnd: Int) -> (ByteSpan, OffsetMap) {
        var span = span
        // Without an indicator libyaml points at the token that follows, which may be lines away.
        if span.length == 0, previousEnd < span.start, let before = source.byte(at: span.start - 1),
            YAMLSourceText.isBlank(before) || before == UInt8(ascii: "\n") || before == UInt8(ascii: "\r")
        {
            span = ByteSpan(previousEnd, previousEnd)
        }
        return (span, .shift(by: span.end, length: 0))
    }

    private mutating func resolve(
        _ text: String,
        _ style: YAMLScalarStyle,
        tag: NodeTag,
        tagSpan: ByteSpan?,
        span: ByteSpan
    ) -> YAMLScalarValue {
        var resolution: CoreSchema.Resolution?
        switch tag {
        case .none: break
        case .nonSpecific: return .string(text)
        case .unknown(let name): diagnostics.append(messages.unknownTag(name, span: tagSpan ?? span))
        case .core(let core):
            resolution = core.resolve(text)
            if resolution == nil {
                diagnostics.append(messages.tagMismatch(core, found: YAMLDiagnostics.quoted(text), span: span))
            }
        }
        if resolution == nil, style == .plain { resolution = CoreSchema.resolve(plain: text) }
        guard let resolution else { return .string(text) }
        if !resolution.isInRange { diagnostics.append(messages.numberOutOfRange(text, span: span)) }
        return resolution.value
    }
}
