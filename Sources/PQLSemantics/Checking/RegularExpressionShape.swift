/// The brackets and quantifiers of a regular expression of `java.util.regex`.
///
/// Only what is certainly wrong counts as a fault: brackets without their other half, a quantifier with nothing
/// before it, a backslash at the end. One pass, no recursion, no backtracking of its own.
struct RegularExpressionShape {
    enum Fault: Hashable {
        case unclosedGroup, unopenedGroup, unclosedClass, danglingQuantifier(Character), trailingBackslash

        var words: String {
            switch self {
            case .unclosedGroup: "a '(' is not closed"
            case .unopenedGroup: "a ')' closes nothing"
            case .unclosedClass: "a '[' is not closed"
            case .danglingQuantifier(let quantifier): "nothing stands before '\(quantifier)'"
            case .trailingBackslash: "it ends with a backslash that escapes nothing"
            }
        }
    }

    private(set) var fault: Fault?
    /// How many groups capture.
    private(set) var groupCount = 0
    /// A repeated group that can split one run of characters in many ways, such as `(a+)+`.
    private(set) var slowPart: String?

    /// A group that is open.
    private struct Group {
        let start: Int
        let isAtomic: Bool
        /// The branch so far is one part that repeats without end, and beside it only parts that may be missing.
        var unbounded = 0
        var required = 0
        var hasSlowBranch = false

        mutating func endBranch() {
            if unbounded > 0, required == 0 { hasSlowBranch = true }
            (unbounded, required) = (0, 0)
        }
    }

    private enum Quantifier {
        case optional, unbounded, bounded
    }

    private let characters: [Character]
    private var index = 0
    private var groups: [Group] = []
    /// Whether a quantifier may follow.
    private var hasAtom = false

    init(_ pattern: String) {
        characters = Array(pattern)
        groups = [Group(start: 0, isAtomic: true)]
        while index < characters.count, fault == nil { element() }
        if fault == nil, groups.count > 1 { fault = .unclosedGroup }
    }

    private mutating func element() {
        let character = characters[index]
        switch character {
        case "\\": escape()
        case "[": characterClass()
        case "(": openGroup()
        case ")": closeGroup()
        case "|":
            groups[groups.count - 1].endBranch()
            hasAtom = false
            index += 1
        case "*", "+", "?":
            fault = hasAtom ? nil : .danglingQuantifier(character)
            index += 1
        case "^", "$":
            // Anchors match nothing themselves.
            hasAtom = true
            index += 1
        default:
            index += 1
            atom()
        }
    }

    private mutating func escape() {
        guard index + 1 < characters.count else { return fault = .trailingBackslash }
        let escaped = characters[index + 1]
        index += 2
        if escaped == "Q" {
            while index < characters.count, !(characters[index] == "\\" && next == "E") { index += 1 }
            index = min(index + 2, characters.count)
        }
        atom()
    }

    private var next: Character? { index + 1 < characters.count ? characters[index + 1] : nil }

    private mutating func characterClass() {
        var depth = 0
        var isFirst = false
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case "\\":
                guard index < characters.count else { return fault = .trailingBackslash }
                index += 1
                isFirst = false
            case "[":
                depth += 1
                isFirst = true
                if index < characters.count, characters[index] == "^" { index += 1 }
            case "]" where !isFirst:
                depth -= 1
                if depth == 0 {
                    atom()
                    return
                }
            default: isFirst = false
            }
        }
        fault = .unclosedClass
    }

    private mutating func openGroup() {
        let start = index
        index += 1
        var isAtomic = false
        if index < characters.count, characters[index] == "?" {
            isAtomic = next == ">" || next == "=" || next == "!"
            let isNamed = next == "<" && index + 2 < characters.count && characters[index + 2].isLetter
            if isNamed { groupCount += 1 }
            index += 1
            if isFlags() { return }
        } else {
            groupCount += 1
        }
        groups.append(Group(start: start, isAtomic: isAtomic))
        hasAtom = false
    }

    /// Passes over what follows `(?`; true for flags alone, as in `(?i)`, which open no group.
    private mutating func isFlags() -> Bool {
        while index < characters.count, characters[index].isLetter || characters[index] == "-" { index += 1 }
        guard index < characters.count else { return false }
        switch characters[index] {
        case ")":
            index += 1
            hasAtom = false
            return true
        case "<":
            while index < characters.count, ![">", "=", "!", ")"].contains(characters[index]) { index += 1 }
            if index < characters.count, characters[index] != ")" { index += 1 }
        case ":", "=", "!", ">": index += 1
        default: break
        }
        return false
    }

    private mutating func closeGroup() {
        guard groups.count > 1 else { return fault = .unopenedGroup }
        var group = groups.removeLast()
        group.endBranch()
        index += 1
        let end = index
        let quantifier = atom()
        guard quantifier == .unbounded, group.hasSlowBranch, !group.isAtomic, slowPart == nil else { return }
        slowPart = String(characters[group.start..<min(end + 1, characters.count)])
    }

    /// Counts a part of the branch with the quantifier behind it.
    @discardableResult
    private mutating func atom() -> Quantifier? {
        hasAtom = true
        let quantifier = quantifier()
        let last = groups.count - 1
        switch quantifier {
        case .unbounded?: groups[last].unbounded += 1
        case .optional?: break
        case .bounded?, nil: groups[last].required += 1
        }
        return quantifier
    }

    private mutating func quantifier() -> Quantifier? {
        guard index < characters.count else { return nil }
        var found: Quantifier
        switch characters[index] {
        case "*", "+": found = .unbounded
        case "?": found = .optional
        case "{":
            var close = index + 1
            while close < characters.count, characters[close].isNumber || characters[close] == "," { close += 1 }
            guard close > index + 1, close < characters.count, characters[close] == "}" else { return nil }
            found = characters[close - 1] == "," ? .unbounded : .bounded
            index = close
        default: return nil
        }
        index += 1
        if index < characters.count, characters[index] == "+" {
            // A possessive quantifier gives nothing back, so it cannot be slow.
            found = found == .unbounded ? .bounded : found
            index += 1
        } else if index < characters.count, characters[index] == "?" {
            index += 1
        }
        return found
    }
}
