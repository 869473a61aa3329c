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

    /// Judges the answer to a question: `judge` sees it where it is one of success, and everything else is told.
    ///
    /// `permission` is what a 403 says that the role lacks.
    func finding(
        _ question: PlatformProbeAnswers.Question,
        needs permission: DoctorPermission? = nil,
        _ judge: (PlatformProbeAnswer) -> DoctorFinding
    ) -> DoctorFinding {
        switch answers?[question] {
        case nil:
            return .skipped("it was not asked, since a call before it was turned away")
        case .failed(let failure):
            return .failed("no answer came: \(failure.reason)", remedy: "try again later")
        case .unreadable(let answer):
            return .foreign(answer)
        case .answered(let answer):
            if answer.isSuccess { return judge(answer) }
            if answer.status == 429 { return .skipped("the service answered 429: see '\(DoctorCheck.ID.rate.title)'") }
            if let permission, answer.status == 403 { return permission.refused(answer) }
            let remedy = answer.status >= 500 ? "try again later" : "check the endpoint and the name of the sandbox"
            return .failed(answer.words, remedy: remedy)
        }
    }
}

extension DoctorFinding {
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
        let code = code.map { " \($0)" } ?? ""
        let message = message.map { " '\($0)'" } ?? ""
        let id = requestID.map { " (request id \($0))" } ?? ""
        return "the service answered \(status)\(code)\(message)\(id)"
    }
}
