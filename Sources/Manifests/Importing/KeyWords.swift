/// Makes a key of a name: lower-case Latin letters and digits, words parted by hyphens.
///
/// The same name gives the same key everywhere. Letters with marks lose them, Greek and Cyrillic ones are written in
/// Latin; what has no letters then, such as a name in Chinese, becomes `segment-` and a digest of the name.
enum KeyWords {
    /// Names may be longer than anybody wants to read in a file's name.
    private static let limit = 60

    static func key(for name: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in name.unicodeScalars {
            if let letters = letters(for: scalar) {
                word += letters
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        let key = shortened(words)
        if key.contains(where: \.isLetter) { return key }
        return "segment-" + (name.utf8.allSatisfy { $0 < 0x80 } && !key.isEmpty ? key : digest(of: name))
    }

    /// As many whole words as fit, or the beginning of the first.
    private static func shortened(_ words: [String]) -> String {
        var key = ""
        for word in words {
            let longer = key.isEmpty ? word : key + "-" + word
            if longer.utf8.count > limit { break }
            key = longer
        }
        return key.isEmpty ? String((words.first ?? "").prefix(limit)) : key
    }

    /// What stands for a character; empty for one that is passed over, nil for one that parts words.
    private static func letters(for scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "0"..."9": return String(scalar)
            case "A"..."Z": return scalar.properties.lowercaseMapping
            case "'": return ""
            default: return nil
            }
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return ""
        case .decimalNumber: return properties.numericValue.map { String(Int($0)) }
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return properties.name.flatMap(transliterated)
        case .finalPunctuation: return scalar == "\u{2019}" ? "" : nil
        default: return nil
        }
    }

    /// By the name that Unicode has for a letter, such as `LATIN SMALL LETTER E WITH ACUTE`.
    private static func transliterated(_ name: String) -> String? {
        var words = name.split(separator: " ")
        if words.first == "FULLWIDTH" { words.removeFirst() }
        guard words.count >= 4, words[1] == "SMALL" || words[1] == "CAPITAL",
            words[2] == "LETTER" || words[2] == "LIGATURE"
        else { return nil }
        let letter = words[3...].prefix { $0 != "WITH" }.joined(separator: " ")
        switch words[0] {
        case "LATIN": return latin[letter] ?? (letter.utf8.count <= 2 ? letter.lowercased() : nil)
        case "GREEK": return greek[letter]
        case "CYRILLIC": return cyrillic[letter]
        default: return nil
        }
    }

    private static let latin = [
        "SHARP S": "ss", "ETH": "d", "THORN": "th", "DOTLESS I": "i", "ENG": "ng", "LONG S": "s", "SCHWA": "e",
    ]

    private static let greek = [
        "ALPHA": "a", "BETA": "v", "GAMMA": "g", "DELTA": "d", "EPSILON": "e", "ZETA": "z", "ETA": "i", "THETA": "th",
        "IOTA": "i", "KAPPA": "k", "LAMDA": "l", "MU": "m", "NU": "n", "XI": "x", "OMICRON": "o", "PI": "p",
        "RHO": "r", "SIGMA": "s", "FINAL SIGMA": "s", "TAU": "t", "UPSILON": "y", "PHI": "f", "CHI": "ch",
        "PSI": "ps", "OMEGA": "o",
    ]

    private static let cyrillic = [
        "A": "a", "BE": "b", "VE": "v", "GHE": "g", "DE": "d", "IE": "e", "IO": "e", "ZHE": "zh", "ZE": "z", "I": "i",
        "SHORT I": "j", "KA": "k", "EL": "l", "EM": "m", "EN": "n", "O": "o", "PE": "p", "ER": "r", "ES": "s",
        "TE": "t", "U": "u", "EF": "f", "HA": "kh", "TSE": "ts", "CHE": "ch", "SHA": "sh", "SHCHA": "shch",
        "HARD SIGN": "", "YERU": "y", "SOFT SIGN": "", "E": "e", "YU": "yu", "YA": "ya", "UKRAINIAN IE": "ye",
        "BYELORUSSIAN-UKRAINIAN I": "i", "YI": "yi", "SHORT U": "u", "JE": "j", "LJE": "lj", "NJE": "nj",
        "TSHE": "c", "DJE": "dj", "DZHE": "dz",
    ]

    /// FNV-1a of 32 bits: it only has to part names that no letters part, and two that meet get numbers.
    private static func digest(of name: String) -> String {
        let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
