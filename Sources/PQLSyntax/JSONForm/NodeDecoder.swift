import Diagnostics
import JSONTree

/// One walk from a pql/json value to a tree, with its work on the heap.
///
/// Reading a node plans what is to be done for it: its own nodes, in order, and at last the making of its tree from
/// theirs, which wait on a stack.
///
/// The item of an array has a name in JSON and none in the tree. Where JSON that is kept as it is speaks of an item by
/// its name, the name must stay: the walk is done again, with the lambdas of these names as lambdas in the tree.
final class NodeDecoder {
    enum Binding {
        /// The item of an array: its lambda's name in JSON, the subject in the tree.
        case item(String?)
        /// The time of a chain's event, inside `when`: a level like an item, but its name stands for no subject.
        case time(String)
        case variable(String)
    }

    /// Where a node stands.
    private final class Place {
        let parent: Place?
        let member: String
        let depth: Int

        init(_ parent: Place?, _ member: String) {
            self.parent = parent
            self.member = member
            depth = (parent?.depth ?? 0) + 1
        }
    }

    private enum Task {
        case node(JSONValue, Place)
        case enter(Binding)
        case leave(Int)
        case finish(Place, (NodeDecoder) -> Void)
    }

    let limits: PQLLimits
    let readsTemplates: Bool
    /// Names of items that stay names.
    let fixedNames: Set<String>
    /// Names of items that kept JSON speaks of.
    var spokenNames: Set<String> = []
    private(set) var diagnostics: [Diagnostic] = []
    /// For each diagnostic the JSON pointer of the node that it is about.
    private(set) var pointers: [String] = []
    private var finished: [PQLExpression] = []
    private(set) var scope: [Binding] = []
    /// The node at hand as it was given.
    private(set) var current = JSONValue.null
    /// How many items and times are around.
    private(set) var level = 0
    private var place = Place(nil, "")
    private var planned: [Task] = []
    private var isTooDeep = false

    /// What a tree means, and for each diagnostic the JSON pointer of the node that it is about.
    static func decode(
        _ value: JSONValue,
        limits: PQLLimits,
        readsTemplates: Bool
    ) -> (parsed: ParsedExpression, pointers: [String]) {
        var fixedNames: Set<String> = []
        while true {
            let decoder = NodeDecoder(limits: limits, readsTemplates: readsTemplates, fixedNames: fixedNames)
            let tree = decoder.tree(of: value)
            if decoder.spokenNames.isSubset(of: fixedNames) {
                return (ParsedExpression(tree: tree, diagnostics: decoder.diagnostics), decoder.pointers)
            }
            fixedNames.formUnion(decoder.spokenNames)
        }
    }

    private init(limits: PQLLimits, readsTemplates: Bool, fixedNames: Set<String>) {
        self.limits = limits
        self.readsTemplates = readsTemplates
        self.fixedNames = fixedNames
    }

    private func tree(of value: JSONValue) -> PQLExpression {
        guard value.object != nil else {
            refuse(value)
            return pop()
        }
        var tasks = [Task.node(value, place)]
        while let task = tasks.popLast() {
            perform(task)
            tasks += planned.reversed()
            planned.removeAll(keepingCapacity: true)
        }
        let tree = pop()
        // Some nodes become two levels of the tree.
        guard tree.nests(deeperThan: limits.maxDepth) else { return tree }
        place = Place(nil, "")
        refuseDepth()
        return pop()
    }

    private func perform(_ task: Task) {
        switch task {
        case .node(let value, let place):
            self.place = place
            node(value)
        case .enter(let binding):
            scope.append(binding)
            if case .variable = binding { return }
            level += 1
        case .leave(let count):
            for _ in 0..<count {
                if case .variable? = scope.popLast() { continue }
                level -= 1
            }
        case .finish(let place, let work):
            self.place = place
            work(self)
        }
    }

    private func node(_ value: JSONValue) {
        guard place.depth < limits.maxDepth else { return refuseDepth() }
        guard case .object(let members) = value else { return bare(value) }
        guard let type = members["nodeType"]?.string else { return refuse(value) }
        current = value
        read(type, Self.withoutNulls(members))
    }

    func refuseDepth() {
        reportDepth()
        push(.error)
    }

    func reportDepth() {
        if !isTooDeep { report(PQLDiagnostics.jsonTooDeep(limit: limits.maxDepth, at: pointer)) }
        isTooDeep = true
    }

    private func refuse(_ value: JSONValue) {
        var hint: String?
        if let text = value.string, text.first == "{" { hint = "the tree is written as a string once too often" }
        report(PQLDiagnostics.notANode(Self.describe(value), hint: hint, at: pointer))
        push(.error)
    }

    /// A scalar or an array that stands for the literal itself.
    private func bare(_ value: JSONValue) {
        guard let kind = literal(value) else { return refuse(value) }
        push(kind)
    }

    private func read(_ type: String, _ members: [String: JSONValue]) {
        switch type {
        case "fnApply": call(members)
        case "fieldLookup": field(members)
        case "literal": literal(members)
        case "parameterReference": parameter(members)
        case "varRef": reference(members)
        case "lambda": lambda(members)
        case "select": query(.select, members)
        case "exists", "exist": query(.exists, members)
        case "forall": query(.forall, members)
        case "quantification": quantification(members)
        case "sum", "min", "max", "average": aggregate(PQLAggregate(rawValue: type) ?? .sum, members)
        case "let": binding(members)
        case "occurs": occurs(members)
        case "chain": chain(members)
        case "list": list(members)
        case "object": object(members)
        case "schemaReference": schemaReference(members)
        case "fnCreate": inlineFunction()
        case "set": keepOutdated("the set of 2018")
        case "pathReference": keepOutdated("the path of a model instance of 2019")
        default: keep("node type '\(PQLDiagnostics.excerpt(type))'")
        }
    }

    func refuse(_ members: [String: JSONValue], _ name: String, expected: String) {
        let found = members[name].map(Self.describe) ?? "nothing"
        report(PQLDiagnostics.badMember(expected, found: found, at: pointer(to: name)))
        push(.error)
    }

    static func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .string(let value): "the string '\(PQLDiagnostics.excerpt(value))'"
        case .array(let items): items.isEmpty ? "an empty array" : "an array"
        case .object(let members):
            members["nodeType"]?.string.map { "the node '\(PQLDiagnostics.excerpt($0))'" }
                ?? "an object without a nodeType"
        }
    }
}

// MARK: - Plans

extension NodeDecoder {
    /// Plans the reading of the node that is the member `name`.
    func plan(_ value: JSONValue, member name: String) {
        planned.append(.node(value, Place(place, name)))
    }

    /// Plans the reading of a member that must be there.
    func plan(_ members: [String: JSONValue], required name: String) {
        if let value = members[name] { return plan(value, member: name) }
        report(PQLDiagnostics.badMember("a node", found: "nothing", at: pointer(to: name)))
        planFinish { $0.push(.error) }
    }

    func planEntering(_ binding: Binding) { planned.append(.enter(binding)) }

    func planLeaving(_ count: Int = 1) { planned.append(.leave(count)) }

    /// Plans what is to be done when everything planned before is.
    func planFinish(_ work: @escaping (NodeDecoder) -> Void) { planned.append(.finish(place, work)) }
}

// MARK: - Trees and places

extension NodeDecoder {
    func push(_ kind: PQLExpression.Kind, extra: [String: JSONValue] = [:]) {
        finished.append(PQLExpression(kind, extraMembers: extra))
    }

    func push(_ tree: PQLExpression) { finished.append(tree) }

    func pop() -> PQLExpression {
        guard let last = finished.popLast() else { preconditionFailure("every node leaves a tree") }
        return last
    }

    func pop(_ count: Int) -> [PQLExpression] {
        let trees = Array(finished.suffix(count))
        finished.removeLast(count)
        return trees
    }

    var pointer: String {
        var members: [String] = []
        var next: Place? = place
        while let place = next, place.parent != nil {
            members.append(place.member)
            next = place.parent
        }
        return "/" + members.reversed().joined(separator: "/")
    }

    func pointer(to member: String) -> String {
        let pointer = pointer
        return pointer == "/" ? "/" + member : pointer + "/" + member
    }

    func report(_ diagnostic: Diagnostic) {
        guard diagnostics.count < limits.maxDiagnostics else { return }
        diagnostics.append(diagnostic)
        pointers.append(pointer)
    }
}
