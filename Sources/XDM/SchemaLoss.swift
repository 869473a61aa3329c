import JSONTree

/// Something that a snapshot says and another one does not, so much that the other may be a short answer.
package enum SchemaLoss: Hashable, Sendable {
    /// Nothing is known of a schema any more, so that every field of it is accepted; `fields` were known.
    case unchecked(SchemaDifference.Subject, fields: Int)
    /// More than half of a schema's fields.
    case fields(SchemaDifference.Subject, lost: Int, of: Int)
    /// Every descriptor there was.
    case descriptors(Int)
}

extension SchemaCatalog {
    /// What would be lost with another catalogue in place of this one; by schema, as differences are.
    ///
    /// A schema that is gone and that no relationship leads to any more is no loss: no expression reaches it.
    package func losses(in other: SchemaCatalog) -> [SchemaLoss] {
        let reached = other.destinations
        var losses: [SchemaLoss] = []
        for (subject, fields, differences) in comparisons(with: other) {
            var lost = 0
            for difference in differences {
                switch difference.change {
                case .schemaRemoved where isReached(subject, among: reached) || other.isOpen(subject):
                    losses.append(.unchecked(subject, fields: fields))
                case .fieldRemoved(_, let below): lost += 1 + below
                case .typeChanged(let old, _): lost += old.itemObject?.fieldCount ?? 0
                case .schemaRemoved, .schemaAdded, .fieldAdded, .valuesChanged, .valuesRestricted, .valuesFreed,
                    .relationshipChanged:
                    break
                }
            }
            if lost * 2 > fields { losses.append(.fields(subject, lost: lost, of: fields)) }
        }
        if !descriptors.isEmpty, other.descriptors.isEmpty { losses.append(.descriptors(descriptors.count)) }
        return losses
    }

    /// The schemas that relationships lead to, by the names that descriptors have for them.
    private var destinations: Set<String> { Set(descriptors.compactMap { $0["xdm:destinationSchema"]?.string }) }

    /// Unions are where expressions start, or are read as such by a class's name.
    private func isReached(_ subject: SchemaDifference.Subject, among destinations: Set<String>) -> Bool {
        switch subject {
        case .profile, .event: return true
        case .schema(let id, _):
            guard let document = documents.first(where: { $0.id == id }) else { return false }
            return document.isUnion || destinations.contains(document.id) || destinations.contains(document.altID)
        }
    }

    private func isOpen(_ subject: SchemaDifference.Subject) -> Bool {
        switch subject {
        case .profile: profile.object.isOpen
        case .event: event.object.isOpen
        case .schema(let id, _): entity(id: id)?.object.isOpen ?? false
        }
    }
}
