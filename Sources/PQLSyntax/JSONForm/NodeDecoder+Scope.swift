import JSONTree

// What names mean where they stand.

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

    /// Notes the names of items that JSON of unknown meaning may speak of here.
    func noteNames(in kept: JSONValue) {
        guard scope.contains(where: \.isNamedItem) else { return }
        let names = kept.freeNames
        for case .item(let name?) in scope where names.contains(name) { spokenNames.insert(name) }
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

extension NodeDecoder.Binding {
    fileprivate var isNamedItem: Bool {
        if case .item(_?) = self { true } else { false }
    }
}
