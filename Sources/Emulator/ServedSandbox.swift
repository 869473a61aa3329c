internal import JSONTree
internal import XDM

/// A sandbox with what the service makes of its settings.
struct ServedSandbox: Sendable {
    let settings: EmulatedSandbox
    let organisation: String
    /// Services see it, users do not: it stands in objects, never in the list of sandboxes.
    let id: String
    let createdAt: Int64
    let mergePolicies: [EmulatedMergePolicy]
    let expressions: ExpressionRules

    init(_ settings: EmulatedSandbox, organisation: String, createdAt: Int64, refusesUnknownFields: Bool) {
        self.settings = settings
        self.organisation = organisation
        self.createdAt = createdAt
        id = StableID.uuid("sandbox", organisation, settings.name)
        let defaults = EmulatedMergePolicy.defaults(organisation: organisation, sandbox: settings.name).filter {
            settings.hasDefaultMergePolicy || $0.schema != SchemaName.profileClass
        }
        mergePolicies =
            defaults
            + settings.mergePolicies.map { .made($0, organisation: organisation, sandbox: settings.name) }
        expressions = ExpressionRules(catalog: refusesUnknownFields ? settings.catalog : .empty)
    }

    var name: String { settings.name }

    /// As it stands in every object of the profile service.
    var json: JSONValue {
        [
            "sandboxId": .string(id), "sandboxName": .string(name), "type": .string(settings.kind.rawValue),
            "default": .boolean(settings.isDefault),
        ]
    }

    func defaultMergePolicy(schema: String) -> EmulatedMergePolicy? {
        mergePolicies.first { $0.schema == schema && $0.isDefault }
    }
}
