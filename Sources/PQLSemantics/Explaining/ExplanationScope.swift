import PQLSyntax
import XDM

/// Somebody or something whose fields a rule reads: the profile, an event, an item.
struct Speaker {
    let id: Int
    /// What it is called: "the profile", "the event", "event 2".
    let handle: String
    let operand: Operand
    /// Its fields are never told without its name, also where nothing else is nearer.
    var isAlwaysNamed = false

    /// What tells the reader how it will be called, where that is not plain.
    var introduction: String {
        handle.hasPrefix("the ") || isAlwaysNamed ? "" : " (called \(handle))"
    }
}

/// What names mean at one place of a rule, and how it is told.
struct ExplanationScope {
    enum Meaning {
        case item(Speaker)
        /// Something that was given a name, and how it is told.
        case value(String, Operand)
    }

    /// The implicit subjects of bare names, the root first.
    private(set) var subjects: [Speaker]
    /// Everything that was entered, as a subject or by a name, the nearest last.
    private var nearest: [Int] = [0]
    private var names: [String: Meaning] = [:]
    /// The events of the steps of the chain around that are over.
    private var steps: [String: Speaker] = [:]
    /// The steps of the chain around that no event stands for: negated ones, and those that are not over.
    private var absentSteps: Set<String> = []
    private var handles: Set<String>
    private var count = 1

    init(root: Operand, handle: String) {
        subjects = [Speaker(id: 0, handle: handle, operand: root)]
        handles = [handle]
    }

    var root: Speaker { subjects[0] }

    /// The subject after a number of `^`; nil past the root.
    func subject(up: Int) -> Speaker? {
        up >= 0 && up < subjects.count ? subjects[subjects.count - 1 - up] : nil
    }

    func meaning(of name: String) -> Meaning? { names[name] }

    func step(_ name: String) -> Speaker? { steps[name] }

    /// Whether a name is a step's that has no event to speak of.
    func isAbsentStep(_ name: String) -> Bool { absentSteps.contains(name) }

    /// Whether a field that is told without an owner is this one's.
    func isNearest(_ speaker: Speaker) -> Bool {
        nearest.last == speaker.id && !speaker.isAlwaysNamed
    }

    /// A speaker that nothing else in reach is called like: "the event", "event 2", or by a name that speaks for itself.
    mutating func speaker(_ noun: String, _ operand: Operand, name: String? = nil, isOneOfMany: Bool = false) -> Speaker
    {
        var handle = "the \(noun)"
        if let name, isOneOfMany, Self.speaks(name) {
            handle = "\(noun) \(name)"
        } else if isOneOfMany {
            handle = "\(noun) 1"
        }
        var number = 2
        while !handles.insert(handle).inserted {
            handle = "\(noun) \(number)"
            number += 1
        }
        count += 1
        return Speaker(id: count, handle: handle, operand: operand, isAlwaysNamed: isOneOfMany)
    }

    /// Whether a variable was named for people, not by a machine or in haste.
    private static func speaks(_ name: String) -> Bool {
        name.count > 2 && name.allSatisfy { $0.isASCII && $0.isLetter }
            && !["var", "item", "event", "any", "the"].contains(name.lowercased())
    }

    mutating func enter(_ speaker: Speaker) {
        subjects.append(speaker)
        nearest.append(speaker.id)
    }

    mutating func bind(_ name: String, to speaker: Speaker) {
        names[name] = .item(speaker)
        nearest.append(speaker.id)
    }

    /// Another name for the root: what is nearest stays so.
    mutating func bindRoot(_ name: String) { names[name] = .item(root) }

    /// Names a value; gives how it is told.
    mutating func bind(_ name: String, toValue operand: Operand, told words: String? = nil) -> String {
        let plain = words ?? "`\(name)`"
        var handle = plain
        var number = 2
        while !handles.insert(handle).inserted {
            handle = "\(plain) (\(number))"
            number += 1
        }
        names[name] = .value(handle, operand)
        return handle
    }

    /// What follows is a chain whose steps have these names, none of which is over.
    mutating func beginChain(_ names: [String]) {
        for name in names { steps[name] = nil }
        absentSteps.formUnion(names)
    }

    /// Later steps may speak of this one's event.
    mutating func finishStep(_ name: String, _ event: Speaker) {
        steps[name] = event
        absentSteps.remove(name)
        count = max(count, event.id)
        handles.insert(event.handle)
    }
}
