package import JSONTree

/// A segment definition on the wire: every member is kept, those we know have names here.
///
/// Shapes as seen from the live service; times ending in `Time` are milliseconds, in `Epoch` seconds since 1970.
package struct DefinitionBody: Hashable, Sendable {
    package var members: [String: JSONValue]

    package init(members: [String: JSONValue] = [:]) {
        self.members = members
    }

    package subscript(key: String) -> JSONValue? {
        get { members[key] }
        set { members[key] = newValue }
    }

    package var id: String? {
        get { members["id"]?.string }
        set { members["id"] = newValue.map(JSONValue.string) }
    }

    package var name: String? {
        get { members["name"]?.string }
        set { members["name"] = newValue.map(JSONValue.string) }
    }

    package var description: String? {
        get { members["description"]?.string }
        set { members["description"] = newValue.map(JSONValue.string) }
    }

    package var expression: ExpressionBody? {
        get { members["expression"].flatMap(ExpressionBody.init) }
        set { members["expression"] = newValue.map(\.json) }
    }

    /// The schema's name, such as `_xdm.context.profile`.
    package var schemaName: String? {
        get { members["schema"]?["name"]?.string }
        set { members["schema"] = newValue.map { ["name": .string($0)] } }
    }

    package var mergePolicyID: String? {
        get { members["mergePolicyId"]?.string }
        set { members["mergePolicyId"] = newValue.map(JSONValue.string) }
    }

    package var evaluation: EvaluationBody? {
        get { members["evaluationInfo"].flatMap(EvaluationBody.init) }
        set { members["evaluationInfo"] = newValue.map(\.json) }
    }

    /// Days; the service has been seen to answer a number or, for external audiences, a string of digits.
    package var ttlInDays: Int64? {
        get { members["ttlInDays"].flatMap { $0.integer ?? $0.string.flatMap { Int64($0) } } }
        set { members["ttlInDays"] = newValue.map(JSONValue.integer) }
    }

    package var isSystem: Bool { members["isSystem"]?.boolean ?? false }
    package var type: String? { members["type"]?.string }
    package var namespace: String? { members["namespace"]?.string }
    package var lastModifiedBy: String? { members["lastModifiedBy"]?.string }
    package var updateTime: Int64? { members["updateTime"]?.integer }
}

extension DefinitionBody: Codable {
    package init(from decoder: any Decoder) throws {
        members = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(members)
    }
}
