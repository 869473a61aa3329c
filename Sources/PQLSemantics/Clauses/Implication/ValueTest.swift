import PQLSyntax

/// A question about one value, that a condition asks of the value of a path, or of each item where the path leads
/// through arrays.
enum ValueTest: Hashable {
    /// `=` and `in`.
    case oneOf(Values)
    /// `!=` and `notIn`.
    case noneOf(Values)
    /// A comparison with a number or a day.
    case bound(Bound)
    /// A comparison with something else.
    case compared(PQLComparison, Term)
    case text(TextTest)
    /// `stringCompare("equals", …)`.
    case listed(Set<Term>, ignoresCase: Bool)
    case present
    case window(TimeWindow)
    /// `intersects`, `supersetOf` and `subsetOf`, of a list of literals.
    case shares(Set<Term>)
    case holds(Set<Term>)
    case isWithin(Set<Term>)

    /// The values that a condition lists.
    struct Values: Hashable {
        let terms: Set<Term>
        /// Whether they stand in a list rather than alone.
        let isList: Bool
        /// Whether each is a literal.
        let areLiterals: Bool
        /// The values that are known; less than `terms` where some are not.
        let constants: Set<Constant>

        var areKnown: Bool { constants.count == terms.count }

        /// Whether all are texts, all numbers or all booleans.
        var haveOneType: Bool { areKnown && Set(constants.map(\.type)).count == 1 }
    }

    /// Whether it asks for a value that passes, so that more values pass it more easily.
    ///
    /// A comparison with what may be a list, such as `["a"]` or another path, compares the values as a whole.
    var isAboutOneItem: Bool {
        switch self {
        case .oneOf(let values), .noneOf(let values): values.areLiterals
        case .bound, .listed: true
        case .text(let test): test.text != nil
        case .compared, .present, .window, .shares, .holds, .isWithin: false
        }
    }
}

// MARK: - Reading

extension ValueTest {
    /// The test of a condition and the term that it is about; nil for conditions of other kinds.
    static func read(_ term: Term, _ terms: TermTable) -> (test: ValueTest, subject: Term)? {
        if case .occurs(_, let occurrence) = terms.kind(of: term), terms.shape(of: term).extraMembers.isEmpty {
            let parts = terms.parts(of: term)
            return (.window(TimeWindow(occurrence, parts.dropFirst(), in: terms)), parts[0])
        }
        guard let (name, arguments) = terms.call(term), let subject = arguments.first else { return nil }
        switch (name, arguments.count) {
        case ("stringCompare", 4): return stringCompare(arguments, terms)
        case ("isNotNull", 1): return (.present, subject)
        case ("=", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2):
            return PQLComparison(rawValue: name).map { comparison($0, arguments[0], arguments[1], terms) }
        case ("in", 2), ("notIn", 2): return membership(arguments, isNegative: name == "notIn", terms)
        case ("intersects", 2), ("supersetOf", 2), ("subsetOf", 2):
            guard let values = list(arguments[1], terms), values.areLiterals else { return nil }
            let test: ValueTest =
                switch name {
                case "intersects": .shares(values.terms)
                case "supersetOf": .holds(values.terms)
                default: .isWithin(values.terms)
                }
            return (test, subject)
        default: return text(name, arguments, terms)
        }
    }

    private static func comparison(
        _ comparison: PQLComparison,
        _ left: Term,
        _ right: Term,
        _ terms: TermTable
    ) -> (test: ValueTest, subject: Term) {
        let flipped: [PQLComparison: PQLComparison] = [
            .less: .greater, .lessOrEqual: .greaterOrEqual, .greater: .less, .greaterOrEqual: .lessOrEqual,
        ]
        if case .number? = terms.constant(left), terms.constant(right) == nil {
            // Numbers are converted to nothing, so the sides may change places.
            return (test(flipped[comparison] ?? comparison, left, of: right, terms), right)
        }
        return (test(comparison, right, of: left, terms), left)
    }

    private static func test(
        _ comparison: PQLComparison,
        _ value: Term,
        of subject: Term,
        _ terms: TermTable
    ) -> ValueTest {
        switch comparison {
        case .equal, .notEqual:
            let values = Values([value], isList: false, terms)
            guard values.areLiterals else { return .compared(comparison, value) }
            return comparison == .equal ? .oneOf(values) : .noneOf(values)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let isLower = comparison == .greater || comparison == .greaterOrEqual
            let isStrict = comparison == .less || comparison == .greater
            if case .number(let number)? = terms.constant(value) {
                let bound = Bound(isLower: isLower, isStrict: isStrict, limit: .number(number))
                return .bound(terms.counted(subject) == nil ? bound : bound.whole)
            }
            if let day = terms.day(value) {
                return .bound(Bound(isLower: isLower, isStrict: isStrict, limit: .day(day)))
            }
            return .compared(comparison, value)
        }
    }

    private static func membership(
        _ arguments: [Term],
        isNegative: Bool,
        _ terms: TermTable
    ) -> (test: ValueTest, subject: Term)? {
        guard let values = list(arguments[1], terms) else { return nil }
        if !isNegative { return (.oneOf(values), arguments[0]) }
        return values.areLiterals && !values.terms.isEmpty ? (.noneOf(values), arguments[0]) : nil
    }

    private static func text(
        _ name: String,
        _ arguments: [Term],
        _ terms: TermTable
    ) -> (test: ValueTest, subject: Term)? {
        guard let (kind, isNegative) = TextTest.kinds[name], (2...3).contains(arguments.count) else { return nil }
        var ignoresCase = false
        if arguments.count == 3 {
            guard case .boolean(let isSensitive)? = terms.constant(arguments[2]) else { return nil }
            ignoresCase = !isSensitive
        }
        var text: String?
        if case .text(let value)? = terms.constant(arguments[1]) { text = value }
        let test = TextTest(
            kind: kind,
            isNegative: isNegative,
            value: arguments[1],
            text: text,
            ignoresCase: ignoresCase
        )
        return (.text(test), arguments[0])
    }

    private static func stringCompare(
        _ arguments: [Term],
        _ terms: TermTable
    ) -> (test: ValueTest, subject: Term)? {
        guard terms.constant(arguments[0]) == .text("equals"),
            case .boolean(let isSensitive)? = terms.constant(arguments[3])
        else { return nil }
        let values = list(arguments[2], terms) ?? Values([arguments[2]], isList: false, terms)
        guard values.areLiterals else { return nil }
        return (.listed(values.terms, ignoresCase: !isSensitive), arguments[1])
    }

    private static func list(_ term: Term, _ terms: TermTable) -> Values? {
        guard case .list = terms.kind(of: term), terms.shape(of: term).extraMembers.isEmpty else { return nil }
        return Values(terms.parts(of: term), isList: true, terms)
    }
}

extension ValueTest.Values {
    init(_ values: [Term], isList: Bool, _ terms: TermTable) {
        self.terms = Set(values)
        self.isList = isList
        areLiterals = values.allSatisfy(terms.isLiteral)
        constants = Set(values.compactMap(terms.constant))
    }
}

extension TermTable {
    /// Whether it is a text, a number or a boolean, known or not too large to be told.
    func isLiteral(_ term: Term) -> Bool {
        guard shape(of: term).extraMembers.isEmpty else { return false }
        switch kind(of: term) {
        case .string(let string): return string.text != nil
        case .boolean, .integer, .long, .double: return true
        case .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter, .call,
            .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return false
        }
    }

    /// What `count()` counts; nil for all else.
    func counted(_ term: Term) -> Term? {
        guard let (name, arguments) = call(term), name == "count", arguments.count == 1 else { return nil }
        return arguments[0]
    }
}
