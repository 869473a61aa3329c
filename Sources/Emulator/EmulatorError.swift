/// Why the service could not be started or stopped working: the world is wrong, not a request.
package struct EmulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, such as `open the database`.
    package let operation: String
    /// On what, such as the file's path.
    package let object: String
    package let reason: String

    package var description: String { "cannot \(operation) '\(object)': \(reason)" }
}
