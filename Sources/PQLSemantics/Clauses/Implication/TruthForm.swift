import PQLSyntax

/// What a term says where true or false is asked, as far as implication knows.
enum TruthForm {
    case constant(Bool)
    case all([Term])
    case any([Term])
    /// Of a condition that is neither a row nor a negation itself.
    case not(Term)
    case test(ValueTest, of: Term)
    /// True if the array has an item.
    case items(Term)
    /// `select` and `exists`: some items pass.
    case some([Declared])
    /// `forall`: all items pass.
    case every([Declared])
    case chain(ChainForm)
    case binding(value: Term, body: Term)

    /// `V from A where C`.
    struct Declared {
        let source: Term
        let condition: Term?
    }
}

extension TermTable {
    /// The form of a term, with negations moved inwards as far as they go: true and false are the only two values
    /// where a condition stands, so that De Morgan's laws hold.
    mutating func form(of term: Term) -> TruthForm {
        var inner = term
        var isNegated = false
        while let (name, arguments) = call(inner), name == "not", arguments.count == 1 {
            inner = arguments[0]
            isNegated.toggle()
        }
        let form = positiveForm(of: inner)
        guard isNegated else { return form }
        switch form {
        case .constant(let value): return .constant(!value)
        case .all(let operands): return .any(operands.map { call("not", [$0]) })
        case .any(let operands): return .all(operands.map { call("not", [$0]) })
        case .not, .test, .items, .some, .every, .chain, .binding: return .not(inner)
        }
    }

    private mutating func positiveForm(of term: Term) -> TruthForm {
        guard shape(of: term).extraMembers.isEmpty else { return .items(term) }
        let parts = parts(of: term)
        switch kind(of: term) {
        case .boolean(let value): return .constant(value)
        case .null: return .constant(false)
        case .query(let quantifier, let declarations):
            switch quantifier {
            case .select, .exists: return .some(declared(declarations, parts))
            case .forall: return .every(declared(declarations, parts))
            case .some, .all, .none, .one: return .items(term)
            }
        case .chain(let chain): return ChainForm(chain, parts, in: self).map(TruthForm.chain) ?? .items(term)
        case .binding: return .binding(value: parts[0], body: parts[1])
        case .call(let function, _):
            switch (function.name, parts.count) {
            case ("and", 1...): return .all(parts)
            case ("or", 1...): return .any(parts)
            case ("exists", 2) where !isLambda(parts[1]): return .items(filter(parts[0], where: parts[1]))
            default: break
            }
        case .string, .integer, .long, .double, .moment, .list, .object, .template, .subject, .parameter, .variable,
            .field, .filter, .lambda, .aggregate, .occurs, .schemaReference, .unknown, .error:
            break
        }
        return ValueTest.read(term, self).map { .test($0.test, of: $0.subject) } ?? .items(term)
    }

    func declared(_ declarations: [PQLDeclaration], _ parts: [Term]) -> [TruthForm.Declared] {
        var rest = parts[...]
        return declarations.map { declaration in
            let source = rest.removeFirst()
            return TruthForm.Declared(
                source: source,
                condition: declaration.condition == nil ? nil : rest.removeFirst()
            )
        }
    }

    func isLambda(_ term: Term) -> Bool {
        if case .lambda = kind(of: term) { true } else { false }
    }
}
