package import Diagnostics

/// Reads YAML 1.2 into located trees.
package enum YAMLParser {
    /// After so many documents that cannot be read to their end, the rest of the file is left.
    static let brokenDocumentLimit = 100

    /// Reads all documents of a file.
    ///
    /// Never throws and never stops at the first mistake: a document that libyaml cannot read is cut where it breaks,
    /// and reading goes on at the next line that is `---` or `...`. Only a file that is too large, is not UTF-8 text
    /// or passes the node limit is left unread, in whole or from there on.
    package static func parse(_ bytes: [UInt8], file: FileID, limits: YAMLLimits = YAMLLimits()) -> YAMLStream {
        let messages = YAMLDiagnostics(file: file)
        guard bytes.count <= limits.maxBytes, bytes.count < UInt32.max else {
            return YAMLStream(documents: [], diagnostics: [messages.fileTooLarge(bytes.count, limit: limits.maxBytes)])
        }
        guard !YAMLSourceText.isWide(bytes) else {
            return YAMLStream(documents: [], diagnostics: [messages.wideEncoding(bytes)])
        }
        let source = YAMLSourceText(bytes)
        var builder = YAMLTreeBuilder(source: source, messages: messages, limits: limits)
        builder.report(messages.replaced(source.replaced, in: bytes))
        read(source, into: &builder, messages: messages)
        return YAMLStream(documents: builder.finishedDocuments(), diagnostics: builder.diagnostics)
    }

    /// Reads piece by piece: up to each line that is `...`, and anew behind each error.
    ///
    /// Behind `...` YAML allows a document without `---`, libyaml only at the start of its input.
    private static func read(_ source: YAMLSourceText, into builder: inout YAMLTreeBuilder, messages: YAMLDiagnostics) {
        let reader = LibYAMLReader(source)
        var start = source.contentStart
        var brokenDocuments = 0
        while start < source.bytes.count {
            let end = source.endOfPiece(from: start)
            if start > source.contentStart, source.isEmptyPiece(start..<end) {
                start = end
                continue
            }
            let brokenAt: Int
            do {
                reader.begin(start..<end)
                switch try readDocuments(from: reader, into: &builder) {
                case .stopped: return
                case .finished:
                    start = end
                    continue
                case .abandoned(let offset): brokenAt = offset
                }
            } catch {
                builder.report([messages.failure(error, in: source)])
                brokenAt = error.offset
            }
            builder.abandonDocument()
            brokenDocuments += 1
            guard let next = source.nextDocument(from: brokenAt, after: start) else { return }
            guard brokenDocuments < brokenDocumentLimit else {
                return builder.report([messages.tooManyBrokenDocuments(at: source.characterSpan(at: next))])
            }
            start = next
        }
    }

    private enum Ending {
        case finished
        case stopped
        case abandoned(at: Int)
    }

    private static func readDocuments(
        from reader: LibYAMLReader,
        into builder: inout YAMLTreeBuilder
    ) throws(YAMLFailure) -> Ending {
        builder.beginReading()
        while true {
            let event = try reader.next()
            if case .streamEnd = event.kind { return .finished }
            switch builder.take(event) {
            case .proceed: continue
            case .abandonDocument: return .abandoned(at: event.span.start)
            case .stop: return .stopped
            }
        }
    }
}
