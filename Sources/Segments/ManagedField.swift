/// A field of a definition that the tool compares and writes, in the order in which people read them.
package enum ManagedField: String, Hashable, Sendable, CaseIterable, Codable {
    case name
    case description
    case expression
    case schema
    case evaluation
    case mergePolicy
    case ttlInDays
    case labels
    case tags
    case lifecycle
    /// The segment's key in Git; stands in the stamp alone.
    case key
    /// Stands in the stamp alone.
    case protect

    /// What stands for the field in a stamp's digests; nil for what the stamp says in full.
    package var letter: Character? {
        switch self {
        case .name: "n"
        case .description: "d"
        case .expression: "x"
        case .schema: "s"
        case .evaluation: "e"
        case .mergePolicy: "m"
        case .ttlInDays: "t"
        case .labels: "l"
        case .tags: "g"
        case .lifecycle: "c"
        case .key, .protect: nil
        }
    }

    /// The fields that have a value of their own in a definition, and a digest in the stamp.
    package static let ofContent = allCases.filter { $0.letter != nil }

    /// Those of them that are written by JSON Patch to `/audiences/{id}`, each by itself.
    package static let ofAudience: [ManagedField] = [.labels, .tags, .lifecycle]
}
