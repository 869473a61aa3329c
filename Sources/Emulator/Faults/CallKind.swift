internal import HTTPTypes
internal import PlatformAPI

/// What a call asks of the service, told by its method and path alone: the kinds that are counted and faulted.
package enum CallKind: String, Hashable, Sendable, CaseIterable {
    /// POST of a definition or an audience.
    case create
    /// GET of one by its id.
    case read
    /// PATCH of a definition, PUT of either.
    case update
    /// JSON Patch of an audience.
    case patch
    case delete
    /// GET of `/segment/definitions`.
    case list
    /// GET of `/audiences`.
    case listAudiences
    case bulkGet
    case token
    /// Any other path or method, known or not.
    case other

    static let writes: Set<CallKind> = [.create, .update, .patch, .delete]
    /// The calls that look at what is kept, and so may be shown less than there is.
    static let reads: Set<CallKind> = [.read, .list, .listAudiences, .bulkGet]

    /// Classifies a call; nil for those about the faults themselves, which are neither counted nor faulted.
    init?(_ method: HTTPRequest.Method, path: String) {
        let parts = path.split(separator: "/")
        guard parts.first != FaultRoutes.root else { return nil }
        if method == .post, parts == Self.parts(PlatformRoute.token) {
            self = .token
        } else if let rest = Self.rest(of: parts, below: PlatformRoute.definitions) {
            self = Self.call(method, on: rest, list: .list, patch: .update)
        } else if let rest = Self.rest(of: parts, below: PlatformRoute.audiences) {
            self = Self.call(method, on: rest, list: .listAudiences, patch: .patch)
        } else {
            self = .other
        }
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/") }

    /// What follows `root`; nil where the path does not begin with it.
    private static func rest(of path: [Substring], below root: String) -> ArraySlice<Substring>? {
        let root = parts(root)
        return path.starts(with: root) ? path.dropFirst(root.count) : nil
    }

    private static func call(
        _ method: HTTPRequest.Method,
        on rest: ArraySlice<Substring>,
        list: CallKind,
        patch: CallKind
    ) -> CallKind {
        switch (method, rest.count) {
        case (.get, 0): list
        case (.post, 0): .create
        case (.post, 1) where rest.first == "bulk-get": .bulkGet
        case (.get, 1): .read
        case (.patch, 1): patch
        case (.put, 1): .update
        case (.delete, 1): .delete
        default: .other
        }
    }
}
