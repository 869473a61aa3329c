import PQLSyntax

extension ReferenceEvaluator {
    /// The items for which the condition holds; null stays null.
    func filter(_ base: Value, _ condition: PQLExpression, _ scope: Scope) throws -> Value {
        guard let items = try array(base) else { return .null }
        return .array(try items.filter { try isTrue(condition, in: scope.entering($0)) })
    }

    /// A function whose second argument is about each item; nil when the name is none.
    func itemCall(_ name: String, _ arguments: [PQLExpression], _ scope: Scope) throws -> Value? {
        switch (name, arguments.count) {
        case ("exists", 2), ("filter", 2), ("map", 2), ("groupBy", 2), ("topN", 3), ("bottomN", 3), ("sum", 2),
            ("average", 2), ("min", 2), ("max", 2):
            break
        default: return nil
        }
        let base = try value(of: arguments[0], in: scope)
        let body = arguments[1]
        if name == "map", Self.isMap(base) { return try map(base, body, scope) }
        guard let items = try array(base) else {
            switch name {
            case "exists": return .boolean(false)
            case "sum": return .integer(0)
            default: return .null
            }
        }
        switch name {
        case "exists": return .boolean(try items.map { try isTrue(body, of: $0, scope) }.contains(true))
        case "filter": return .array(try items.filter { try isTrue(body, of: $0, scope) })
        case "map": return Self.mapped(try items.map { try value(of: body, of: $0, scope) })
        case "groupBy": return .map(try groups(items, body, scope))
        case "topN", "bottomN": return try first(items, body, arguments[2], fromTop: name == "topN", scope)
        default:
            guard let aggregate = PQLAggregate(rawValue: name) else { return nil }
            return try combine(aggregate, try items.map { try value(of: body, of: $0, scope) })
        }
    }

    /// The body for an item: the item is its subject, or has the name that a lambda gives it.
    private func value(of body: PQLExpression, of item: Value, _ scope: Scope) throws -> Value {
        let (body, scope) = try place(body, item, scope)
        return try value(of: body, in: scope)
    }

    private func isTrue(_ body: PQLExpression, of item: Value, _ scope: Scope) throws -> Bool {
        let (body, scope) = try place(body, item, scope)
        return try isTrue(body, in: scope)
    }

    private func place(_ body: PQLExpression, _ item: Value, _ scope: Scope) throws -> (PQLExpression, Scope) {
        guard case .lambda(let names, let inner) = body.kind else { return (body, scope.entering(item)) }
        guard names.count == 1, body.extraMembers.isEmpty else {
            throw Unevaluable("a lambda of \(names.count) names over items")
        }
        return (inner, scope.binding(names[0], item))
    }

    private func groups(_ items: [Value], _ body: PQLExpression, _ scope: Scope) throws -> [Entry] {
        let keyed = try items.map { (key: try value(of: body, of: $0, scope), item: $0) }.filter { !$0.key.isNull }
        return Self.distinct(keyed.map(\.key)).map { key in
            Entry(key, .array(keyed.filter { $0.key == key }.map(\.item)))
        }
    }

    /// Sorted by a number, null keys after all others, ties in the order in which they stand.
    private func first(
        _ items: [Value],
        _ body: PQLExpression,
        _ count: PQLExpression,
        fromTop: Bool,
        _ scope: Scope
    ) throws -> Value {
        guard case .integer(let count) = try value(of: count, in: scope), count >= 0 else {
            throw Unevaluable("a number of items that is none")
        }
        let keyed = try items.enumerated().map { index, item in
            let key = try value(of: body, of: item, scope)
            guard key.isNull || key.isNumber else { throw Unevaluable("the order of \(key.noun)") }
            return (key: Self.double(key), index: index, item: item)
        }
        let sorted = keyed.sorted { left, right in
            switch (left.key, right.key) {
            case (let first?, let second?) where first != second: (first < second) != fromTop
            case (nil, _?): false
            case (_?, nil): true
            default: left.index < right.index
            }
        }
        return .array(sorted.prefix(Int(clamping: count)).map(\.item))
    }
}

// MARK: - Maps

extension ReferenceEvaluator {
    private static func isMap(_ value: Value) -> Bool {
        switch value {
        case .object, .map: true
        case .null, .boolean, .integer, .double, .string, .moment, .day, .array, .entry, .tuple: false
        }
    }

    /// Over a map the item is the entry's value, and a lambda may name key and value.
    private func map(_ map: Value, _ body: PQLExpression, _ scope: Scope) throws -> Value {
        let results = try entries(map).map { entry in
            if case .lambda(let names, let inner) = body.kind, names.count == 2, body.extraMembers.isEmpty {
                return try value(of: inner, in: scope.binding(names[0], entry.key).binding(names[1], entry.value))
            }
            return try value(of: body, of: entry.value, scope)
        }
        return results.isEmpty && Self.makesEntries(body) ? .map([]) : Self.mapped(results)
    }

    private static func makesEntries(_ body: PQLExpression) -> Bool {
        switch body.kind {
        case .lambda(_, let inner): makesEntries(inner)
        case .call(let function, _): function.name == "mapEntry"
        default: false
        }
    }

    /// Map entries make a map, everything else an array.
    private static func mapped(_ results: [Value]) -> Value {
        let entries = results.compactMap { result -> Entry? in
            if case .entry(let entry) = result { entry } else { nil }
        }
        return !results.isEmpty && entries.count == results.count ? .map(entries) : .items(results)
    }
}
