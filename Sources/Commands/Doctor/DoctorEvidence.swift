internal import Manifests
internal import PlatformClient

/// Everything that the checks judge, gathered before the first of them.
struct DoctorEvidence: Sendable {
    let validation: ProjectValidation
    let sandbox: SandboxConfiguration
    let environment: CredentialVariables
    /// What is wrong with the endpoint or the address that gives tokens.
    let addressMistake: String?
    /// What is wrong with the variables that name proxies.
    let proxyMistake: String?
    let apiProxy: ProxySettings.Server?
    let tokenProxy: ProxySettings.Server?
    /// Why no question could be asked, other than the mistakes above.
    let connectionMistake: String?
    /// nil where nothing could be asked.
    let answers: PlatformProbeAnswers?

    /// Whether the call for a token was answered 429, so that nothing that needs one was asked.
    var isTokenTurnedAway: Bool { answers?[.token]?.answer?.status == 429 }

    /// Judges the answer to a question: `judge` sees it where it is one of success, and everything else is told.
    ///
    /// `permission` is what a 403 says that the role lacks.
    func finding(
        _ question: PlatformProbeAnswers.Question,
        needs permission: DoctorPermission? = nil,
        _ judge: (PlatformProbeAnswer) -> DoctorFinding
    ) -> DoctorFinding {
        switch answers?[question] {
        case nil where isTokenTurnedAway:
            return .turnedAway
        case nil:
            return .skipped("it was not asked, since a call before it was turned away")
        case .failed(let failure):
            return .failed("no answer came: \(failure.reason)", remedy: "try again later")
        case .unreadable(let answer):
            return .foreign(answer)
        case .answered(let answer):
            if answer.isSuccess { return judge(answer) }
            if answer.status == 429 { return .turnedAway }
            if let permission, answer.status == 403 { return permission.refused(answer) }
            return .failed(answer.words, remedy: Self.remedy(for: answer, to: question))
        }
    }

    private static func remedy(
        for answer: PlatformProbeAnswer,
        to question: PlatformProbeAnswers.Question
    ) -> String {
        switch (answer.status, question) {
        case (500..., _): "try again later"
        case (401, _): "run it again; the token was accepted for another call"
        case (_, .sandboxes), (_, .tags): "check 'endpoint' in \(Project.fileName)"
        default: "check 'endpoint' and 'sandbox' in \(Project.fileName)"
        }
    }
}

extension DoctorFinding {
    /// Nothing but the rate of calls can be told by 429.
    static let turnedAway = DoctorFinding.skipped("the service answered 429: see '\(DoctorCheck.ID.rate.title)'")

    /// An answer that is none of the platform's, so that nothing can be told by its status.
    static func foreign(_ answer: PlatformProbeAnswer) -> DoctorFinding {
        .failed(
            "the service answered \(answer.status) with a body that is not what its description says",
            remedy: "check 'endpoint' in \(Project.fileName), and whether a proxy or a login page answers in the "
                + "platform's place"
        )
    }
}

extension PlatformProbeAnswer {
    /// The status and the problem, for people.
    var words: String {
        let code = code.map { " \(shown($0))" } ?? ""
        let message = message.map { " '\($0)'" } ?? ""
        let id = requestID.map { " (request id \($0))" } ?? ""
        return "the service answered \(status)\(code)\(message)\(id)"
    }
}
