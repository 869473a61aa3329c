import PQLSyntax

extension ReferenceEvaluator {
    func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration], _ scope: Scope) throws -> Value {
        switch quantifier {
        case .select:
            let names = declarations.map(\.name)
            guard Set(names).count == names.count else { throw Unevaluable("two variables of one name") }
            let rows = try rows(declarations[...], scope).map { row in names.compactMap { row.variables[$0] } }
            return .array(rows.map { $0.count == 1 ? $0[0] : .tuple($0) })
        case .exists: return .boolean(!(try rows(declarations[...], scope).isEmpty))
        case .forall: return .boolean(try holdsForAll(declarations[...], scope))
        case .some, .all, .none, .one: throw Unevaluable("the quantifier \(quantifier.rawValue)")
        }
    }

    /// The scope of every combination of items whose conditions hold; a later declaration sees the earlier ones.
    private func rows(_ declarations: ArraySlice<PQLDeclaration>, _ scope: Scope) throws -> [Scope] {
        guard let first = declarations.first else { return [scope] }
        return try (try array(first.source, scope) ?? []).flatMap { item -> [Scope] in
            let scope = scope.binding(first.name, item)
            if let condition = first.condition, !(try isTrue(condition, in: scope)) { return [] }
            return try rows(declarations.dropFirst(), scope)
        }
    }

    /// Every item satisfies its condition and, for it, every item of the next declaration does.
    private func holdsForAll(_ declarations: ArraySlice<PQLDeclaration>, _ scope: Scope) throws -> Bool {
        guard let first = declarations.first else { return true }
        return try (try array(first.source, scope) ?? []).map { item in
            let scope = scope.binding(first.name, item)
            let holds = try first.condition.map { try isTrue($0, in: scope) } ?? true
            return try holds && holdsForAll(declarations.dropFirst(), scope)
        }.allSatisfy { $0 }
    }

    /// `sum E over V from A …`; without E the variable itself is summed.
    func aggregate(
        _ aggregate: PQLAggregate,
        _ value: PQLExpression?,
        _ declarations: [PQLDeclaration],
        _ scope: Scope
    ) throws -> Value {
        let values = try rows(declarations[...], scope).map { row in
            if let value { return try self.value(of: value, in: row) }
            guard declarations.count == 1, let item = row.variables[declarations[0].name] else {
                throw Unevaluable("an aggregate of \(declarations.count) variables")
            }
            return item
        }
        return try combine(aggregate, values)
    }
}
