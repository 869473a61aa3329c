/// A test of a text's content: `contains`, `startsWith`, `endsWith`, `equals` and their negative twins.
struct TextTest: Hashable {
    enum Kind: Hashable {
        case starts, ends, contains, equals
    }

    let kind: Kind
    let isNegative: Bool
    let value: Term
    /// What is looked for, where it is known.
    let text: String?
    let ignoresCase: Bool

    static let kinds: [String: (kind: Kind, isNegative: Bool)] = [
        "startsWith": (.starts, false), "doesNotStartWith": (.starts, true),
        "endsWith": (.ends, false), "doesNotEndWith": (.ends, true),
        "contains": (.contains, false), "doesNotContain": (.contains, true),
        "equals": (.equals, false), "notEqualTo": (.equals, true),
    ]

    /// Whether every text that passes this test passes the other.
    ///
    /// A negative test and its twin are both false where there is no text, and opposites elsewhere.
    func implies(_ other: TextTest) -> Bool {
        switch (isNegative, other.isNegative) {
        case (false, false): matchesLess(than: other)
        case (true, true): other.matchesLess(than: self)
        case (false, true), (true, false): false
        }
    }

    /// Whether no text passes both.
    func excludes(_ other: TextTest) -> Bool {
        switch (isNegative, other.isNegative) {
        case (false, true): matchesLess(than: other)
        case (true, false): other.matchesLess(than: self)
        case (false, false), (true, true): false
        }
    }

    /// Whether a value that equals this literal passes; nil where that is not known.
    func passes(_ literal: String) -> Bool? {
        guard let text, !text.isEmpty, Constant.isWord(literal), Self.folds(literal), Self.folds(text) else {
            return nil
        }
        let (literal, found) = ignoresCase ? (Self.folded(literal), Self.folded(text)) : (literal, text)
        return Self.holds(kind, found, in: literal) != isNegative
    }

    /// Implication between positive tests, whatever `isNegative` says.
    private func matchesLess(than other: TextTest) -> Bool {
        guard !ignoresCase || other.ignoresCase else { return false }
        if value == other.value, kind == other.kind, ignoresCase == other.ignoresCase { return true }
        guard let text, let found = other.text, !found.isEmpty, Self.folds(text), Self.folds(found) else {
            return false
        }
        let isInside = Self.holds(
            other.kind,
            other.ignoresCase ? Self.folded(found) : found,
            in: other.ignoresCase ? Self.folded(text) : text
        )
        switch (kind, other.kind) {
        case (.starts, .starts), (.ends, .ends): return isInside
        case (.equals, .equals): return isInside && (text == found || Constant.isWord(text))
        case (.starts, .contains), (.ends, .contains), (.contains, .contains): return isInside
        // Only of a text is it known that it, and no number, equals the literal.
        case (.equals, _): return isInside && Constant.isWord(text)
        case (.starts, _), (.ends, _), (.contains, _): return false
        }
    }

    /// By the bytes and by the characters, so that it holds for every way to compare texts.
    private static func holds(_ kind: Kind, _ found: String, in text: String) -> Bool {
        switch kind {
        case .equals: text.utf8.elementsEqual(found.utf8)
        case .starts: text.utf8.starts(with: found.utf8) && text.starts(with: found)
        case .ends:
            text.utf8.reversed().starts(with: found.utf8.reversed()) && text.reversed().starts(with: found.reversed())
        case .contains: holdsSomewhere(found, in: text)
        }
    }

    private static func holdsSomewhere(_ found: String, in text: String) -> Bool {
        // Long literals are not worth the search.
        guard text.utf8.count <= 512 else { return text.utf8.elementsEqual(found.utf8) }
        var rest = text[...]
        while !rest.isEmpty {
            if rest.utf8.starts(with: found.utf8), rest.starts(with: found) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Whether each letter has a lower case of its own, whatever stands beside it; not so for sigma and dotted I.
    private static func folds(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0 == "\u{3A3}" || $0 == "\u{130}" }
    }

    /// In lower case as far as ASCII goes, which every way to fold case shares.
    private static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.isASCII ? scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar)
        }
        return String(scalars)
    }
}
