import PQLSyntax

/// Takes a rule apart into clauses, the written tree beside the canonical one.
enum ClauseReader {
    static func clause(_ written: PQLExpression, _ canonical: PQLExpression, _ depth: Int = 0) -> Clause {
        let written = WrittenForm.unwrapped(written, canonical)
        let kind = depth < Implication.maxDepth ? kind(written, canonical, depth) : .condition
        let id =
            switch kind {
            case .all(let operands): ClauseID.row("all", operands)
            case .any(let operands): ClauseID.row("any", operands)
            case .not(let operand): ClauseID.negation(of: operand)
            case .container, .condition: ClauseID.test(canonical)
            }
        return Clause(id: id, kind: kind, expression: written, canonical: canonical)
    }

    private static func kind(_ written: PQLExpression, _ canonical: PQLExpression, _ depth: Int) -> Clause.Kind {
        guard canonical.extraMembers.isEmpty else { return .condition }
        if let row = canonical.row {
            let operands = zip(WrittenForm.children(written, canonical), row.operands).map { clause($0, $1, depth + 1) }
            return row.name == "and" ? .all(numbered(operands)) : .any(numbered(operands))
        }
        if case .call(let function, let operands) = canonical.kind, function.name == "not", operands.count == 1 {
            return .not(clause(WrittenForm.children(written, canonical)[0], operands[0], depth + 1))
        }
        let parts = parts(written, canonical, depth)
        return parts.isEmpty ? .condition : .container(parts)
    }

    /// Siblings that ask the same get numbers, by their canonical texts.
    private static func numbered(_ operands: [Clause]) -> [Clause] {
        let groups = Dictionary(grouping: operands.indices) { operands[$0].id }
        var operands = operands
        for indices in groups.values where indices.count > 1 {
            let ordered = indices.map { ($0, PQLPrinter.print(operands[$0].canonical)) }
                .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            for (offset, entry) in ordered.enumerated() {
                operands[entry.0] = operands[entry.0].with(ordinal: offset + 1)
            }
        }
        return operands
    }

    /// The conditions along the path that a clause is about, and those of a query or a chain at its end.
    private static func parts(_ written: PQLExpression, _ canonical: PQLExpression, _ depth: Int) -> [Clause.Part] {
        var parts: [Clause.Part] = []
        var (written, canonical) = (written, canonical)
        var location: [Int] = []
        // The operands of a row have no position.
        while canonical.extraMembers.isEmpty, canonical.row == nil {
            let sources = WrittenForm.children(written, canonical)
            let children = canonical.children.map(\.expression)
            func add(_ position: Int, _ place: String) {
                let clause = clause(sources[position], children[position], depth + 1)
                parts.append(Clause.Part(place: place, clause: clause, location: location + [position]))
            }
            switch canonical.kind {
            case .filter: add(1, PQLPrinter.print(sources[0].unfiltered) + "[…]")
            case .call(let function, let arguments):
                guard !arguments.isEmpty else { return parts }
                if function.name == "exists", arguments.count == 2, !arguments[1].isLambda {
                    add(1, PQLPrinter.print(sources[0].unfiltered) + ".exists(…)")
                }
            case .field, .occurs: break
            case .query(let quantifier, let declarations):
                var position = 0
                for (declaration, shown) in zip(declarations, declared(written, declarations)) {
                    if declaration.condition != nil {
                        add(position + 1, "\(quantifier.rawValue) \(shown.name) from \(path(shown.source))")
                    }
                    position += declaration.condition == nil ? 1 : 2
                }
                return parts
            case .chain(let chain):
                var position = 1
                for step in chain.steps {
                    add(position, "step \(step.name)")
                    position += 1 + (step.when?.expressions.count ?? 0) + (step.count == nil ? 0 : 1)
                }
                return parts
            case .binding:
                if case .binding(let name, _, _) = written.kind { add(1, "let \(name)") } else { add(1, "let") }
                return parts
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .lambda, .aggregate, .schemaReference, .unknown, .error:
                return parts
            }
            (written, canonical) = (sources[0], children[0])
            location.append(0)
        }
        return parts
    }

    private static func declared(_ written: PQLExpression, _ canonical: [PQLDeclaration]) -> [PQLDeclaration] {
        if case .query(_, let declarations) = written.kind { declarations } else { canonical }
    }

    private static func path(_ source: PQLExpression) -> String {
        PQLPrinter.print(source.unfiltered)
    }
}
