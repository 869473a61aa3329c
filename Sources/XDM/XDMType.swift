/// What a value of a schema is.
///
/// `any` is what the snapshot does not say: an object without properties, a type we do not know. Everything may be
/// done with it silently.
package indirect enum XDMType: Sendable {
    case object(XDMObject)
    case array(XDMType)
    /// Free keys, all values of one type.
    case map(XDMType)
    /// A text; with an enumeration only the listed ones are valid.
    case string(XDMEnumeration?)
    case integer
    case number
    case boolean
    /// A calendar day.
    case date
    case dateTime
    case any
}

/// The values that a schema allows for a text, in the schema's order.
///
/// Made from `enum` alone: `meta:enum` without it is a list of usual values that excludes nothing.
package struct XDMEnumeration: Hashable, Sendable {
    package let values: [String]
    private let members: Set<String>

    package init(_ values: [String]) {
        self.values = values
        self.members = Set(values)
    }

    package func contains(_ value: String) -> Bool {
        members.contains(value)
    }
}
