/// What a run is allowed to do beyond the ordinary.
package struct PlanOptions: Hashable, Sendable {
    /// Take over unstamped definitions whose name a manifest has.
    package let adopt: Bool
    /// Delete definitions that remember `protect`.
    package let deleteProtected: Bool
    /// The most deletes in one plan; nil for no limit.
    package let maxDeletes: Int?
    /// The most deletes as a share of the project's own definitions in the sandbox, 0 to 100; nil for no limit.
    package let maxDeletePercent: Int?

    package init(
        adopt: Bool = false,
        deleteProtected: Bool = false,
        maxDeletes: Int? = nil,
        maxDeletePercent: Int? = nil
    ) {
        self.adopt = adopt
        self.deleteProtected = deleteProtected
        self.maxDeletes = maxDeletes
        self.maxDeletePercent = maxDeletePercent
    }
}
