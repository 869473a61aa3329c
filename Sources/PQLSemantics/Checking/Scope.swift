import XDM

/// What names mean at one place of an expression.
struct Scope {
    /// The steps of the chains around.
    struct ChainSteps {
        /// The items of the steps that are over: later steps may name them.
        var finished: [String: Operand] = [:]
        /// The steps that cannot be named here: this one, later ones, and those that must not occur.
        var outOfReach: Set<String> = []
        /// The step that is being read.
        var current: String?
    }

    /// The implicit subjects of bare names, the outermost first: the root, then one for each filter, item method or
    /// chain step around.
    private(set) var subjects: [Operand]
    private var variables: [String: [Operand]] = [:]
    private(set) var steps = ChainSteps()
    /// The steps of chains that ended: people try to name them.
    private(set) var pastSteps: Set<String> = []
    /// Nothing is known about any subject: the arguments of a function that does not exist.
    var isBlind = false

    init(root: Operand) {
        subjects = [root]
    }

    var root: Operand { subjects[0] }

    /// The subject after a number of `^`; nil past the root.
    func subject(up: Int) -> Operand? {
        if isBlind { return .unknown }
        return up >= 0 && up < subjects.count ? subjects[subjects.count - 1 - up] : nil
    }

    /// The variables that can be named here, in the order of their names; empty where there are very many.
    var variableNames: [String] {
        variables.count > 64 ? [] : variables.filter { !$0.value.isEmpty }.keys.sorted()
    }

    func variable(_ name: String) -> Operand? {
        variables[name]?.last
    }

    mutating func enter(_ subject: Operand) { subjects.append(subject) }

    mutating func leave() { subjects.removeLast() }

    mutating func bind(_ name: String, to value: Operand) { variables[name, default: []].append(value) }

    mutating func unbind(_ name: String) { _ = variables[name]?.popLast() }

    /// Opens a chain; gives what `closeChain` needs to restore.
    mutating func openChain(_ names: [String]) -> ChainSteps {
        let outer = steps
        for name in names { steps.finished[name] = nil }
        steps.outOfReach.formUnion(names)
        return outer
    }

    mutating func beginStep(_ name: String) { steps.current = name }

    mutating func finishStep(_ name: String, _ item: Operand) {
        steps.finished[name] = item
        steps.outOfReach.remove(name)
    }

    mutating func closeChain(_ names: [String], outer: ChainSteps) {
        steps = outer
        pastSteps.formUnion(names)
    }
}
