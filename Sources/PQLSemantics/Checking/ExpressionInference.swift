import Diagnostics
import PQLSyntax
import XDM

/// One walk over a tree: the type of every node, and what is noticed on the way.
///
/// `infer` gives a node's value; `check` also counts its field as read. A node whose value is only passed on (the
/// object before a dot, the array before a filter) is inferred, so that only whole paths are counted.
struct ExpressionInference {
    /// Above what the parser lets through by default. A level needs about 2 KiB of stack, five times that unoptimised.
    static let maximumDepth = 300

    let catalog: SchemaCatalog
    var scope: Scope
    var advisor = FieldAdvisor()
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var fieldPaths: [String: Set<String>] = [:]
    private(set) var references: [SegmentReference] = []
    var remarks = Remarks()
    private(set) var relationshipSteps: [ByteSpan] = []
    /// The places of the paths and calls that have at most one value.
    private(set) var scalars: Set<ByteSpan> = []
    /// The next call is the body of a `map`, where alone `mapEntry` may stand.
    private var isMapBody = false
    private var depth = 0
    private var toldTooDeep = false

    init(catalog: SchemaCatalog, root: Operand) {
        self.catalog = catalog
        self.scope = Scope(root: root)
    }

    /// How many diagnostics are more than notes.
    private(set) var mistakeCount = 0

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
        if diagnostic.severity != .note { mistakeCount += 1 }
    }

    mutating func refer(to target: SegmentReference.Target, span: ByteSpan) {
        references.append(SegmentReference(target, span: span))
    }

    mutating func beginMapBody(_ body: PQLExpression) { isMapBody = body.makesMapEntry }

    mutating func takeMapBody() -> Bool {
        defer { isMapBody = false }
        return isMapBody
    }

    mutating func crossRelationship(at span: ByteSpan) { relationshipSteps.append(span) }

    /// Counts the field that a value comes from as read.
    @inline(never)
    mutating func record(_ operand: Operand) {
        guard let origin = operand.origin else { return }
        if origin.path.isEmpty {
            if origin != scope.root.origin { fieldPaths[origin.classAltID, default: []].formUnion([]) }
        } else {
            fieldPaths[origin.classAltID, default: []].insert(origin.path)
        }
    }

    /// Notes whether a path or a call has at most one value; one without a place of its own is not noted.
    private mutating func noting(_ node: PQLExpression, _ operand: Operand) -> Operand {
        switch operand.type {
        case .string, .integer, .number, .boolean, .date, .dateTime:
            if node.span.length > 0 { scalars.insert(node.span) }
        case .object, .array, .map, .any: break
        }
        return operand
    }

    mutating func checkRule(_ tree: PQLExpression) -> Operand {
        let operand = check(tree)
        judgeCondition(operand, tree)
        if case .boolean(let value) = tree.kind {
            report(PQLSemanticsDiagnostics.constantCondition(value, span: tree.span))
        }
        return operand
    }

    @discardableResult
    mutating func check(_ node: PQLExpression) -> Operand {
        let operand = infer(node)
        record(operand)
        return operand
    }

    mutating func infer(_ node: PQLExpression) -> Operand {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            if !toldTooDeep {
                toldTooDeep = true
                report(PQLSemanticsDiagnostics.tooDeep(limit: Self.maximumDepth, span: node.span))
            }
            return .unknown
        }
        switch node.kind {
        case .string(let string): return text(string)
        case .boolean: return .boolean
        case .integer, .long: return Operand(.integer)
        case .double: return Operand(.number)
        case .null, .unknown, .error, .schemaReference: return .unknown
        case .moment: return Operand(.dateTime)
        case .list(let items): return list(items)
        case .object(let members): return object(members)
        case .template(let template): return self.template(template)
        case .subject(let up): return subject(up: up, span: node.span)
        case .parameter(let position): return parameter(position, span: node.span)
        case .variable(let name): return scope.variable(name) ?? .unknown
        case .field(let base, let name):
            if base.kind.isSubject { return noting(node, bareField(base, name, node: node)) }
            return noting(node, field(name, of: infer(base), node: node))
        case .filter(let base, let condition): return filter(base, where: condition).over(node.kind)
        case .call(let function, let arguments): return noting(node, call(function, arguments, node: node))
        case .lambda(let names, let body): return rule(names, body)
        case .query(let quantifier, let declarations): return query(quantifier, declarations).over(node.kind)
        case .aggregate(let aggregate, let expression, let declarations):
            return self.aggregate(aggregate, of: expression, over: declarations)
        case .binding(let name, let value, let body): return binding(name, value, body)
        case .occurs(let time, let occurrence): return occurs(time, occurrence)
        case .chain(let chain): return self.chain(chain)
        }
    }
}

// MARK: - Simple nodes

extension ExpressionInference {
    private mutating func text(_ string: PQLString) -> Operand {
        for case .template(let template) in string.parts { _ = self.template(template) }
        return Operand(.string(nil))
    }

    @inline(never)
    mutating func template(_ template: PQLTemplate) -> Operand {
        if case .segment(let key) = template.kind { refer(to: .key(key), span: template.span) }
        return .unknown
    }

    private mutating func list(_ items: [PQLExpression]) -> Operand {
        let operands = items.map { check($0) }
        let families = Set(operands.map(\.type.family))
        guard let first = operands.first, families.count == 1 else { return Operand(.array(.any)) }
        // An item's enumeration is not the list's.
        return Operand(.array(first.type.family == .text ? .string(nil) : first.type))
    }

    private mutating func object(_ members: [PQLMember]) -> Operand {
        var fields: [String: XDMField] = [:]
        for member in members { fields[member.key] = XDMField(check(member.value).type) }
        return Operand(.object(XDMObject(fields)))
    }

    @inline(never)
    private mutating func subject(up: Int, span: ByteSpan) -> Operand {
        if let subject = scope.subject(up: up) { return subject }
        report(PQLSemanticsDiagnostics.pastRoot(climbs: up, levels: scope.subjects.count - 1, span: span))
        return .unknown
    }

    @inline(never)
    private mutating func parameter(_ position: Int, span: ByteSpan) -> Operand {
        if position == 1 { return scope.root }
        report(PQLSemanticsDiagnostics.unknownParameter(position, span: span))
        return .unknown
    }

    /// A lambda that stands alone: its first name is the rule's parameter.
    private mutating func rule(_ names: [String], _ body: PQLExpression) -> Operand {
        for (index, name) in names.enumerated() { scope.bind(name, to: index == 0 ? scope.root : .unknown) }
        defer { for name in names { scope.unbind(name) } }
        return check(body)
    }

    private mutating func binding(_ name: String, _ value: PQLExpression, _ body: PQLExpression) -> Operand {
        let operand = check(value)
        scope.bind(name, to: operand)
        defer { scope.unbind(name) }
        return infer(body)
    }

    private mutating func filter(_ base: PQLExpression, where condition: PQLExpression) -> Operand {
        let operand = infer(base)
        if let found = condition.kind.literalWords {
            record(operand)
            report(PQLSemanticsDiagnostics.noCondition(found: found, span: condition.span))
            return .unknown
        }
        let holds: Bool
        switch operand.type {
        case .array, .any: holds = true
        case .map:
            holds = false
            report(wrongFilter(operand, base, hint: "filter the values of the map: .values()[ … ]"))
        case .object, .string, .integer, .number, .boolean, .date, .dateTime:
            holds = false
            report(wrongFilter(operand, base, hint: nil))
        }
        scope.enter(holds ? operand.item : .unknown)
        judgeCondition(check(condition), condition)
        scope.leave()
        return holds ? operand : .unknown
    }

    @inline(never)
    private func wrongFilter(_ operand: Operand, _ base: PQLExpression, hint: String?) -> Diagnostic {
        PQLSemanticsDiagnostics.wrongOperand(
            of: "[ … ]",
            expected: "a list",
            found: describe(operand),
            span: base.span,
            hint: hint
        )
    }

    /// A value in words, with its path where it has one.
    func describe(_ operand: Operand) -> String {
        operand.name.map { "\(operand.type.words) ('\($0)')" } ?? operand.type.words
    }
}
