import JSONTree

/// One walk from a tree to pql/json, from the leaves up, with its work on the heap.
struct NodeEncoder {
    /// What a child is to its node.
    private enum Role {
        case plain
        /// A lambda over an item.
        case item
        /// Inside the lambda of a step's `when`, where the event is out of reach.
        case time
    }

    private enum Level {
        /// The name that the item has in its lambda.
        case item(String)
        case time
    }

    private struct Frame {
        let node: PQLExpression
        let children: [PQLChild]
        let roles: [Role]
        let role: Role
        var next = 0
    }

    private var frames: [Frame] = []
    private var finished: [JSONValue] = []
    private var levels: [Level] = []
    /// Every name that the tree binds: none of them is taken for an item.
    private let taken: Set<String>

    static func value(of tree: PQLExpression) throws(PQLEncodingError) -> JSONValue {
        var encoder = NodeEncoder(tree)
        encoder.begin(tree, .plain)
        while let top = encoder.frames.last {
            if top.next < top.children.count {
                encoder.frames[encoder.frames.count - 1].next += 1
                encoder.begin(top.children[top.next].expression, top.roles[top.next])
            } else {
                encoder.frames.removeLast()
                try encoder.finish(top)
            }
        }
        return encoder.pop()
    }

    private init(_ tree: PQLExpression) {
        var taken: Set<String> = []
        tree.visit { node in
            switch node.kind {
            case .lambda(let names, _): taken.formUnion(names)
            case .query(_, let declarations), .aggregate(_, _, let declarations):
                taken.formUnion(declarations.map(\.name))
            case .binding(let name, _, _): taken.insert(name)
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
                break
            }
        }
        self.taken = taken.union(tree.namesInKeptJSON)
    }

    private mutating func begin(_ node: PQLExpression, _ role: Role) {
        switch role {
        case .plain: break
        case .item: levels.append(.item(itemName))
        case .time: levels.append(.time)
        }
        let node = node.joiningConditions
        let children = node.children
        frames.append(Frame(node: node, children: children, roles: Self.roles(of: node, children), role: role))
    }

    private static func roles(of node: PQLExpression, _ children: [PQLChild]) -> [Role] {
        guard case .chain(let chain) = node.kind else { return children.map { $0.entersItem ? .item : .plain } }
        var roles = [Role.plain]
        for step in chain.steps {
            roles.append(.item)
            for _ in step.when?.expressions ?? [] { roles.append(.time) }
            if step.count != nil { roles.append(.plain) }
        }
        return roles
    }

    private mutating func finish(_ frame: Frame) throws(PQLEncodingError) {
        try write(frame.node, frame.children.count)
        if !frame.node.extraMembers.isEmpty { addMembers(of: frame.node) }
        guard frame.role != .plain, case .item(let name)? = levels.popLast() else { return }
        let body = pop()
        push("lambda", ["varNames": [.string(name)], "body": body])
    }

    private mutating func addMembers(of node: PQLExpression) {
        guard case .object(let members) = pop() else { preconditionFailure("every node is an object") }
        push(.object(members.merging(node.extraMembers) { own, _ in own }))
    }
}

// MARK: - Values and levels

extension NodeEncoder {
    mutating func pop() -> JSONValue {
        guard let last = finished.popLast() else { preconditionFailure("every node leaves a value") }
        return last
    }

    mutating func pop(_ count: Int) -> [JSONValue] {
        let values = Array(finished.suffix(count))
        finished.removeLast(count)
        return values
    }

    mutating func push(_ type: String, _ members: [String: JSONValue]) {
        var members = members
        members["nodeType"] = .string(type)
        finished.append(.object(members))
    }

    mutating func push(_ value: JSONValue) { finished.append(value) }

    /// `v0`, `v1`, … by depth, past names that the tree binds itself.
    var itemName: String {
        var number = levels.count
        while taken.contains("v\(number)") { number += taken.count + 1 }
        return "v\(number)"
    }

    mutating func subject(_ up: Int) throws(PQLEncodingError) {
        guard up <= levels.count else { throw .climbsPastRoot }
        guard up < levels.count else { return push("parameterReference", ["position": 1]) }
        switch levels[levels.count - 1 - up] {
        case .item(let name): push("varRef", ["varName": .string(name)])
        case .time: preconditionFailure("a WHEN that names the event is part of the WHAT")
        }
    }
}

extension PQLExpression {
    /// A chain whose `WHEN`s only speak of the time, and that has no `WHERE`s; other nodes as they are.
    fileprivate var joiningConditions: PQLExpression {
        guard case .chain(let chain) = kind else { return self }
        return with(.chain(chain.joiningConditions))
    }
}
