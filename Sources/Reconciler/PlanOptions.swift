/// What a run is allowed to do beyond the ordinary; each guard has a switch of its own.
package struct PlanOptions: Hashable, Sendable {
    /// Take over unstamped definitions whose name a manifest has.
    package var adopt = false
    /// Take over definitions whose name a manifest has and whose stamp names one of these projects.
    package var adoptFromProjects: Set<String> = []
    /// Overwrite what was changed both in Git and in the sandbox.
    package var overwriteConflicts = false
    /// Delete definitions that remember `protect`.
    package var deleteProtected = false
    /// Delete definitions that others use.
    package var deleteUsed = false
    /// The most deletes in one plan; nil for no limit.
    package var maxDeletes: Int?
    /// The most deletes as a share of the project's own definitions in the sandbox, 0 to 100; nil for no limit.
    package var maxDeletePercent: Int?
    /// Let a definition be evaluated less often than before.
    package var allowDowngrade = false
    /// Take a list that is shorter than the service's own count for the whole.
    package var allowShortList = false
    /// Believe a sandbox that says it has no definition.
    package var allowEmptySandbox = false
    /// Delete everything where no manifest is left.
    package var allowEmptyManifests = false

    package init() {}
}
