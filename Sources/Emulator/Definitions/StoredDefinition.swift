internal import JSONTree
internal import PlatformAPI

/// A definition as it is kept: the answer's members, and what lists and checks need to find it by.
///
/// `dependents` is no part of it: other definitions decide it, so it is added when an answer is made.
struct StoredDefinition: Hashable, Sendable {
    let members: [String: JSONValue]
    let id: String
    let name: String
    /// Milliseconds since 1970.
    let createdAt: Int64
    let updatedAt: Int64
    let evaluation: EvaluationBody
    let lifecycle: Lifecycle
    /// The definitions that the expression names, each once.
    let references: [String]
    /// Whether it is an audience of another system, which no view but that of audiences has.
    let isExternal: Bool
}

extension StoredDefinition {
    /// The same, evaluated in another way.
    func evaluated(by evaluation: EvaluationBody) -> StoredDefinition {
        var body = DefinitionBody(members: members)
        body.evaluation = evaluation
        return StoredDefinition(
            members: body.members,
            id: id,
            name: name,
            createdAt: createdAt,
            updatedAt: updatedAt,
            evaluation: evaluation,
            lifecycle: lifecycle,
            references: references,
            isExternal: isExternal
        )
    }
}

/// The states of a definition, by their name on the wire.
enum Lifecycle: String, Hashable, Sendable, CaseIterable {
    case draft, published, inactive, archived
}
