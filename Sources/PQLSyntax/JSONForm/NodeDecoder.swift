import Diagnostics
import JSONTree

/// One walk from a pql/json value to a tree, with its work on the heap.
///
/// Reading a node plans what is to be done for it: its own nodes, in order, and at last the making of its tree from
/// theirs, which wait on a stack.
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

    private let limits: PQLLimits
    let readsTemplates: Bool
    private(set) var diagnostics: [Diagnostic] = []
    private var finished: [PQLExpression] = []
    private var scope: [Binding] = []
    /// How many items and times are around.
    private(set) var level = 0
    private var place = Place(nil, "")
    private var planned: [Task] = []
    private var isTooDeep = false

    static func decode(_ value: JSONValue, limits: PQLLimits, readsTemplates: Bool) -> ParsedExpression {
        let decoder = NodeDecoder(limits: limits, readsTemplates: readsTemplates)
        var tasks = [Task.node(value, decoder.place)]
        while let task = tasks.popLast() {
            decoder.perform(task)
            tasks += decoder.planned.reversed()
            decoder.planned.removeAll(keepingCapacity: true)
        }
        return ParsedExpression(tree: decoder.pop(), diagnostics: decoder.diagnostics)
    }

    private init(limits: PQLLimits, readsTemplates: Bool) {
        self.limits = limits
        self.readsTemplates = readsTemplates
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
        // Some nodes become two levels of the tree.
        guard place.depth < limits.maxDepth else { return refuseDepth() }
        guard case .object(let members) = value else { return bare(value) }
        guard let type = members["nodeType"]?.string else { return refuse(value) }
        read(type, members)
    }

    private func refuseDepth() {
        if !isTooDeep { report(PQLDiagnostics.jsonTooDeep(limit: limits.maxDepth, at: pointer)) }
        isTooDeep = true
        push(.error)
    }

    private func refuse(_ value: JSONValue) {
        report(PQLDiagnostics.notANode(Self.describe(value), at: pointer))
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
        default: keep(members, "node type '\(PQLDiagnostics.excerpt(type))'")
        }
    }

    /// Leaves the node as it is, saying what is not known about it.
    func keep(_ members: [String: JSONValue], _ what: String) {
        report(PQLDiagnostics.unknownNode(what, at: pointer))
        push(.unknown(.object(members)))
    }

    func refuse(_ members: [String: JSONValue], _ name: String, expected: String) {
        let found = members[name].map(Self.describe) ?? "nothing"
        report(PQLDiagnostics.badMember(expected, found: found, at: pointer(to: name)))
        push(.error)
    }

    /// The members that a node of the kind does not have, told about.
    func extra(_ members: [String: JSONValue], known: Set<String>) -> [String: JSONValue] {
        guard members.count > 1 else { return [:] }
        let extra = members.filter { $0.key != "nodeType" && !known.contains($0.key) }
        for name in extra.keys.sorted() { report(PQLDiagnostics.unknownMember(name, at: pointer)) }
        return extra
    }

    static func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .string(let value): "the string '\(PQLDiagnostics.excerpt(value))'"
        case .array: "an array"
        case .object: "an object without a nodeType"
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
        if diagnostics.count < limits.maxDiagnostics { diagnostics.append(diagnostic) }
    }
}

// MARK: - Scope

extension NodeDecoder {
    /// The tree for a name that something around binds: the subject of its level, or a variable.
    func resolve(_ name: String) -> PQLExpression.Kind? {
        var up = 0
        for binding in scope.reversed() {
            switch binding {
            case .item(let item):
                if item == name { return .subject(up: up) }
                up += 1
            case .time(let time):
                if time == name { return nil }
                up += 1
            case .variable(let variable):
                if variable == name { return .variable(name) }
            }
        }
        return nil
    }

    var boundNames: [String] {
        scope.compactMap { binding in
            switch binding {
            case .item(let name): name
            case .time(let name), .variable(let name): name
            }
        }
    }
}
