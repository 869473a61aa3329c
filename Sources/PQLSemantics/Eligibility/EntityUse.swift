internal import XDM

/// Whether a rule stays with the profile and its events; the schemas alone can tell.
package enum EntityUse: Hashable, Sendable, CaseIterable {
    case profileAndEvents
    /// It goes on into another entity, so that it is evaluated in batch alone.
    case otherEntities
    /// It is not about profiles, or the schemas do not describe what it reads.
    case unknown
}

extension CheckedExpression {
    /// `schema` is the class that the rule was checked for, `described` the classes that the schemas describe.
    package func entityUse(schema: String, described: Set<String>) -> EntityUse {
        if !relationshipSteps.isEmpty { return .otherEntities }
        let isAboutProfiles = SchemaName.altID(of: schema) == SchemaName.profileClass
        let classes = Set(fieldPaths.keys).union([SchemaName.profileClass])
        return isAboutProfiles && classes.isSubset(of: described) ? .profileAndEvents : .unknown
    }
}
