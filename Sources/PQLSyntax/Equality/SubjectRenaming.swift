/// Gives every subject and variable the name that its place in the tree gives it: laws 3, 5 and 7 of the canonical
/// form.
///
/// Walks from the top with its work on the heap. Levels count the items around a place, the profile being level 0.
struct SubjectRenaming {
    private enum Meaning {
        /// The item at this level of the new tree.
        case item(Int)
        case variable(String)
    }

    private struct Child {
        let node: PQLExpression
        var entersItem = false
        /// What a lambda, which goes, called the item.
        var itemName: String?
        /// Names that are bound from here to the end of the node.
        var binds: [String] = []
        /// Names that are bound for this child alone.
        var bindsHere: [String] = []
    }

    private struct Frame {
        let node: PQLExpression
        let children: [Child]
        var done: [PQLExpression] = []
        var bound: [String] = []
    }

    private var frames: [Frame] = []
    private var level = 0
    /// The level in the new tree of each of the old tree's subjects here.
    private var subjects = [0]
    private var names: [String: [Meaning]] = [:]
    /// How many variables are bound here in the new tree.
    private var boundCount = 0
    /// Names that JSON of unknown meaning may speak of; they stay.
    private let fixedNames: Set<String>
    /// Begins every new name, and no name that stays.
    private let prefix: String

    static func renamed(_ tree: PQLExpression) -> PQLExpression {
        var renaming = SubjectRenaming(fixedNames: tree.namesInKeptJSON)
        renaming.frames.append(Frame(node: tree, children: renaming.children(of: tree)))
        while true {
            let top = renaming.frames.count - 1
            let next = renaming.frames[top].done.count
            if next < renaming.frames[top].children.count {
                renaming.begin(renaming.frames[top].children[next])
                continue
            }
            let frame = renaming.frames.removeLast()
            renaming.unbind(frame.bound)
            let result = renaming.rebuilt(frame)
            guard !renaming.frames.isEmpty else { return result }
            renaming.end(result)
        }
    }

    private init(fixedNames: Set<String>) {
        self.fixedNames = fixedNames
        let clashing = fixedNames.filter { $0.hasPrefix("v") }.map(\.count).max() ?? 0
        prefix = "v" + String(repeating: "_", count: clashing)
    }

    private mutating func begin(_ child: Child) {
        bind(child.binds)
        frames[frames.count - 1].bound += child.binds
        bind(child.bindsHere)
        if child.entersItem {
            level += 1
            subjects.append(level)
        } else if let name = child.itemName {
            level += 1
            names[name, default: []].append(.item(level))
        }
        frames.append(Frame(node: child.node, children: children(of: child.node)))
    }

    private mutating func end(_ result: PQLExpression) {
        let top = frames.count - 1
        let child = frames[top].children[frames[top].done.count]
        if child.entersItem {
            level -= 1
            subjects.removeLast()
        } else if let name = child.itemName {
            level -= 1
            names[name]?.removeLast()
        }
        unbind(child.bindsHere)
        frames[top].done.append(result)
    }

    private mutating func bind(_ newNames: [String]) {
        for name in newNames {
            names[name, default: []].append(.variable(newName(name, boundCount)))
            boundCount += 1
        }
    }

    private func newName(_ name: String, _ number: Int) -> String {
        fixedNames.contains(name) ? name : "\(prefix)\(number)"
    }

    private mutating func unbind(_ oldNames: [String]) {
        for name in oldNames { names[name]?.removeLast() }
        boundCount -= oldNames.count
    }
}

// MARK: - Children

extension SubjectRenaming {
    private func children(of node: PQLExpression) -> [Child] {
        switch node.kind {
        case .lambda(let names, let body): return [Child(node: body, bindsHere: names)]
        case .binding(let name, let value, let body): return [Child(node: value), Child(node: body, bindsHere: [name])]
        case .query(_, let declarations): return self.declarations(declarations)
        case .aggregate(_, let value, let declarations):
            let names = declarations.map(\.name)
            return (value.map { [Child(node: $0, bindsHere: names)] } ?? []) + self.declarations(declarations)
        case .call(let function, let arguments):
            guard arguments.count > 1, let index = function.itemArgument,
                let (name, body) = itemLambda(arguments[index]), !fixedNames.contains(name)
            else { break }
            var children = arguments.map { Child(node: $0) }
            children[index] = Child(node: body, itemName: name)
            return children
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .occurs, .chain, .schemaReference, .unknown, .error:
            break
        }
        return node.children.map { Child(node: $0.expression, entersItem: $0.entersItem) }
    }

    /// The name and body of a lambda that only names the item. A body that is a lambda again would be taken for one
    /// of that kind itself.
    private func itemLambda(_ node: PQLExpression) -> (name: String, body: PQLExpression)? {
        guard case .lambda(let names, let body) = node.kind, names.count == 1, node.extraMembers.isEmpty,
            !body.isLambda
        else { return nil }
        return (names[0], body)
    }

    private func declarations(_ declarations: [PQLDeclaration]) -> [Child] {
        var children: [Child] = []
        var before: [String] = []
        for declaration in declarations {
            children.append(Child(node: declaration.source, binds: before))
            before = [declaration.name]
            if let condition = declaration.condition {
                children.append(Child(node: condition, binds: before))
                before = []
            }
        }
        return children
    }
}

// MARK: - Nodes

extension SubjectRenaming {
    /// The node with its new children; what it binds itself is no longer bound.
    private func rebuilt(_ frame: Frame) -> PQLExpression {
        let node = frame.node
        switch node.kind {
        case .subject(let up): return node.with(subject(up: up))
        case .parameter(1): return node.with(.subject(up: level))
        case .variable(let name):
            switch names[name]?.last {
            case .item(let item)?: return node.with(.subject(up: level - item))
            case .variable(let name)?: return node.with(.variable(name))
            case nil: return node
            }
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .parameter, .field,
            .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return renamingBound(node.replacing(children: frame.done))
        }
    }

    private func subject(up: Int) -> PQLExpression.Kind {
        let index = subjects.count - 1 - up
        // Past the profile there is nothing to rename; it stays as far past it.
        return .subject(up: index >= 0 ? level - subjects[index] : level - index)
    }

    /// The node with the names that it binds itself replaced.
    private func renamingBound(_ node: PQLExpression) -> PQLExpression {
        func name(_ old: String, _ offset: Int) -> String { newName(old, boundCount + offset) }
        func renamed(_ declarations: [PQLDeclaration]) -> [PQLDeclaration] {
            declarations.enumerated().map { offset, declaration in
                PQLDeclaration(
                    name: name(declaration.name, offset),
                    nameSpan: declaration.nameSpan,
                    source: declaration.source,
                    condition: declaration.condition
                )
            }
        }
        switch node.kind {
        case .lambda(let names, let body): return node.with(.lambda(names.enumerated().map { name($1, $0) }, body))
        case .binding(let old, let value, let body):
            return node.with(.binding(name: name(old, 0), value: value, body: body))
        case .query(let quantifier, let declarations): return node.with(.query(quantifier, renamed(declarations)))
        case .aggregate(let aggregate, let value, let declarations):
            return node.with(.aggregate(aggregate, of: value, over: renamed(declarations)))
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
            return node
        }
    }
}
