/// Why the service could not be made to do something, for the reconciler to act on and people to read.
package struct RepositoryFailure: Error, Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The service answered no; nothing was changed.
        case refused
        /// The service answered that another definition has the name.
        case nameTaken
        /// The service answered that the definition was changed since it was read; nothing was written.
        case changedMeanwhile
        /// It is not known whether the change was made: the answer was lost or made no sense.
        case unclear
        /// The service could not be reached, or answered that it cannot serve; nothing was changed.
        case unavailable
    }

    package let outcome: Outcome
    /// The operation, the object, the status, code and request id, and what to do: one sentence, no secret.
    package let message: String

    package init(_ outcome: Outcome, _ message: String) {
        self.outcome = outcome
        self.message = message
    }
}
