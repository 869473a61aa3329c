/// A field of a definition that the tool compares and writes, in the order in which people read them.
package enum ManagedField: String, Hashable, Sendable, CaseIterable, Codable {
    case name
    case description
    case expression
    case schema
    case evaluation
    case mergePolicy
    case ttlInDays
    case protect
}
