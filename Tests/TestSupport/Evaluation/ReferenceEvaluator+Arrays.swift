import PQLSyntax

extension ReferenceEvaluator {
    /// A function of whole arrays; nil when the name is none.
    func arrayCall(_ name: String, _ arguments: [PQLExpression], _ scope: Scope) throws -> Value? {
        switch (name, arguments.count) {
        case ("intersects", 2), ("subsetOf", 2), ("supersetOf", 2), ("includes", 2), ("intersection", 2):
            let (first, second) = (try value(of: arguments[0], in: scope), try value(of: arguments[1], in: scope))
            return try setCall(name, first, second)
        case ("distinct", 1):
            guard let items = try array(arguments[0], scope) else { return .null }
            return .array(Self.distinct(items))
        case ("head", 1): return try array(arguments[0], scope)?.first ?? .null
        case ("count", 1): return .integer(Int64(try array(arguments[0], scope)?.count ?? 0))
        case ("sum", 1), ("average", 1), ("min", 1), ("max", 1):
            guard let aggregate = PQLAggregate(rawValue: name) else { return nil }
            return try combine(aggregate, try array(arguments[0], scope) ?? [])
        default: return nil
        }
    }

    private func setCall(_ name: String, _ first: Value, _ second: Value) throws -> Value {
        if first.isNull || second.isNull { return name == "intersection" ? .null : .boolean(false) }
        guard case .array(let items) = first else { throw Unevaluable("\(name) of \(first.noun)") }
        if name == "includes" {
            if case .array = second { throw Unevaluable("includes with an array") }
            return .boolean(items.contains(second))
        }
        guard case .array(let others) = second else { throw Unevaluable("\(name) with \(second.noun)") }
        switch name {
        case "intersects": return .boolean(items.contains { others.contains($0) })
        case "subsetOf": return .boolean(items.allSatisfy { others.contains($0) })
        case "supersetOf": return .boolean(others.allSatisfy { items.contains($0) })
        default:
            let common = Self.distinct(items.filter { others.contains($0) })
            return common.isEmpty ? .null : .array(common)
        }
    }

    static func distinct(_ items: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return items.filter { seen.insert($0).inserted }
    }

    /// The items of an array, nil for null.
    func array(_ node: PQLExpression, _ scope: Scope) throws -> [Value]? {
        try array(try value(of: node, in: scope))
    }

    func array(_ value: Value) throws -> [Value]? {
        switch value {
        case .null: return nil
        case .array(let items): return items
        case .boolean, .integer, .double, .string, .moment, .day, .object, .map, .entry, .tuple:
            throw Unevaluable("\(value.noun) where an array is expected")
        }
    }

    /// Nulls are skipped; the sum of nothing is 0, every other aggregate of nothing null.
    func combine(_ aggregate: PQLAggregate, _ values: [Value]) throws -> Value {
        let values = values.filter { !$0.isNull }
        guard values.allSatisfy(\.isNumber) else {
            throw Unevaluable("\(aggregate.rawValue) of other things than numbers")
        }
        let numbers = values.compactMap(Self.double)
        switch aggregate {
        case .sum: return .number(numbers.reduce(0, +))
        case .average: return numbers.isEmpty ? .null : .number(numbers.reduce(0, +) / Double(numbers.count))
        case .min: return numbers.min().map { .number($0) } ?? .null
        case .max: return numbers.max().map { .number($0) } ?? .null
        }
    }
}

// MARK: - Maps

extension ReferenceEvaluator {
    func entry(_ map: Value, _ key: Value) throws -> Value {
        switch (map, key) {
        case (.null, _), (_, .null): return .null
        case (.object(let members), .string(let key)): return members[key] ?? .null
        case (.map(let entries), _): return entries.first { $0.key == key }?.value ?? .null
        default: throw Unevaluable("get of \(map.noun) with \(key.noun)")
        }
    }

    func keys(_ map: Value) throws -> Value {
        try map.isNull ? .null : .items(entries(map).map(\.key))
    }

    func values(_ map: Value) throws -> Value {
        try map.isNull ? .null : .items(entries(map).map(\.value))
    }

    /// The members of an object have no order of their own; they come by key.
    func entries(_ map: Value) throws -> [Entry] {
        switch map {
        case .object(let members): return members.sorted { $0.key < $1.key }.map { Entry(.string($0.key), $0.value) }
        case .map(let entries): return entries
        case .null, .boolean, .integer, .double, .string, .moment, .day, .array, .entry, .tuple:
            throw Unevaluable("\(map.noun) where a map is expected")
        }
    }
}
