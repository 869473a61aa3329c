/// What variables mean at one place of an expression.
///
/// A query's conditions each see the names bound so far; they share one table, so that a query of many names is not
/// copied for each. A copy of a scope never sees what is bound later.
struct VariableScope<Value> {
    private final class Table {
        let outer: VariableScope
        /// In the order in which they were bound, with their numbers.
        var values: [String: [(number: Int, value: Value)]] = [:]
        var count = 0

        init(outer: VariableScope) {
            self.outer = outer
        }
    }

    private var table: Table?
    /// How many of the table's names are visible.
    private var visible = 0

    /// A scope inside this one, ready to bind names.
    func opened() -> VariableScope {
        var scope = VariableScope()
        scope.table = Table(outer: self)
        return scope
    }

    /// Binds a name; only for the scope that was opened last and has seen all that was bound in it.
    mutating func bind(_ name: String, to value: Value) {
        guard let table, table.count == visible else { preconditionFailure("names are bound in an opened scope") }
        table.values[name, default: []].append((visible, value))
        table.count += 1
        visible += 1
    }

    /// The innermost value of a name.
    subscript(name: String) -> Value? {
        var scope = self
        while let table = scope.table {
            if let found = table.values[name]?.last(where: { $0.number < scope.visible }) { return found.value }
            scope = table.outer
        }
        return nil
    }
}
