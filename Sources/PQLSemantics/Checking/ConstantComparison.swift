import PQLSyntax

/// Comparisons of literals with each other.
enum ConstantComparison {
    /// What a comparison of two literals of one kind, or of one with a list of them, always gives; nil when it is no
    /// such comparison.
    static func value(of call: Call) -> Bool? {
        guard call.arguments.count == 2, let left = Literal(call.arguments[0]) else { return nil }
        switch call.name {
        case "in", "notIn":
            guard case .list(let items) = call.arguments[1].kind else { return nil }
            let equal = items.map { Literal($0).flatMap { compare(left, $0)?.isEqual } }
            if equal.contains(true) { return call.name == "in" }
            return equal.contains(nil) ? nil : call.name == "notIn"
        case "=", "!=", "<", "<=", ">", ">=", "equals", "notEqualTo":
            guard let right = Literal(call.arguments[1]), let order = compare(left, right) else { return nil }
            return order.satisfies(call.name)
        default: return nil
        }
    }

    private enum Order {
        case less, equal, greater, different

        var isEqual: Bool { self == .equal }

        func satisfies(_ name: String) -> Bool? {
            switch name {
            case "=", "equals": isEqual
            case "!=", "notEqualTo": !isEqual
            case "<": self == .different ? nil : self == .less
            case "<=": self == .different ? nil : self != .greater
            case ">": self == .different ? nil : self == .greater
            case ">=": self == .different ? nil : self != .less
            default: nil
            }
        }
    }

    /// Nil for literals of different kinds, which are told elsewhere.
    private static func compare(_ left: Literal, _ right: Literal) -> Order? {
        switch (left, right) {
        case (.text(let left), .text(let right)): left == right ? .equal : .different
        case (.boolean(let left), .boolean(let right)): left == right ? .equal : .different
        case (.number(let left, _), .number(let right, _)): compare(left, right)
        default: nil
        }
    }

    private static func compare(_ left: String, _ right: String) -> Order? {
        if let left = Int64(left), let right = Int64(right) {
            return left == right ? .equal : left < right ? .less : .greater
        }
        guard let left = Double(left), let right = Double(right) else { return nil }
        return left == right ? .equal : left < right ? .less : .greater
    }
}
