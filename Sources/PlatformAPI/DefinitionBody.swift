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
        get { members["ttlInDays"]?.lenientInteger }
        set { members["ttlInDays"] = newValue.map(JSONValue.integer) }
    }

    /// Names such as `core/C1`; the live service leaves the member out where there are none.
    package var labels: [String] {
        get { texts("labels") }
        set { members["labels"] = .array(newValue.map(JSONValue.string)) }
    }

    /// Ids of Unified Tags, with the platform's own stamps among them.
    package var tags: [String] {
        get { texts("tags") }
        set { members["tags"] = .array(newValue.map(JSONValue.string)) }
    }

    /// `draft`, `published`, `inactive` or `archived`; samples also show `active`.
    ///
    /// The wire has two names for it: `lifecycleState` counts first and is the one that is written.
    package var lifecycle: String? {
        get { (members["lifecycleState"] ?? members["lifecycle"])?.string }
        set {
            members["lifecycle"] = nil
            members["lifecycleState"] = newValue.map(JSONValue.string)
        }
    }

    /// Segment Builder's own model of the rule, `ansibleDataModel`; nil where there is none or it is null.
    package var builderModel: JSONValue? {
        get { members["ansibleDataModel"].flatMap { $0 == .null ? nil : $0 } }
        set { members["ansibleDataModel"] = newValue }
    }

    /// The folder that an audience states, which a definition never does; Audience Manager's are numbers.
    package var audienceFolderID: String? {
        let id = members["linkedAudienceRef"]?["audienceFolderId"]
        return id?.string ?? id?.integer.map(String.init)
    }

    package var isSystem: Bool { members["isSystem"]?.boolean ?? false }
    package var type: String? { members["type"]?.string }
    package var namespace: String? { members["namespace"]?.string }
    package var lastModifiedBy: String? { members["lastModifiedBy"]?.string }
    package var updateTime: Int64? { members["updateTime"]?.integer }
    /// What tells one state of the definition from another; a bare UUID on the live service, quoted in the docs.
    package var etag: String? { members["_etag"]?.string }

    private func texts(_ name: String) -> [String] {
        members[name]?.array?.compactMap(\.string) ?? []
    }
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
