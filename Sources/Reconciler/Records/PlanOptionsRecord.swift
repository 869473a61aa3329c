/// What a plan was allowed when it was made, as files keep it: version 1 of its shape.
package struct PlanOptionsRecord: Hashable, Sendable, Codable {
    package let adopt: Bool
    /// Sorted.
    package let adoptFromProjects: [String]
    package let overwriteConflicts: Bool
    package let deleteProtected: Bool
    package let deleteUsed: Bool
    package let maxDeletes: Int?
    package let maxDeletePercent: Int?
    package let allowDowngrade: Bool
    package let allowShortList: Bool
    package let allowEmptySandbox: Bool
    package let allowEmptyManifests: Bool

    init(_ options: PlanOptions) {
        adopt = options.adopt
        adoptFromProjects = options.adoptFromProjects.sorted()
        overwriteConflicts = options.overwriteConflicts
        deleteProtected = options.deleteProtected
        deleteUsed = options.deleteUsed
        maxDeletes = options.maxDeletes
        maxDeletePercent = options.maxDeletePercent
        allowDowngrade = options.allowDowngrade
        allowShortList = options.allowShortList
        allowEmptySandbox = options.allowEmptySandbox
        allowEmptyManifests = options.allowEmptyManifests
    }

    package var options: PlanOptions {
        PlanOptions(
            adopt: adopt,
            adoptFromProjects: Set(adoptFromProjects),
            overwriteConflicts: overwriteConflicts,
            deleteProtected: deleteProtected,
            deleteUsed: deleteUsed,
            maxDeletes: maxDeletes,
            maxDeletePercent: maxDeletePercent,
            allowDowngrade: allowDowngrade,
            allowShortList: allowShortList,
            allowEmptySandbox: allowEmptySandbox,
            allowEmptyManifests: allowEmptyManifests
        )
    }
}
