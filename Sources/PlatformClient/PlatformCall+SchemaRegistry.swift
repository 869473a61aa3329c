internal import HTTPTypes
internal import PlatformAPI

/// The calls on the Schema Registry, each with the media type that it insists on.
extension PlatformCall {
    /// One schema with every reference resolved and plain names; a look-up must say the major version.
    private static let full = "application/vnd.adobe.xed-full+json; version=1"
    /// A list takes no version.
    private static let summaries = "application/vnd.adobe.xed-id+json"

    /// How a list of descriptors is asked for.
    enum DescriptorForm: Sendable {
        /// In pages.
        case paged
        /// All at once, grouped by type; the form that every registry has.
        case grouped

        /// Descriptors are asked for by `xdm` and not `xed`.
        fileprivate var mediaType: String {
            switch self {
            case .paged: "application/vnd.adobe.xdm-v2+json"
            case .grouped: "application/vnd.adobe.xdm+json"
            }
        }
    }

    static func registryStats(sandbox: String) -> PlatformCall {
        PlatformCall(
            "read the tenant of sandbox \(FailureWording.quoted(sandbox))",
            .get,
            PlatformRoute.registryStats,
            as: .read,
            permission: .viewSchemas
        )
    }

    /// `query` is that of a next page; nil for the first.
    static func unions(query: String?, sandbox: String) -> PlatformCall {
        PlatformCall(
            "list the union schemas of sandbox \(FailureWording.quoted(sandbox))",
            .get,
            PlatformRoute.unions + (query.map { "?" + $0 } ?? ""),
            accept: summaries,
            as: .read,
            permission: .viewSchemas
        )
    }

    static func union(_ id: String) -> PlatformCall {
        PlatformCall(
            "read union schema \(FailureWording.quoted(id))",
            .get,
            PlatformRoute.union(id),
            accept: full,
            as: .read,
            permission: .viewSchemas,
            accepting: [404]
        )
    }

    static func schema(_ id: String) -> PlatformCall {
        PlatformCall(
            "read schema \(FailureWording.quoted(id))",
            .get,
            PlatformRoute.schema(id),
            accept: full,
            as: .read,
            permission: .viewSchemas,
            accepting: [404]
        )
    }

    /// `query` is that of a next page; nil for the first. A form that is refused is an answer, too.
    static func descriptors(as form: DescriptorForm, query: String?, sandbox: String) -> PlatformCall {
        PlatformCall(
            "list the descriptors of sandbox \(FailureWording.quoted(sandbox))",
            .get,
            PlatformRoute.descriptors + (query.map { "?" + $0 } ?? ""),
            accept: form.mediaType,
            as: .read,
            permission: .viewSchemas,
            accepting: form == .paged && query == nil ? [400, 406] : []
        )
    }
}
