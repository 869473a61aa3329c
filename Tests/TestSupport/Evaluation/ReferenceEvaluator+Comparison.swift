import PQLSyntax

extension ReferenceEvaluator {
    /// True only when both sides are present and the test holds; a path through an array is true when one of its
    /// values is, for `!=` as well.
    func compare(_ name: String, _ left: PQLExpression, _ right: PQLExpression, _ scope: Scope) throws -> Bool {
        let (first, second) = (try value(of: left, in: scope), try value(of: right, in: scope))
        switch (first, second) {
        case (.array(let items), .array(let others)):
            guard Self.isSet(left) || Self.isSet(right) else { throw Unevaluable("two arrays compared") }
            guard name == "=" || name == "!=" else { throw Unevaluable("the order of two arrays") }
            return (Set(items) == Set(others)) == (name == "=")
        case (.array(let items), _):
            return try second.isNull ? false : items.contains { try test(name, $0, right.aware(second)) }
        case (_, .array(let others)):
            return try first.isNull ? false : others.contains { try test(name, left.aware(first), .init($0)) }
        default: return try test(name, left.aware(first), right.aware(second))
        }
    }

    /// `in` with a list, or with an array that the profile has.
    func isMember(
        _ left: PQLExpression,
        _ right: PQLExpression,
        negated: Bool,
        _ scope: Scope
    ) throws -> Bool {
        let (first, second) = (try value(of: left, in: scope), try value(of: right, in: scope))
        if first.isNull || second.isNull { return false }
        guard case .array(let list) = second else { throw Unevaluable("membership in \(second.noun)") }
        let isLiteral = if case .list = right.kind { true } else { false }
        let candidates: [Operand] =
            if case .array(let items) = first { items.map { Operand($0) } } else { [left.aware(first)] }
        return try candidates.contains { candidate in
            let items = list.map { Operand($0, isLiteral: isLiteral) }
            if negated, try items.contains(where: { try convert($0, to: candidate) == nil }) {
                throw Unevaluable("notIn with text that does not become a number")
            }
            return try items.map { try test("=", candidate, $0) }.contains(true) != negated
        }
    }

    /// A value, and whether it was written in the rule, which lets a string become what it is compared with.
    struct Operand {
        var value: Value
        var isLiteral = false

        init(_ value: Value, isLiteral: Bool = false) {
            self.value = value
            self.isLiteral = isLiteral
        }
    }

    private func test(_ name: String, _ left: Value, _ right: Operand) throws -> Bool {
        try test(name, Operand(left), right)
    }

    private func test(_ name: String, _ left: Operand, _ right: Operand) throws -> Bool {
        if left.value.isNull || right.value.isNull { return false }
        guard let converted = try convert(right, to: left) else { return false }
        switch name {
        case "=": return try areEqual(left.value, converted)
        case "!=": return !(try areEqual(left.value, converted))
        default: return try areOrdered(name, left.value, converted)
        }
    }

    /// A string literal as the number or Boolean that the left side is; nil when it is none.
    private func convert(_ right: Operand, to left: Operand) throws -> Value? {
        guard right.isLiteral, case .string(let text) = right.value else { return right.value }
        switch left.value {
        case .integer, .double:
            return Double(text).flatMap { $0.isFinite ? Int64(text).map { .integer($0) } ?? .number($0) : nil }
        case .boolean: return Bool(text).map { .boolean($0) }
        case .null, .string, .moment, .day, .array, .object, .map, .entry, .tuple: return right.value
        }
    }

    private func areEqual(_ left: Value, _ right: Value) throws -> Bool {
        switch (left, right) {
        case (.boolean, .boolean), (.string, .string), (.object, .object), (.map, .map), (.tuple, .tuple):
            return left == right
        case (.integer, .integer), (.integer, .double), (.double, .integer), (.double, .double): return left == right
        default: throw Unevaluable("\(left.noun) compared with \(right.noun)")
        }
    }

    private func areOrdered(_ name: String, _ left: Value, _ right: Value) throws -> Bool {
        let isLess: Bool
        let isMore: Bool
        switch (left, right) {
        case (.integer(let left), .integer(let right)): (isLess, isMore) = (left < right, left > right)
        case (.integer, .double), (.double, .integer), (.double, .double):
            let (left, right) = (try exact(left), try exact(right))
            (isLess, isMore) = (left < right, left > right)
        case (.moment, _), (_, .moment):
            guard let left = try instant(left), let right = try instant(right) else { return false }
            (isLess, isMore) = (left < right, left > right)
        default: throw Unevaluable("the order of \(left.noun) and \(right.noun)")
        }
        switch name {
        case "<": return isLess
        case "<=": return !isMore
        case ">": return isMore
        default: return !isLess
        }
    }

    /// Comparison through `Double` is exact below 2 to the power of 53.
    private func exact(_ value: Value) throws -> Double {
        guard let number = Self.double(value) else { throw Unevaluable("the order of \(value.noun)") }
        if case .integer(let whole) = value, whole.magnitude > 1 << 53 { throw Unevaluable("a number too large") }
        return number
    }

    /// Whether the order of the array's items means nothing: a list literal, or the result of a set function.
    private static func isSet(_ node: PQLExpression) -> Bool {
        switch node.kind {
        case .list: true
        case .call(let function, _): function.name == "intersection" || function.name == "distinct"
        default: false
        }
    }
}

extension PQLExpression {
    fileprivate func aware(_ value: ReferenceEvaluator.Value) -> ReferenceEvaluator.Operand {
        if case .string = kind { return .init(value, isLiteral: true) }
        return .init(value)
    }
}
