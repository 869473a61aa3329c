internal import HTTPTypes
internal import JSONTree

/// One call of the platform's API, and what must be known to repeat it and to speak of it.
struct PlatformCall: Sendable {
    /// What a credential's role must allow for a call.
    enum Permission: Sendable {
        case viewSegments, manageSegments, viewMergePolicies, viewTags, viewFolders, viewSandboxes, viewSchemas
    }

    /// Which of the platform's hosts a call goes to.
    enum Host: Sendable {
        case api
        /// Unified Tags belong to the organisation: they have a host of their own and take no sandbox.
        case tags
        /// Folders are on the host of the tags, and each sandbox has its own.
        case folders
    }

    /// What is done to which object, to follow `could not`: `delete segment 'id'`.
    let operation: String
    let method: HTTPRequest.Method
    /// Path and query.
    let path: String
    let host: Host
    /// The media type that is asked for; the Schema Registry has its own.
    let accept: String
    let body: JSONValue?
    /// The state of the object that the call is made for; the service answers 412 where it is in another.
    let entityTag: EntityTag?
    let repetition: Repetition
    let permission: Permission
    /// Statuses besides 2xx that are an answer and no failure.
    let accepted: Set<Int>

    init(
        _ operation: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        at host: Host = .api,
        accept: String = "application/json",
        body: JSONValue? = nil,
        ifMatch entityTag: EntityTag? = nil,
        as repetition: Repetition,
        permission: Permission,
        accepting accepted: Set<Int> = []
    ) {
        self.operation = operation
        self.method = method
        self.path = path
        self.host = host
        self.accept = accept
        self.body = body
        self.entityTag = entityTag
        self.repetition = repetition
        self.permission = permission
        self.accepted = accepted
    }
}
