/// The paths of the platform that segsync calls and its emulator serves, below the host of the endpoint.
///
/// Source: Adobe's OpenAPI descriptions of the Segmentation Service, the Schema Registry, the Sandbox API and Unified Tags.
package enum PlatformRoute {
    private static let profileService = "/data/core/ups"
    private static let registry = "/data/foundation/schemaregistry"

    package static let definitions = profileService + "/segment/definitions"
    package static let definitionsBulkGet = definitions + "/bulk-get"
    package static let audiences = profileService + "/audiences"
    package static let audiencesBulkGet = audiences + "/bulk-get"
    package static let conversion = profileService + "/segment/conversion"
    package static let mergePolicies = profileService + "/config/mergePolicies"
    package static let sandboxes = "/data/foundation/sandbox-management/"
    package static let registryStats = registry + "/stats"
    package static let unions = registry + "/tenant/unions"
    package static let schemas = registry + "/tenant/schemas"
    package static let descriptors = registry + "/tenant/descriptors"
    /// On the platform this has a host of its own, `experience.adobe.io`, and belongs to the organisation.
    package static let tags = "/unifiedtags/tags"
    /// The folders that hold segments; on the platform below the host of the tags, but each sandbox has its own.
    package static let folders = "/unifiedfolders/folders/segment"
    package static let token = "/ims/token/v3"

    package static func definition(_ id: String) -> String {
        definitions + "/" + PathSegment.encode(id)
    }

    package static func audience(_ id: String) -> String {
        audiences + "/" + PathSegment.encode(id)
    }

    /// A folder by its id; `rootFolder` is the one that all others lie in.
    package static func folder(_ id: String) -> String {
        folders + "/" + PathSegment.encode(id)
    }

    package static func subfolders(of id: String) -> String {
        folder(id) + "/subfolders"
    }

    package static let rootFolder = "root"

    /// By `$id` or `meta:altId`.
    package static func schema(_ id: String) -> String {
        schemas + "/" + PathSegment.encode(id)
    }

    package static func descriptor(_ id: String) -> String {
        descriptors + "/" + PathSegment.encode(id)
    }

    package static func union(_ id: String) -> String {
        unions + "/" + PathSegment.encode(id)
    }
}
