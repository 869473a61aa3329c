internal import HTTPTypes
internal import PlatformAPI
internal import Reconciler

/// The texts of every failure of this module.
///
/// A message names the operation and the object, then what came back, then what to do. It never holds a header, a
/// request's body or a secret, even where the service repeats one.
enum FailureWording {
    /// A call that was not answered with success.
    static func failed(
        _ call: PlatformCall,
        _ result: RequestSender.Result,
        sandbox: String,
        secrets: [Secret]
    ) -> RepositoryFailure {
        let outcome = result.end.outcome(of: call.repetition)
        var parts = ["could not \(call.operation): " + ending(result, secrets: secrets)]
        if outcome == .unclear { parts.append("whether it was done is not known") }
        if case .answered(let response) = result.end {
            let problem = PlatformProblem(status: response.status, body: response.body)
            if response.isForeign {
                parts.append("that is no answer of the platform's: check the endpoint, and what stands before it")
            } else if let hint = ProblemHint.text(for: problem, to: call, sandbox: sandbox) {
                parts.append(hint)
            }
        }
        return RepositoryFailure(outcome, parts.joined(separator: "; "))
    }

    /// An answer of success whose body is not what was asked for. A create or a change may all the same be done.
    static func unreadable(_ call: PlatformCall, _ response: PlatformResponse) -> RepositoryFailure {
        let outcome: RepositoryFailure.Outcome = call.repetition == .read ? .unavailable : .unclear
        let unknown = outcome == .unclear ? "; whether it was done is not known" : ""
        return RepositoryFailure(
            outcome,
            "could not \(call.operation): the service answered \(response.status) with a body that is not what its "
                + "description says (\(response.body.count) bytes)\(unknown)"
        )
    }

    static func noToken(
        from host: String,
        _ result: RequestSender.Result,
        secrets: [Secret]
    ) -> RepositoryFailure {
        let outcome = result.end.outcome(of: .read)
        let hint = outcome == .refused ? "; check the client id and the client secret" : ""
        return RepositoryFailure(
            outcome,
            "could not get an access token from \(host): \(ending(result, secrets: secrets))\(hint)"
        )
    }

    static func unreadableToken(from host: String) -> RepositoryFailure {
        RepositoryFailure(.unavailable, "could not get an access token from \(host): the answer holds no token")
    }

    /// `rows` says what is listed.
    static func incompleteList(of rows: String, sandbox: String, found: Int, stated: Int?, cause: String?)
        -> RepositoryFailure
    {
        let count = stated.map { "\(found) of \($0)" } ?? "\(found) of an unstated number"
        let reason = cause.map { " (\($0))" } ?? ""
        return RepositoryFailure(
            .unavailable,
            "could not list the \(rows) of sandbox '\(SanitisedText.line(sandbox))': the list is incomplete, "
                + "\(count) came\(reason); nothing was concluded from it, try again"
        )
    }

    /// `object` says which definition, by what of it could be read.
    static func brokenDefinition(_ object: String, lacks member: String) -> RepositoryFailure {
        RepositoryFailure(.unavailable, "could not read segment \(object): the service answered it without '\(member)'")
    }

    /// `object` says which audience, by what of it could be read.
    static func brokenAudience(_ object: String, lacks member: String) -> RepositoryFailure {
        RepositoryFailure(
            .unavailable,
            "could not read audience \(object): the service answered it without '\(member)'"
        )
    }

    static func tooManyFolders(_ sandbox: String, most: Int) -> RepositoryFailure {
        RepositoryFailure(
            .unavailable,
            "could not list the folders of sandbox \(quoted(sandbox)): there are more than \(most)"
        )
    }

    static func sandboxNotListed(_ sandbox: String, operation: String) -> RepositoryFailure {
        RepositoryFailure(.refused, "could not \(operation): sandbox \(quoted(sandbox)) is not among them")
    }

    static func sandboxWithoutType(_ sandbox: String, operation: String) -> RepositoryFailure {
        RepositoryFailure(
            .refused,
            "could not \(operation): sandbox \(quoted(sandbox)) is there without its type"
        )
    }

    static func listedAndMissing(_ call: PlatformCall) -> RepositoryFailure {
        RepositoryFailure(
            .unavailable,
            "could not \(call.operation): the service lists it and answered 404; try again"
        )
    }

    static func withoutFields(_ call: PlatformCall) -> RepositoryFailure {
        RepositoryFailure(.unavailable, "could not \(call.operation): the service answered it without any field")
    }

    static func otherDocument(_ call: PlatformCall, found: String) -> RepositoryFailure {
        RepositoryFailure(.unavailable, "could not \(call.operation): the service answered \(quoted(found)) instead")
    }

    static func unreadableNextPage(of operation: String) -> RepositoryFailure {
        RepositoryFailure(
            .unavailable,
            "could not \(operation): the service states a next page in a form that is not understood"
        )
    }

    /// User's or service's text as it stands in a message.
    static func quoted(_ text: String) -> String {
        "'\(SanitisedText.line(text))'"
    }

    private static func ending(_ result: RequestSender.Result, secrets: [Secret]) -> String {
        let often = result.attempts > 1 ? ", \(result.attempts) times tried" : ""
        switch result.end {
        case .cancelled:
            return "stopped before it was sent"
        case .failed(let failure):
            let reason = SanitisedText.line(removing(secrets, from: failure.reason))
            switch failure.reach {
            case .notSent: return "the service was not reached: \(reason)\(often)"
            case .unclear: return "no whole answer came: \(reason)\(often)"
            }
        case .answered(let response):
            let problem = PlatformProblem(status: response.status, body: response.body)
            func shown(_ text: String) -> String { SanitisedText.line(removing(secrets, from: text)) }
            let code = problem.code.map { " " + shown($0) } ?? ""
            let id = (problem.requestID ?? response.headers[.requestID]).map { " (request id \(shown($0)))" } ?? ""
            return "the service answered \(response.status)\(code) '\(shown(problem.message))'\(id)\(often)"
        }
    }

    private static func removing(_ secrets: [Secret], from text: String) -> String {
        secrets.reduce(text) { $1.removed(from: $0) }
    }
}
