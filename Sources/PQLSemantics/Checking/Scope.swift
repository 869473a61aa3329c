import XDM

/// What names mean at one place of an expression.
struct Scope {
    /// The implicit subjects of bare names, the outermost first: the root, then one for each filter, item method or
    /// chain step around.
    private(set) var subjects: [Operand]
    private var variables: [String: [Operand]] = [:]
    /// The steps of the chain around that are already over: a step cannot refer to them, but people try.
    private(set) var chainSteps: Set<String> = []
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

    func variable(_ name: String) -> Operand? {
        variables[name]?.last
    }

    mutating func enter(_ subject: Operand) { subjects.append(subject) }

    mutating func leave() { subjects.removeLast() }

    mutating func bind(_ name: String, to value: Operand) { variables[name, default: []].append(value) }

    mutating func unbind(_ name: String) { _ = variables[name]?.popLast() }

    mutating func finishChainStep(_ name: String) { chainSteps.insert(name) }

    mutating func replaceChainSteps(_ names: Set<String>) { chainSteps = names }
}
