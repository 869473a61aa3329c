internal import PlatformClient

/// A permission of the platform as administrators know it.
enum DoctorPermission: Sendable {
    case viewSandboxes, viewSchemas, viewSegments, manageSegments, viewMergePolicies, viewTags

    /// As roles list it, with the name that it had before.
    private var name: String {
        switch self {
        case .viewSandboxes: "'View Sandboxes'"
        case .viewSchemas: "'View Schemas'"
        case .viewSegments: "'View Segments' ('View Profiles' in older roles)"
        case .manageSegments: "'Manage Segments' ('Manage Profiles' in older roles)"
        case .viewMergePolicies: "'View Merge Policies' ('View Profiles' in older roles)"
        case .viewTags: "'View Tags'"
        }
    }

    var remedy: String { "give the credential's role the permission \(name)" }

    /// Where it is not certain that it lacks.
    var doubt: String { "look whether the credential's role has the permission \(name)" }

    func refused(_ answer: PlatformProbeAnswer) -> DoctorFinding {
        .failed(answer.words, remedy: remedy)
    }
}
