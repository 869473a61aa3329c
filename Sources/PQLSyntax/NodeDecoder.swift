import Diagnostics
import JSONTree

/// One walk from a pql/json value to a tree.
///
/// Finished trees are handed up on a stack of the decoder's own, which keeps the frames of the recursion small.
final class NodeDecoder {
    enum Binding {
        /// The item of an array: its lambda's name in JSON, the subject in the tree.
        case item(String?)
        /// The time of a chain's event, inside `when`: a level like an item, but its name stands for no subject.
        case time(String)
        case variable(String)
    }

    let limits: PQLLimits
    let readsTemplates: Bool
    private(set) var diagnostics: [Diagnostic] = []
    private var finished: [PQLExpression] = []
    private var scope: [Binding] = []
    /// How many items and times are around.
    private(set) var level = 0
    private var path: [String] = []
    private var depth = 0

    init(limits: PQLLimits, readsTemplates: Bool) {
        self.limits = limits
        self.readsTemplates = readsTemplates
    }

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

    var pointer: String { "/" + path.joined(separator: "/") }

    func pointer(to member: String) -> String { path.isEmpty ? "/" + member : pointer + "/" + member }

    func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < limits.maxDiagnostics { diagnostics.append(diagnostic) }
    }

    /// Reads the node that is the member `name`.
    func node(_ value: JSONValue, member name: String) {
        path.append(name)
        node(value)
        path.removeLast()
    }

    /// Reads the member `name`, or leaves an error node where there is none.
    func required(_ members: [String: JSONValue], _ name: String) {
        if let value = members[name] { return node(value, member: name) }
        report(PQLDiagnostics.badMember("a node", found: "nothing", at: pointer(to: name)))
        push(.error)
    }

    func nodes(_ values: [JSONValue], member name: String) {
        path.append(name)
        for index in values.indices { node(values[index], member: String(index)) }
        path.removeLast()
    }

    /// Reads one node and leaves its tree on the stack.
    func node(_ value: JSONValue) {
        depth += 1
        defer { depth -= 1 }
        // Some nodes become two levels of the tree.
        guard depth < limits.maxDepth else { return refuseDepth() }
        guard case .object(let members) = value else { return bare(value) }
        guard let type = members["nodeType"]?.string else { return refuse(value) }
        read(type, members)
    }

    private func refuseDepth() {
        if !diagnostics.contains(where: { $0.rule == PQLDiagnostics.jsonTooDeep }) {
            report(PQLDiagnostics.jsonTooDeep(limit: limits.maxDepth, at: pointer))
        }
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

// MARK: - Scope

extension NodeDecoder {
    func enter(_ binding: Binding) {
        scope.append(binding)
        if case .variable = binding { return }
        level += 1
    }

    func leave(_ count: Int = 1) {
        for _ in 0..<count {
            if case .variable? = scope.popLast() { continue }
            level -= 1
        }
    }

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
