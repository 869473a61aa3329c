/// One difference between two catalogues, as far as expressions can tell: in fields, types, values, relationships.
package struct SchemaDifference: Sendable {
    /// What a path starts from.
    package enum Subject: Hashable, Sendable {
        case profile
        case event
        /// Another schema, by its `$id`; with its title where it has one.
        case schema(id: String, title: String?)
    }

    package enum Change: Sendable {
        /// `fields` counts everything in it.
        case schemaAdded(fields: Int)
        case schemaRemoved(fields: Int)
        /// `fields` counts everything below it.
        case fieldAdded(XDMType, fields: Int)
        case fieldRemoved(XDMType, fields: Int)
        case typeChanged(from: XDMType, to: XDMType)
        /// Texts that the schema allows: at least one list is not empty.
        case valuesChanged(removed: [String], added: [String])
        /// Any text was allowed, now these alone.
        case valuesRestricted(to: [String])
        /// Any text is allowed now.
        case valuesFreed
        /// The `$id` of the schema that the value leads to; nil for none.
        case relationshipChanged(from: String?, to: String?)
    }

    package let subject: Subject
    /// The field by the names on the way to it, with dots between them; items of lists and maps have no name of their
    /// own. Empty where the schema itself is meant.
    package let path: String
    package let change: Change
}

extension XDMObject {
    /// How many fields it has, with those of objects, lists and maps in it.
    var fieldCount: Int {
        var count = 0
        var pending = [self]
        while let object = pending.popLast() {
            count += object.fields.count
            for field in object.fields.values {
                if let below = field.type.itemObject { pending.append(below) }
            }
        }
        return count
    }
}
