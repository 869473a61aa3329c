package import Diagnostics

/// Which parts of a `segsync.yaml` may hold a secret that somebody wrote there by mistake, and are shown nowhere.
///
/// Told by the lines alone, so that a file that cannot be read is covered, too. Withheld, each to the end of its line:
/// everything below `credentials` and behind keys that sound like one of those there, and lines with an `@` or with an
/// address that has a query. The names of known keys stay.
package struct ConfidentialLines: Sendable {
    private static let credentialKeys = ["clientID", "clientSecret", "orgID", "tokenURL"].map { Array($0.utf8) }
    /// What keys of secrets have in them, also when they are misspelt; in lower case.
    private static let signs = ["creden", "client", "secr", "token", "orgid", "passw", "apikey"].map { Array($0.utf8) }

    /// In the order of the file, at most one in a line.
    private let withheld: [ByteSpan]
    private let file: FileID
    private let bytes: [UInt8]

    package init(file: FileID, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var withheld: [ByteSpan] = []
        // The indentation of the credentials that a line may belong to.
        var outer: Int?
        var start = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { start += line.count + 1 }
            let indentation = line.prefix(while: Self.isBlank).count
            guard indentation < line.count else { continue }
            if let own = outer, indentation <= own, line[line.startIndex + indentation] != UInt8(ascii: "#") {
                outer = nil
            }
            guard let cut = Self.cut(line, isInside: outer != nil) else { continue }
            if outer == nil, cut.isOfCredentials { outer = indentation }
            withheld.append(ByteSpan(start + cut.length, start + line.count))
        }
        self.withheld = withheld
    }

    /// The file with what may be shown of it.
    package var source: SourceFile { SourceFile(id: file, bytes: bytes, withheld: withheld) }

    /// The same diagnostic without words that stand in withheld places alone.
    package func withholding(_ diagnostic: Diagnostic) -> Diagnostic {
        guard diagnostic.file == file, !withheld.isEmpty else { return diagnostic }
        return Diagnostic(
            diagnostic.rule,
            withholding(diagnostic.message),
            file: diagnostic.file,
            span: diagnostic.span,
            suggestions: diagnostic.suggestions.filter { withholding($0) == $0 },
            hint: diagnostic.hint.map(withholding),
            notes: diagnostic.notes.map {
                Diagnostic.Note(withholding($0.message), file: $0.file, span: $0.span)
            }
        )
    }

    /// Messages repeat the user's text in single quotes.
    private func withholding(_ message: String) -> String {
        message.split(separator: "'", omittingEmptySubsequences: false).map { piece in
            // A name of an alias is told as that of its anchor, a long text is cut.
            let words = Array((piece.last == "…" ? piece.dropLast() : piece).drop { "&*".contains($0) }.utf8)
            return isWithheld(words) ? "…" : String(piece)
        }.joined(separator: "'")
    }

    private func isWithheld(_ words: [UInt8]) -> Bool {
        guard words.contains(where: Self.isWordByte),
            withheld.contains(where: { bytes[$0.start..<$0.end].contains(words) })
        else {
            return false
        }
        var start = 0
        for span in withheld {
            if bytes[start..<span.start].contains(words) { return false }
            start = span.end
        }
        return !bytes[start...].contains(words)
    }

    /// How much of a line may be shown; nil for all of it.
    private static func cut(_ line: ArraySlice<UInt8>, isInside: Bool) -> (length: Int, isOfCredentials: Bool)? {
        let keys = keys(in: line)
        if isInside {
            guard let key = keys.first, key.isFirst, credentialKeys.contains(key.name) else {
                return (line.prefix(while: isBlank).count, false)
            }
            return (key.end, false)
        }
        let first = keys.first { key in signs.contains { key.name.map(lowercased)[...].contains($0) } }
        if let first { return (first.end, first.name.map(lowercased)[...].contains(signs[0])) }
        let hasQuery = line.contains(Array("://".utf8)) && line.contains(UInt8(ascii: "?"))
        guard hasQuery || line.contains(UInt8(ascii: "@")) else { return nil }
        guard let key = keys.first, key.isFirst, line.dropFirst(key.end).first.map(isBlank) ?? true else {
            return (line.prefix(while: isBlank).count, false)
        }
        return (key.end, false)
    }

    private struct Key {
        let name: [UInt8]
        /// Just behind its colon, counted from the line's start.
        let end: Int
        /// Whether nothing but blanks, quotes, `-` and `{` stands before it.
        let isFirst: Bool
    }

    /// Every word of a line that a colon follows, with or without a quote between.
    private static func keys(in line: ArraySlice<UInt8>) -> [Key] {
        var keys: [Key] = []
        var word: [UInt8] = []
        var isEnded = false
        var isFirst = true
        for (offset, byte) in line.enumerated() {
            if isWordByte(byte) {
                if isEnded {
                    (word, isEnded, isFirst) = ([], false, false)
                }
                word.append(byte)
            } else if byte == UInt8(ascii: ":") {
                if !word.isEmpty { keys.append(Key(name: word, end: offset + 1, isFirst: isFirst)) }
                (word, isEnded, isFirst) = ([], false, false)
            } else if !word.isEmpty {
                if isBlank(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    isEnded = true
                } else {
                    (word, isEnded, isFirst) = ([], false, false)
                }
            } else if !isBlank(byte), !Array("\"'{-?".utf8).contains(byte) {
                isFirst = false
            }
        }
        return keys
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
