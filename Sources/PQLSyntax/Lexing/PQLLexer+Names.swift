import Diagnostics

// Names, numbers, and what begins with a character of its own.

extension PQLLexer {
    mutating func word() {
        let start = position
        skipNameParts()
        if isLegacyPrefix(start) {
            position += byte(1) == UInt8(ascii: "@") ? 2 : 1
            skipNameParts()
            if follows("://") { return address(from: start) }
            return emit(.word(nil), from: start)
        }
        if follows("://") { return address(from: start) }
        emit(.word(PQLKeyword(word: bytes[start..<position])), from: start)
    }

    /// `https://…` as such: what looks like a comment in it is none.
    private mutating func address(from start: Int) {
        while let byte = byte(), byte > 0x20, !",\"'()[]{}".utf8.contains(byte) { position += 1 }
        let span = ByteSpan(start, position)
        emitInvalid(from: start, PQLDiagnostics.address(output.text(of: span), span: span))
    }

    private mutating func skipNameParts() {
        while let byte = byte() {
            if byte.isNamePart {
                position += 1
            } else if byte >= 0x80, let (scalar, length) = scalar(), scalar.isNamePart {
                position += length
            } else {
                return
            }
        }
    }

    /// `xdm:name` and `xdm:@id` of the offer dialect are one name; a chain step `xdm:WHAT(…)` is not.
    private func isLegacyPrefix(_ start: Int) -> Bool {
        guard position - start == 3, follows("xdm:", at: -3) else { return false }
        if byte(1) == UInt8(ascii: "@") { return byte(2).map { $0.isNamePart && !$0.isDigit } ?? false }
        guard let next = byte(1), next.isNamePart, !next.isDigit else { return false }
        return !follows("WHAT", at: 1)
    }

    mutating func quotedName() {
        let start = position
        var name: [UInt8] = []
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "`") {
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "`") else { break }
                index += 1
            }
            name.append(bytes[index])
            index += 1
        }
        if index < bytes.count {
            position = index + 1
            let span = ByteSpan(start, position)
            if name.isEmpty { report(PQLDiagnostics.emptyQuotedName(span: span)) }
            return emit(name: String(decoding: name, as: UTF8.self), from: start)
        }
        position += 1
        while let byte = byte(), byte != UInt8(ascii: "\n") { position += 1 }
        report(PQLDiagnostics.openQuotedName(span: ByteSpan(start, position)))
        emit(name: output.text(of: ByteSpan(start + 1, position)), from: start)
    }

    mutating func number() {
        let start = position
        skipDigits()
        var isWhole = true
        if byte() == UInt8(ascii: "."), byte(1)?.isDigit ?? false {
            isWhole = false
            position += 1
            skipDigits()
        }
        let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
        if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E"), byte(1 + sign)?.isDigit ?? false {
            isWhole = false
            position += 1 + sign
            skipDigits()
        }
        if isWhole, byte() == UInt8(ascii: "."), !(byte(1).map { $0.isNamePart || "`$.".utf8.contains($0) } ?? false) {
            position += 1
            let span = ByteSpan(start, position)
            report(PQLDiagnostics.openNumber(output.text(of: span), span: span))
            return emit(.double(Double(output.text(of: ByteSpan(start, position - 1))) ?? 0), from: start)
        }
        let text = output.text(of: ByteSpan(start, position))
        let isLong = isWhole && byte() == UInt8(ascii: "L") && !(byte(1)?.isNamePart ?? false)
        if isLong { position += 1 }
        let span = ByteSpan(start, position)
        if isWhole {
            let value = UInt64(text)
            if value == nil { report(PQLDiagnostics.badNumber(text, span: span)) }
            return emit(isLong ? .long(value ?? 0) : .integer(value ?? 0), from: start)
        }
        let value = Double(text) ?? 0
        if !value.isFinite { report(PQLDiagnostics.badNumber(text, span: span)) }
        emit(.double(value.isFinite ? value : 0), from: start)
    }

    private mutating func skipDigits() {
        while byte()?.isDigit ?? false { position += 1 }
    }

    /// `${name}`, `$1`, and the escape `$${`, which has no place outside of strings.
    mutating func dollar() {
        let start = position
        if readsTemplates, follows("$${") {
            position += 3
            while let byte = byte(), byte.isNamePart || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") {
                position += 1
            }
            if byte() == UInt8(ascii: "}") { position += 1 }
            let problem = "expected a template like '${name}', found '$${'"
            let hint = "'$${' stands for a literal '${' and only inside a string"
            let span = ByteSpan(start, start + 3)
            return emitInvalid(from: start, PQLDiagnostics.badTemplate(problem, hint: hint, span: span))
        }
        if readsTemplates, follows("${") {
            switch template() {
            case .token(let template): return emit(template: template)
            case .trouble(let diagnostic): return emitInvalid(from: start, diagnostic)
            }
        }
        position += 1
        let digits = position
        skipDigits()
        let span = ByteSpan(start, position)
        guard digits < position else {
            let hint = "a template is written ${name}, a parameter $1"
            return emitInvalid(from: start, PQLDiagnostics.unreadable("$", hint: hint, span: span))
        }
        let index = Int(output.text(of: ByteSpan(digits, position))) ?? 0
        if index < 1 { report(PQLDiagnostics.badParameter(output.text(of: span), span: span)) }
        emit(.parameter(max(index, 1)), from: start)
    }

    enum TemplateReading {
        case token(PQLTemplate)
        case trouble(Diagnostic)
    }

    /// Reads `${name}` or `${segment:KEY}` at the position, which is left behind it or behind what was taken for it.
    mutating func template() -> TemplateReading {
        let start = position
        position += 2
        while let byte = byte(), byte.isNamePart || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") {
            position += 1
        }
        let text = output.text(of: ByteSpan(start + 2, position))
        guard byte() == UInt8(ascii: "}") else {
            let problem = "expected '}' at the end of a template, found \(describeByte())"
            skipToTemplateEnd()
            let hint = "a template is ${name} or ${segment:key}, without blanks"
            return .trouble(
                PQLDiagnostics.badTemplate(problem, hint: hint, span: ByteSpan(start, position))
            )
        }
        position += 1
        let span = ByteSpan(start, position)
        guard let template = PQLTemplate(text: text, span: span) else {
            let problem = "expected a variable's name or 'segment:key' in a template, found '\(text)'"
            return .trouble(PQLDiagnostics.badTemplate(problem, span: span))
        }
        return .token(template)
    }

    /// Goes behind the brace that was meant as the template's end, if nothing but names and blanks stands before it.
    private mutating func skipToTemplateEnd() {
        var offset = 0
        while let byte = byte(offset), byte.isNamePart || " .:-".utf8.contains(byte) { offset += 1 }
        if byte(offset) == UInt8(ascii: "}") { position += offset + 1 }
    }

    private func describeByte() -> String {
        guard byte() != nil else { return "the end" }
        guard let (scalar, _) = scalar() else { return "other bytes" }
        return scalar == "\n" ? "the end of the line" : "'\(scalar)'"
    }

    mutating func schemaReference() {
        let start = position
        position += 2
        var depth = 0
        while let byte = byte(), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") {
                guard depth > 0 else { break }
                depth -= 1
            }
            position += 1
        }
        let text = output.text(of: ByteSpan(start + 2, position))
        let isClosed = byte() == UInt8(ascii: "}")
        if isClosed { position += 1 }
        let span = ByteSpan(start, position)
        if isClosed, let reference = PQLTokens.SchemaReference(text) { return emit(reference: reference, from: start) }
        let diagnostic = PQLDiagnostics.badSchemaReference(output.text(of: span), span: span)
        emitInvalid(from: start, diagnostic)
    }
}

extension PQLTokens.SchemaReference {
    /// Reads what stands between `@{` and `}`.
    init?(_ text: String) {
        let halves = text.split(separator: ";", omittingEmptySubsequences: false)
        guard halves.count <= 2, Self.isID(halves[0]) else { return nil }
        id = String(halves[0])
        guard halves.count == 2 else { version = nil; return }
        guard halves[1].hasPrefix("version="), let number = Int(halves[1].dropFirst(8)), number >= 0 else { return nil }
        version = number
    }

    /// Whether a schema of this name can be written in text.
    static func isID(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte.isNamePart || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
                    || byte == UInt8(ascii: "-")
            }
    }
}

extension PQLTemplate {
    /// Reads what stands between `${` and `}`.
    fileprivate init?(text: String, span: ByteSpan) {
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        switch halves.count {
        case 1:
            guard let first = text.utf8.first, first.isNamePart, !first.isDigit else { return nil }
            self.init(.variable(text), span: span)
        case 2 where halves[0] == "segment" && !halves[1].isEmpty:
            self.init(.segment(String(halves[1])), span: span)
        default: return nil
        }
    }
}
