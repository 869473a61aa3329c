internal import PlatformAPI

/// What a listed definition must fulfil.
enum DefinitionCondition: Hashable, Sendable {
    enum Method: String, Hashable, Sendable, CaseIterable {
        case batch, continuous, synchronous
    }

    case evaluation(Method, isOn: Bool)
    /// A member is exactly this, its value taken as text; the path leads through objects.
    case member([String], is: String)
    /// A text contains this in whatever case; the text is in lower case here.
    case memberContains(String, lowercased: String)
    case notOfSystem
}

extension DefinitionCondition {
    /// Those that a list asks for, in an order that depends on the view alone.
    static func conditions(in query: QueryFields, of view: DefinitionView) throws(EmulatorProblem) -> [Self] {
        switch view {
        case .definitions: try evaluation(query)
        case .audiences: try audiences(query)
        }
    }

    private static func evaluation(_ query: QueryFields) throws(EmulatorProblem) -> [Self] {
        var conditions: [Self] = []
        for method in Method.allCases {
            let name = "evaluationInfo.\(method.rawValue).enabled"
            guard let text = query[name] else { continue }
            guard let isOn = Bool(text.lowercased()) else {
                throw .query(name, expected: "true or false", found: text)
            }
            conditions.append(.evaluation(method, isOn: isOn))
        }
        return conditions
    }

    private static func audiences(_ query: QueryFields) throws(EmulatorProblem) -> [Self] {
        var conditions = [Self.notOfSystem]
        for name in ["name", "description"] {
            guard let text = query[name] else { continue }
            conditions.append(.memberContains(name, lowercased: text.lowercased()))
        }
        if let type = query["entityType"] { conditions.append(.member(["schema", "name"], is: type)) }
        for field in query.fields where field.name == "property" { conditions.append(try property(field.value)) }
        return conditions
    }

    /// `attribute==value`; every sign of comparison in a row is taken for the operator, as the live service does.
    private static func property(_ text: String) throws(EmulatorProblem) -> Self {
        let signs: Set<Character> = ["=", "<", ">", "!", "~"]
        let attribute = text.prefix { !signs.contains($0) }
        let found = text.dropFirst(attribute.count).prefix { signs.contains($0) }
        guard found == "==" else { throw .operatorUnknown(String(found)) }
        let path = attribute.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty && !$0.contains("\"") }) else {
            throw .query("property", expected: "attribute==value", found: text)
        }
        return .member(path, is: String(text.dropFirst(attribute.count + found.count)))
    }
}
