/// The members of a definition that its client can set and segsync does not manage, such as `dataGovernancePolicy`, as
/// JSON text of an object.
///
/// They go back with every overwrite as they were read, since nobody says what becomes of a member that is left out.
package struct UnmanagedMembers: Hashable, Sendable {
    package let json: String

    package init(json: String) {
        self.json = json
    }
}
