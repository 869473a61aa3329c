/// What a run is allowed to do beyond the ordinary; each guard has a switch of its own.
package struct PlanOptions: Hashable, Sendable {
    /// Take over unstamped definitions whose name a manifest has.
    package let adopt: Bool
    /// Take over definitions whose name a manifest has and whose stamp names one of these projects.
    package let adoptFromProjects: Set<String>
    /// Overwrite what was changed both in Git and in the sandbox.
    package let overwriteConflicts: Bool
    /// Delete definitions that remember `protect`.
    package let deleteProtected: Bool
    /// Delete definitions that others use.
    package let deleteUsed: Bool
    /// The most deletes in one plan; nil for no limit.
    package let maxDeletes: Int?
    /// The most deletes as a share of the project's own definitions in the sandbox, 0 to 100; nil for no limit.
    package let maxDeletePercent: Int?
    /// Let a definition be evaluated less often than before.
    package let allowDowngrade: Bool
    /// Take a list that is shorter than the service's own count for the whole.
    package let allowShortList: Bool
    /// Believe a sandbox that says it has no definition.
    package let allowEmptySandbox: Bool
    /// Delete everything where no manifest is left.
    package let allowEmptyManifests: Bool

    package init(
        adopt: Bool = false,
        adoptFromProjects: Set<String> = [],
        overwriteConflicts: Bool = false,
        deleteProtected: Bool = false,
        deleteUsed: Bool = false,
        maxDeletes: Int? = nil,
        maxDeletePercent: Int? = nil,
        allowDowngrade: Bool = false,
        allowShortList: Bool = false,
        allowEmptySandbox: Bool = false,
        allowEmptyManifests: Bool = false
    ) {
        self.adopt = adopt
        self.adoptFromProjects = adoptFromProjects
        self.overwriteConflicts = overwriteConflicts
        self.deleteProtected = deleteProtected
        self.deleteUsed = deleteUsed
        self.maxDeletes = maxDeletes
        self.maxDeletePercent = maxDeletePercent
        self.allowDowngrade = allowDowngrade
        self.allowShortList = allowShortList
        self.allowEmptySandbox = allowEmptySandbox
        self.allowEmptyManifests = allowEmptyManifests
    }
}
