internal import HTTPTypes
internal import PlatformAPI

/// What a call needs to be allowed, told by its method and path alone, and how the service behind the path refuses it.
///
/// Assumed where docs name no permission for a call: conversion, which a client saw refused to a credential that may
/// read alone, needs the permission to write.
struct NeededPermission: Hashable, Sendable {
    private enum Service: Hashable, Sendable {
        case profile, registry, sandboxes, tags
    }

    let permission: EmulatorAccess.Permission
    private let service: Service

    /// nil for a call that needs none, or that no route answers.
    init?(_ method: HTTPRequest.Method, path: String) {
        if Self.isBelow(PlatformRoute.definitions, path) || Self.isBelow(PlatformRoute.audiences, path) {
            let reads = method == .get || path.hasSuffix("/bulk-get")
            self.init(reads ? .viewSegments : .manageSegments, .profile)
        } else if path == PlatformRoute.conversion {
            self.init(.manageSegments, .profile)
        } else if Self.isBelow(PlatformRoute.mergePolicies, path) {
            self.init(.viewProfileConfigurations, .profile)
        } else if Self.isBelow(Self.registry, path) {
            self.init(.viewSchemas, .registry)
        } else if Self.isBelow(String(PlatformRoute.sandboxes.dropLast()), path) {
            self.init(.viewSandboxes, .sandboxes)
        } else if Self.isBelow(PlatformRoute.folders, path) {
            self.init(method == .get ? .viewSegments : .manageSegments, .tags)
        } else if Self.isBelow(PlatformRoute.tags, path) {
            self.init(.viewTags, .tags)
        } else {
            return nil
        }
    }

    private init(_ permission: EmulatorAccess.Permission, _ service: Service) {
        self.permission = permission
        self.service = service
    }

    private static let registry = String(PlatformRoute.registryStats.dropLast("/stats".count))

    private static func isBelow(_ root: String, _ path: String) -> Bool {
        path == root || path.hasPrefix(root + "/")
    }

    /// The refusal in the shape of the service; `sandbox` is nil for what belongs to the organisation.
    ///
    /// Documented for the profile service; the shapes of the others are assumed.
    func refusal(organisation: String, sandbox: String?) -> EmulatorProblem {
        switch service {
        case .profile:
            let resource = permission == .viewProfileConfigurations ? "mergePolicies" : "segments"
            return .permissionDenied(
                resource: "/orgs/\(organisation)/sandboxes/\(sandbox ?? "")/\(resource)",
                action: permission == .manageSegments ? "WRITE" : "READ"
            )
        case .registry:
            return .registryForbidden
        case .sandboxes, .tags:
            return .forbidden
        }
    }
}

extension EmulatorProblem {
    fileprivate static func permissionDenied(resource: String, action: String) -> EmulatorProblem {
        let denied = #"[{"resource":{"uri":"\#(resource)","labels":[]},"action":"\#(action)"}]"#
        return profileService(
            status: 403,
            code: "UPAPI-113752-403",
            messages: ["Permission denied on some resources. errorMessage=\(denied)"],
            listsCode: true
        )
    }

    fileprivate static let registryForbidden = registry(
        status: 403,
        code: "EMULATOR-100008-403",
        title: "Forbidden",
        detail: "the role of this credential may not view schemas"
    )

    fileprivate static let forbidden = plain(
        status: 403,
        title: "ForbiddenError",
        detail: "the role of this credential does not allow this call"
    )
}
