import Diagnostics

/// One token of an expression's text.
///
/// A text of any bytes is a sequence of tokens; what could not be read is `invalid` and has its diagnostic already.
struct PQLToken {
    enum Kind {
        case word(PQLKeyword?)
        /// `` `name` ``; the index of the decoded name among the lexer's names.
        case quotedName(Int)
        /// The index of the literal among the lexer's strings.
        case string(Int)
        /// The digits' value; a sign is a token of its own.
        case integer(UInt64)
        case long(UInt64)
        case double(Double)
        /// The index of the token among the lexer's templates.
        case template(Int)
        case parameter(Int)
        /// `@{…}`: the index among the lexer's references.
        case schemaReference(Int)
        case symbol(Symbol)
        case invalid
        case end
    }

    enum Symbol: String {
        case openParenthesis = "("
        case closeParenthesis = ")"
        case openBracket = "["
        case closeBracket = "]"
        case openBrace = "{"
        case closeBrace = "}"
        case comma = ","
        case dot = "."
        case colon = ":"
        case caret = "^"
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
        case modulo = "%"
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case not = "!"
        case arrow = "=>"

        var comparison: PQLComparison? { PQLComparison(rawValue: rawValue) }

        var isCloser: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }

        /// The bracket that ends what this one begins.
        var closer: Symbol? {
            switch self {
            case .openParenthesis: .closeParenthesis
            case .openBracket: .closeBracket
            case .openBrace: .closeBrace
            default: nil
            }
        }
    }

    let kind: Kind
    let span: ByteSpan

    var keyword: PQLKeyword? {
        if case .word(let keyword) = kind { keyword } else { nil }
    }

    var symbol: Symbol? {
        if case .symbol(let symbol) = kind { symbol } else { nil }
    }

    var isWord: Bool {
        if case .word = kind { true } else { false }
    }

    /// A word or a back-quoted name.
    var isName: Bool {
        switch kind {
        case .word, .quotedName: true
        case .string, .integer, .long, .double, .template, .parameter, .schemaReference, .symbol, .invalid, .end: false
        }
    }

    var isNumber: Bool {
        switch kind {
        case .integer, .long, .double: true
        case .word, .quotedName, .string, .template, .parameter, .schemaReference, .symbol, .invalid, .end: false
        }
    }

    func isSymbol(_ symbol: Symbol) -> Bool { self.symbol == symbol }
}

/// An expression's tokens with what they stand for.
struct PQLTokens {
    struct SchemaReference {
        let id: String
        let version: Int?
    }

    let bytes: [UInt8]
    /// Never empty: the last is `end`.
    var tokens: [PQLToken] = []
    var strings: [PQLString] = []
    var names: [String] = []
    var templates: [PQLTemplate] = []
    var references: [SchemaReference] = []
    /// For each token that is a bracket with a partner, the partner's index; -1 otherwise.
    var partners: [Int] = []
    var diagnostics: [Diagnostic] = []

    func text(of span: ByteSpan) -> String {
        String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }
}
