import PQLSyntax

extension ReferenceEvaluator {
    /// An operator or function by its canonical name, with the receiver of a method as the first argument.
    func call(_ name: String, _ arguments: [PQLExpression], _ scope: Scope) throws -> Value {
        switch (name, arguments.count) {
        case ("and", 1...):
            return .boolean(try arguments.map { try isTrue($0, in: scope) }.allSatisfy { $0 })
        case ("or", 1...):
            return .boolean(try arguments.map { try isTrue($0, in: scope) }.contains(true))
        case ("not", 1): return .boolean(!(try isTrue(arguments[0], in: scope)))
        case ("if", 3):
            return try value(of: isTrue(arguments[0], in: scope) ? arguments[1] : arguments[2], in: scope)
        case ("=", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2):
            return .boolean(try compare(name, arguments[0], arguments[1], scope))
        case ("in", 2), ("notIn", 2):
            return .boolean(try isMember(arguments[0], arguments[1], negated: name == "notIn", scope))
        case ("isNull", 1): return .boolean(try isNull(arguments[0], scope))
        case ("isNotNull", 1): return .boolean(!(try isNull(arguments[0], scope)))
        case ("+", 2), ("-", 2), ("*", 2), ("/", 2), ("%", 2):
            return try arithmetic(name, value(of: arguments[0], in: scope), value(of: arguments[1], in: scope))
        case ("-", 1): return try arithmetic("-", .integer(0), value(of: arguments[0], in: scope))
        case ("inSegment", 1): return .boolean(try isInSegment(arguments[0], scope))
        case ("get", 2):
            return try entry(value(of: arguments[0], in: scope), value(of: arguments[1], in: scope))
        case ("keys", 1): return try keys(value(of: arguments[0], in: scope))
        case ("values", 1): return try values(value(of: arguments[0], in: scope))
        case ("mapEntry", 2):
            return .entry(Entry(try value(of: arguments[0], in: scope), try value(of: arguments[1], in: scope)))
        case ("date", 3), ("getMonth", 1), ("getYear", 1), ("getDayOfMonth", 1), ("currentMonth", 0),
            ("currentYear", 0), ("currentDayOfMonth", 0):
            return try calendar(name, arguments.map { try value(of: $0, in: scope) })
        default:
            if let result = try stringCall(name, arguments, scope) { return result }
            if let result = try arrayCall(name, arguments, scope) { return result }
            if let result = try itemCall(name, arguments, scope) { return result }
            throw Unevaluable("the function \(name) with \(arguments.count) arguments")
        }
    }

    /// Nothing says whether a path through an array is null when no item has a value there.
    private func isNull(_ argument: PQLExpression, _ scope: Scope) throws -> Bool {
        if try goesThroughArray(argument, scope) { throw Unevaluable("null test of a path through an array") }
        return try value(of: argument, in: scope).isNull
    }

    private func isInSegment(_ argument: PQLExpression, _ scope: Scope) throws -> Bool {
        guard case .string(let id) = try value(of: argument, in: scope) else {
            throw Unevaluable("an audience id that is no string")
        }
        if memberships.contains(id) { return true }
        var value = scope.subjects[0]
        for name in ["segmentMembership", "ups", id, "status"] {
            guard case .object(let members) = value, let next = members[name] else { return false }
            value = next
        }
        return value == .string("realized") || value == .string("existing")
    }

    /// Null travels up, as it does from a divisor of zero; whole numbers stay whole until they overflow.
    private func arithmetic(_ name: String, _ left: Value, _ right: Value) throws -> Value {
        if left.isNull || right.isNull { return .null }
        guard let first = Self.double(left), let second = Self.double(right) else {
            throw Unevaluable("\(left.noun) \(name) \(right.noun)")
        }
        if case .integer(let left) = left, case .integer(let right) = right {
            let (whole, overflow) =
                switch name {
                case "+": left.addingReportingOverflow(right)
                case "-": left.subtractingReportingOverflow(right)
                case "*": left.multipliedReportingOverflow(by: right)
                case "%" where right != 0: left.remainderReportingOverflow(dividingBy: right)
                case "/" where right != 0 && right != -1 && left % right == 0: (left / right, false)
                default: (Int64(0), true)
                }
            if !overflow { return .integer(whole) }
        }
        if second == 0, name == "/" || name == "%" { return .null }
        let result =
            switch name {
            case "+": first + second
            case "-": first - second
            case "*": first * second
            case "/": first / second
            default: first.truncatingRemainder(dividingBy: second)
            }
        guard result.isFinite else { throw Unevaluable("a number beyond all bounds") }
        return .number(result)
    }

    static func double(_ value: Value) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .null, .boolean, .string, .moment, .day, .array, .object, .map, .entry, .tuple: nil
        }
    }
}
