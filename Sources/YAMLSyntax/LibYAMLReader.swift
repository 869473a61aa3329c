import CLibYAML
import Diagnostics

/// Steps through a text with libyaml; the only type that touches C memory.
///
/// The text is copied once. libyaml counts marks in code points from where it began; events and failures
/// leave this type with byte offsets of the whole file. Not `Sendable`: a reader lives inside one call.
final class LibYAMLReader {
    private let source: YAMLSourceText
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var firstCodePoint = 0

    init(_ source: YAMLSourceText) {
        self.source = source
        input = .allocate(capacity: source.bytes.count + 1)
        _ = input.initialize(from: source.bytes)
        parser = .allocate(capacity: 1)
        // A parser of zeros is one that holds nothing, which may be deleted.
        parser.initialize(to: yaml_parser_t())
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// Forgets all that was read and begins with a range of the text, which should start where a document may.
    func begin(_ range: Range<Int>) {
        yaml_parser_delete(parser)
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("libyaml has no memory for a parser") }
        firstCodePoint = source.codePoint(at: range.lowerBound)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let piece = UnsafeMutableBufferPointer(rebasing: input[range])
        yaml_parser_set_input_string(parser, piece.baseAddress, piece.count)
    }

    /// The next event; after a failure or `streamEnd` only `begin` may follow.
    func next() throws(YAMLFailure) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        let start = offset(of: event.start_mark)
        let span = ByteSpan(start, max(start, offset(of: event.end_mark)))
        switch event.type {
        case YAML_STREAM_START_EVENT:
            return YAMLEvent(kind: .streamStart, span: span)
        case YAML_DOCUMENT_START_EVENT:
            return YAMLEvent(kind: .documentStart(isExplicit: event.data.document_start.implicit == 0), span: span)
        case YAML_DOCUMENT_END_EVENT:
            return YAMLEvent(kind: .documentEnd(isExplicit: event.data.document_end.implicit == 0), span: span)
        case YAML_ALIAS_EVENT:
            return YAMLEvent(kind: .alias(Self.string(event.data.alias.anchor) ?? ""), span: span)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let utf8 = Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
            return YAMLEvent(
                kind: .scalar(YAMLEvent.ScalarContent(utf8: utf8, style: Self.style(scalar.style))),
                span: span,
                anchor: Self.string(scalar.anchor),
                tag: Self.string(scalar.tag)
            )
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return YAMLEvent(
                kind: .collectionStart(.sequence),
                span: span,
                anchor: Self.string(start.anchor),
                tag: Self.string(start.tag)
            )
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return YAMLEvent(
                kind: .collectionStart(.mapping),
                span: span,
                anchor: Self.string(start.anchor),
                tag: Self.string(start.tag)
            )
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            return YAMLEvent(kind: .collectionEnd, span: span)
        default:
            return YAMLEvent(kind: .streamEnd, span: span)
        }
    }

    private func failure() -> YAMLFailure {
        let state = parser.pointee
        guard let problem = state.problem else {
            return YAMLFailure(problem: "out of memory", offset: offset(of: state.mark), context: nil)
        }
        return YAMLFailure(
            problem: String(cString: problem),
            offset: offset(of: state.problem_mark),
            context: state.context.map { (String(cString: $0), offset(of: state.context_mark)) }
        )
    }

    private func offset(of mark: yaml_mark_t) -> Int {
        source.byteOffset(ofCodePoint: firstCodePoint + Int(mark.index))
    }

    private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(decodingCString: UnsafePointer($0), as: UTF8.self) }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
