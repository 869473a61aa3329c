import PQLSyntax

extension ValueTest {
    /// Whether every value that passes this test passes the other.
    ///
    /// - Parameter isPlain: whether the values can be no whole arrays, for which `=` and `in` differ.
    func implies(_ other: ValueTest, isPlain: Bool) -> Bool {
        switch (self, other) {
        case (.oneOf(let values), _): return Self.eachPasses(values, other, isPlain)
        case (.noneOf, .present), (.bound, .present), (.compared, .present), (.text, .present), (.present, .present),
            (.window, .present):
            return true
        case (.noneOf(let values), .noneOf(let others)):
            guard others.terms.isSubset(of: values.terms) else { return false }
            // `!=` is false of values that cannot be compared, while `notIn` is true of them: a list of one type, like
            // the value alone, is taken to be of the field's type, as the checker demands.
            return values.isList == others.isList || isPlain && (others.isList || values.haveOneType)
        case (.bound(let bound), .bound(let other)): return bound.implies(other)
        case (.bound(let bound), .noneOf(let values)):
            return isPlain && values.areKnown
                && values.constants.allSatisfy {
                    if case .number(let value) = $0 { bound.misses(value) } else { false }
                }
        case (.compared(let comparison, let value), .compared(let other, let otherValue)):
            let isWeaker =
                comparison == other || comparison == .less && other == .lessOrEqual
                || comparison == .greater && other == .greaterOrEqual
            return isWeaker && value == otherValue
        case (.text(let test), .text(let other)): return test.implies(other)
        case (.listed(let values, let ignoresCase), .listed(let others, let otherIgnoresCase)):
            return values.isSubset(of: others) && (ignoresCase == otherIgnoresCase || otherIgnoresCase)
        case (.window(let window), .window(let other)): return window.implies(other)
        case (.shares(let values), .shares(let others)): return values.isSubset(of: others)
        case (.isWithin(let values), .isWithin(let others)): return values.isSubset(of: others)
        case (.holds(let values), .holds(let others)): return !others.isEmpty && others.isSubset(of: values)
        case (.noneOf, _), (.bound, _), (.compared, _), (.text, _), (.listed, _), (.present, _), (.window, _),
            (.shares, _), (.holds, _), (.isWithin, _):
            return false
        }
    }

    /// Whether no single value passes both; known only of values that are no arrays.
    func excludes(_ other: ValueTest) -> Bool {
        switch (self, other) {
        case (.oneOf(let values), .oneOf(let others)):
            // The test of each pair would take too long for long lists.
            return values.areKnown && others.areKnown && values.terms.count * others.terms.count <= 10_000
                && values.constants.allSatisfy { value in others.constants.allSatisfy(value.differs) }
        case (.oneOf(let values), .noneOf(let others)), (.noneOf(let others), .oneOf(let values)):
            return values.areLiterals && values.terms.isSubset(of: others.terms)
        case (.oneOf(let values), .bound(let bound)), (.bound(let bound), .oneOf(let values)):
            return values.areKnown
                && values.constants.allSatisfy {
                    if case .number(let value) = $0 { bound.misses(value) } else { false }
                }
        case (.oneOf(let values), .text(let test)), (.text(let test), .oneOf(let values)):
            return values.areKnown
                && values.constants.allSatisfy {
                    if case .text(let text) = $0 { test.passes(text) == false } else { false }
                }
        case (.bound(let bound), .bound(let other)): return bound.excludes(other)
        case (.text(let test), .text(let other)): return test.excludes(other)
        case (.window(let window), .window(let other)): return window.excludes(other)
        case (.oneOf, _), (.noneOf, _), (.bound, _), (.compared, _), (.text, _), (.listed, _), (.present, _),
            (.window, _), (.shares, _), (.holds, _), (.isWithin, _):
            return false
        }
    }

    /// Whether each of the values passes the test.
    private static func eachPasses(_ values: Values, _ test: ValueTest, _ isPlain: Bool) -> Bool {
        switch test {
        case .oneOf(let others):
            return values.terms.isSubset(of: others.terms)
                && (values.isList == others.isList || isPlain && values.areLiterals)
        case .present: return values.areLiterals || values.isList
        case .noneOf(let others):
            guard isPlain, values.areKnown, others.areKnown else { return false }
            guard values.terms.count * others.terms.count <= 10_000 else { return false }
            return values.constants.allSatisfy { value in others.constants.allSatisfy(value.differs) }
        case .bound(let bound):
            return isPlain && values.areKnown
                && values.constants.allSatisfy {
                    if case .number(let value) = $0 { bound.contains(value) } else { false }
                }
        case .text(let text):
            // `=` and `equals` may differ in what they convert.
            return isPlain && values.areKnown && text.kind != .equals
                && values.constants.allSatisfy {
                    if case .text(let value) = $0 { text.passes(value) == true } else { false }
                }
        case .compared, .listed, .window, .shares, .holds, .isWithin: return false
        }
    }
}
