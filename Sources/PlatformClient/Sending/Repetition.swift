/// What sending a request a second time would do.
enum Repetition: Hashable, Sendable {
    /// Nothing is changed, however often it is sent: reads, and the call for a token.
    case read
    /// Sent twice it leaves the same state: a change that names the whole new content.
    case overwrite
    /// Sent twice it leaves the same state, and the second time the service may say that there is nothing to delete.
    case delete
    /// Sent twice it may make two.
    case create
}
