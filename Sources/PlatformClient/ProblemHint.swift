internal import PlatformAPI

/// What a user can do about an answer of the platform's.
///
/// Gateway codes as in Adobe's troubleshooting guide, permissions as they are named in its access control.
enum ProblemHint {
    /// nil where the answer speaks for itself.
    static func text(for problem: PlatformProblem, to call: PlatformCall, sandbox: String) -> String? {
        switch (problem.status, problem.code) {
        case (_, "403000"), (_, "403003"):
            return
                "the API key is not accepted: check the client id and that its project has the Experience Platform API"
        case (_, "400003"), (_, "403025"), (_, "403027"):
            return "the organisation is not accepted: check the organisation id, and that the credential belongs to it "
                + "and has a product profile"
        case (401, _), (_, "403010"), (_, "401013"):
            return "the access token is not accepted, a new one neither: check the client id, the client secret and "
                + "the token URL"
        case (400, "UPAPI-113434-400"), (400, "UPLIB-101206-500"):
            // The definition itself is refused. The message says what of it, in words and text of the rule that may
            // well hold 'sandbox'.
            return nil
        case (_, "UPAPI-113631-403"),
            (409, _) where call.repetition == .delete,
            (422, _) where call.repetition == .delete:
            // Which destinations use an audience is not to be seen on it.
            return "a delete is refused for what a destination or another audience uses: take it out of there first"
        case (_, "UPAPI-113740-403"):
            // It is the organisation that has no external audiences; no role can mend that.
            return nil
        case (403, _):
            return "the credential's role needs the permission \(name(of: call.permission)) and the sandbox "
                + FailureWording.quoted(sandbox)
        case (400...404, _) where problem.message.lowercased().contains("sandbox"):
            return "check that sandbox \(FailureWording.quoted(sandbox)) exists and that the credential's role has it"
        case (404, _) where call.repetition == .overwrite:
            return "it is not there any more, or the credential may not see it: plan again"
        case (404, _):
            return "check the endpoint and the name of the sandbox"
        case (412, _):
            return "it was changed since it was read: plan again"
        case (422, _) where call.repetition == .create || call.repetition == .overwrite:
            return "another segment has this name: rename one of them, or adopt the other"
        case (429, _):
            return "the service wants fewer calls: try again later"
        case (300..<400, _):
            return "redirects are not followed: check the endpoint"
        case (500..., _):
            return "try again later"
        default:
            return nil
        }
    }

    private static func name(of permission: PlatformCall.Permission) -> String {
        switch permission {
        case .viewSegments: "'View Segments' ('View Profiles' in older roles)"
        case .manageSegments: "'Manage Segments' ('Manage Profiles' in older roles)"
        case .viewTags: "'View Tags'"
        case .viewFolders: "'View Segments' (no source names one of its own for folders)"
        case .viewSandboxes: "'View Sandboxes'"
        case .viewSchemas: "'View Schemas'"
        case .viewMergePolicies: "'View Merge Policies' ('View Profiles' in older roles)"
        }
    }
}
