import Diagnostics

/// Splits an expression's bytes into tokens.
///
/// Total: bytes of any kind give tokens, and everything wrong with them is told here, once. Linear in the length.
struct PQLLexer {
    private(set) var output: PQLTokens
    var position = 0
    private let maxDiagnostics: Int
    /// Whether `${…}` is a token; in what a service answered it is text like any other.
    let readsTemplates: Bool
    private var openBrackets: [(index: Int, closer: PQLToken.Symbol)] = []
    private var openCounts: [PQLToken.Symbol: Int] = [:]

    static func tokens(of bytes: [UInt8], limits: PQLLimits, templates: Bool) -> PQLTokens {
        var lexer = PQLLexer(bytes: bytes, maxDiagnostics: limits.maxDiagnostics, readsTemplates: templates)
        // Editors of some systems put a byte order mark at the beginning.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.position = 3 }
        while lexer.position < bytes.count { lexer.next() }
        lexer.emit(.end, from: bytes.count)
        return lexer.output
    }

    init(bytes: [UInt8], maxDiagnostics: Int, readsTemplates: Bool) {
        self.readsTemplates = readsTemplates
        output = PQLTokens(bytes: bytes)
        output.tokens.reserveCapacity(bytes.count / 4 + 1)
        output.partners.reserveCapacity(bytes.count / 4 + 1)
        self.maxDiagnostics = maxDiagnostics
    }

    var bytes: [UInt8] { output.bytes }

    func byte(_ offset: Int = 0) -> UInt8? {
        let index = position + offset
        return index < output.bytes.count ? output.bytes[index] : nil
    }

    func follows(_ text: StaticString, at offset: Int = 0) -> Bool {
        let start = position + offset
        guard start + text.utf8CodeUnitCount <= output.bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where output.bytes[start + index] != text.utf8Start[index] {
            return false
        }
        return true
    }

    mutating func report(_ diagnostic: Diagnostic) {
        if output.diagnostics.count < maxDiagnostics { output.diagnostics.append(diagnostic) }
    }

    mutating func emit(_ kind: PQLToken.Kind, from start: Int) {
        output.tokens.append(PQLToken(kind: kind, span: ByteSpan(start, position)))
        output.partners.append(-1)
    }

    mutating func emit(string: PQLString, from start: Int) {
        output.strings.append(string)
        emit(.string(output.strings.count - 1), from: start)
    }

    mutating func emit(name: String, from start: Int) {
        output.names.append(name)
        emit(.quotedName(output.names.count - 1), from: start)
    }

    mutating func emit(template: PQLTemplate) {
        output.templates.append(template)
        emit(.template(output.templates.count - 1), from: template.span.start)
    }

    mutating func emit(reference: PQLTokens.SchemaReference, from start: Int) {
        output.references.append(reference)
        emit(.schemaReference(output.references.count - 1), from: start)
    }

    /// What stands directly behind another unreadable token is part of the same trouble.
    mutating func emitInvalid(from start: Int, _ diagnostic: Diagnostic) {
        guard let last = output.tokens.last, case .invalid = last.kind, last.span.end == start else {
            report(diagnostic)
            return emit(.invalid, from: start)
        }
        let span = ByteSpan(last.span.start, position)
        output.tokens[output.tokens.count - 1] = PQLToken(kind: .invalid, span: span)
        guard let told = output.diagnostics.last, told.rule == PQLDiagnostics.unreadable, told.span == last.span else {
            return
        }
        let text = PQLDiagnostics.excerpt(output.text(of: span))
        output.diagnostics[output.diagnostics.count - 1] = PQLDiagnostics.unreadable(text, hint: told.hint, span: span)
    }

    mutating func emit(_ symbol: PQLToken.Symbol, length: Int) {
        let start = position
        position += length
        emit(.symbol(symbol), from: start)
        let index = output.tokens.count - 1
        if let closer = symbol.closer {
            openBrackets.append((index, closer))
            openCounts[closer, default: 0] += 1
        } else if symbol.isCloser, openCounts[symbol, default: 0] > 0 {
            while let open = openBrackets.popLast() {
                openCounts[open.closer, default: 0] -= 1
                guard open.closer == symbol else { continue }
                output.partners[open.index] = index
                output.partners[index] = open.index
                break
            }
        }
    }
}

// MARK: - One token

extension PQLLexer {
    private mutating func next() {
        let start = position
        switch bytes[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): word()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "'"): foreignString()
        case UInt8(ascii: "`"): quotedName()
        case UInt8(ascii: "$"): dollar()
        case UInt8(ascii: "@") where byte(1) == UInt8(ascii: "{"): schemaReference()
        case UInt8(ascii: "."): dot()
        case UInt8(ascii: "#") where isFirstOfLine: comment()
        case 0x80...: beyondASCII()
        default:
            if symbol() { return }
            position += 1
            let text = output.text(of: ByteSpan(start, position))
            emitInvalid(from: start, PQLDiagnostics.foreignSign(text, span: ByteSpan(start, start + 1)))
        }
    }

    /// A dot begins a number unless it stands directly behind something that can have fields.
    private mutating func dot() {
        if let next = byte(1), next.isDigit {
            guard let last = output.tokens.last, last.span.end == position, last.canHaveFields else { return number() }
        }
        emit(.dot, length: 1)
    }

    private mutating func symbol() -> Bool {
        switch bytes[position] {
        case UInt8(ascii: "("): emit(.openParenthesis, length: 1)
        case UInt8(ascii: ")"): emit(.closeParenthesis, length: 1)
        case UInt8(ascii: "["): emit(.openBracket, length: 1)
        case UInt8(ascii: "]"): emit(.closeBracket, length: 1)
        case UInt8(ascii: "{"): emit(.openBrace, length: 1)
        case UInt8(ascii: "}"): emit(.closeBrace, length: 1)
        case UInt8(ascii: ","): emit(.comma, length: 1)
        case UInt8(ascii: ":"): emit(.colon, length: 1)
        case UInt8(ascii: "^"): emit(.caret, length: 1)
        case UInt8(ascii: "+"): emit(.plus, length: 1)
        case UInt8(ascii: "%"): emit(.modulo, length: 1)
        case UInt8(ascii: "*"): emit(.times, length: 1)
        case UInt8(ascii: "-"): minus()
        case UInt8(ascii: "/"): if follows("//") || follows("/*") { comment() } else { emit(.divide, length: 1) }
        case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"): comparison()
        case UInt8(ascii: "&"), UInt8(ascii: "|"): return wordOperator()
        default: return false
        }
        return true
    }

    private mutating func comparison() {
        if follows("==") { return foreign(.equal, length: follows("===") ? 3 : 2) }
        if follows("=>") { return emit(.arrow, length: 2) }
        if follows("=<") { return foreign(.lessOrEqual, length: 2) }
        if follows("!==") { return foreign(.notEqual, length: 3) }
        if follows("!=") { return emit(.notEqual, length: 2) }
        if follows("<>") { return foreign(.notEqual, length: 2) }
        if follows("<=") { return emit(.lessOrEqual, length: 2) }
        if follows(">=") { return emit(.greaterOrEqual, length: 2) }
        if follows("=") { return emit(.equal, length: 1) }
        if follows("!") { return emit(.not, length: 1) }
        if follows("<") { return emit(.less, length: 1) }
        emit(.greater, length: 1)
    }

    private mutating func minus() {
        if follows("--") { return comment() }
        if follows("->") { return foreign(.arrow, length: 2) }
        emit(.minus, length: 1)
    }

    private mutating func foreign(_ symbol: PQLToken.Symbol, length: Int) {
        let span = ByteSpan(position, position + length)
        report(PQLDiagnostics.foreignOperator(output.text(of: span), suggestion: symbol.rawValue, span: span))
        emit(symbol, length: length)
    }

    private mutating func wordOperator() -> Bool {
        guard follows("&&") || follows("||") else { return false }
        let start = position
        let keyword: PQLKeyword = follows("&&") ? .and : .or
        position += 2
        let span = ByteSpan(start, position)
        report(PQLDiagnostics.foreignOperator(output.text(of: span), suggestion: keyword.rawValue, span: span))
        emit(.word(keyword), from: start)
        return true
    }

    /// Whether only blanks stand before the position in its line.
    private var isFirstOfLine: Bool {
        var index = position
        while index > 0, bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "\t") { index -= 1 }
        return index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
    }

    /// Told and left out, so that what stands around it is read as if it were not there.
    private mutating func comment() {
        let start = position
        let opening = output.text(of: ByteSpan(start, start + (byte() == UInt8(ascii: "#") ? 1 : 2)))
        if opening == "/*" {
            position += 2
            while position < bytes.count, !follows("*/") { position += 1 }
            position = min(position + 2, bytes.count)
        } else {
            while let byte = byte(), byte != UInt8(ascii: "\n") { position += 1 }
        }
        report(PQLDiagnostics.comment(opening, span: ByteSpan(start, position)))
    }
}

extension PQLToken {
    fileprivate var canHaveFields: Bool {
        switch kind {
        case .word, .quotedName, .string, .template, .parameter, .schemaReference, .integer, .long, .double: true
        case .symbol(let symbol): symbol.isCloser || symbol == .caret
        case .invalid, .end: false
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isNamePart: Bool {
        isDigit || self == UInt8(ascii: "_") || (self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z"))
            || (self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z"))
    }
}
