// Operators, methods, prefix functions.

extension TreeWriter {
    private static let prefixFunctions: Set<String> = [
        "if", "inSegment", "stringCompare", "mapEntry", "date", "modelInstances", "duration", "currentMonth",
        "currentYear", "currentDayOfMonth",
    ]

    mutating func call(_ name: String, _ arguments: [PQLExpression]) {
        if let form = PQLOperator(name, arity: arguments.count) {
            switch form {
            case .row(let level): row(name, level, arguments)
            case .infix(let level): infix(name, level, arguments[0], arguments[1])
            case .not:
                say("not ")
                write(arguments[0], .postfix)
            case .negative: negative(arguments[0])
            }
        } else if let receiver = arguments.first, Self.isMethod(name) {
            write(receiver, .postfix)
            line(.apart(.seam, blank: false))
            self.arguments("." + PQLPrinter.name(name) { _ in false } + "(", arguments.dropFirst())
        } else {
            self.arguments(PQLPrinter.name(name, isReserved: Self.needsQuotesAsPrefix) + "(", arguments[...])
        }
    }

    /// Whether a call is written as the platform knows it, and not in the marked form of back-quotes.
    static func isText(_ name: String, arity: Int) -> Bool {
        if PQLOperator(name, arity: arity) != nil { return true }
        let isReserved = arity > 0 && isMethod(name) ? { _ in false } : needsQuotesAsPrefix
        return !PQLPrinter.name(name, isReserved: isReserved).hasPrefix("`")
    }

    private static func isMethod(_ name: String) -> Bool {
        !prefixFunctions.contains(name) && PQLOperator(name, arity: 2) == nil && name != "not"
    }

    private static func needsQuotesAsPrefix(_ name: String) -> Bool {
        guard let keyword = PQLKeyword(word: name.utf8) else { return name.hasPrefix("__") }
        switch keyword {
        case .and, .or, .not, .in, .notIn, .like, .matches, .chain, .sum, .average, .min, .max, .where, .from, .over,
            .occurs, .between, .before, .after, .on:
            return true
        default: return keyword == .if && name != "if"
        }
    }

    /// An operand that is a row itself has its own operators further in.
    private mutating func row(_ name: String, _ level: Level, _ operands: [PQLExpression]) {
        open(.group)
        for (index, operand) in operands.enumerated() {
            if index > 0 { say(name + " ", after: .together(blank: true)) }
            writeHanging(operand, level == .or ? .and : .not)
        }
        close()
    }

    private mutating func infix(_ name: String, _ level: Level, _ left: PQLExpression, _ right: PQLExpression) {
        let (leftLevel, rightLevel, strength): (Level, Level, LayoutStrength) =
            switch level {
            case .sum: (.sum, .product, .sum)
            case .product: (.product, .unary, .product)
            default: (.sum, .sum, .relation)
            }
        write(left, leftLevel)
        say(name + " ", after: .apart(strength, blank: true))
        write(right, rightLevel)
    }

    /// A minus before a number would be its sign, and two in a row are a comment in other languages.
    private mutating func negative(_ operand: PQLExpression) {
        say("-")
        let isPlain: Bool =
            switch operand.kind {
            case .integer, .long, .double: false
            case .call("-", let arguments): arguments.count == 2
            default: true
            }
        if isPlain { return write(operand, .unary) }
        inBrackets("(", ")") { $0.write(operand, .lowest) }
    }
}
