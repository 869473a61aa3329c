internal import Segments

extension SegmentContent {
    /// What the service gives a definition that asks for no days: seen in its answers, and no more in its documents.
    private static let defaultDays: Int64 = 30

    /// The fields that a manifest must name so that another sandbox gets the same: all but the service's defaults.
    ///
    /// A definition without merge policy or days cannot be asked for, so these are left to the service.
    func fieldsToName(_ names: SandboxNames) -> [ManagedField] {
        ManagedField.ofContent.filter { field in
            switch field {
            case .name, .expression: true
            case .description: !description.isEmpty
            case .schema: schema != DesiredSegment.defaultSchema
            case .evaluation: evaluation != .batch
            case .mergePolicy:
                mergePolicyID.map { $0 != names.mergePolicy(.default, schema: schema)?.id } ?? false
            case .ttlInDays: ttlInDays.map { $0 != Self.defaultDays } ?? false
            case .labels: !labels.isEmpty
            case .tags: !tags.isEmpty
            case .lifecycle: lifecycle != .published
            case .key, .protect: false
            }
        }
    }
}
