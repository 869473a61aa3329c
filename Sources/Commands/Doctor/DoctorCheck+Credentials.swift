internal import Manifests
internal import PlatformClient
internal import Reports

/// Whether the platform knows the credential.
extension DoctorCheck {
    static let credentialChecks = [
        DoctorCheck(.token, restsOn: network + [.environment], isForEmbedded: false) { evidence in token(evidence) },
        DoctorCheck(.apiKey, restsOn: network + [.environment, .endpoint, .token], isForEmbedded: false) { evidence in
            atTheDoor(evidence) { answer in
                // The gateway looks at the key before the organisation.
                guard !answer.refusesOrganisation else { return .passed("it is accepted") }
                guard answer.refusesKey else { return nil }
                return .failed(
                    answer.words,
                    remedy: "check that the credential's project in Developer Console has the Experience Platform API"
                )
            }
        },
        DoctorCheck(.organisation, restsOn: network + [.environment, .endpoint, .token, .apiKey], isForEmbedded: false)
        { evidence in
            atTheDoor(evidence) { answer in
                guard answer.refusesOrganisation else { return nil }
                let variable = evidence.sandbox.credentials?.orgID.value ?? ""
                return .failed(
                    answer.words,
                    remedy: "check the organisation in \(variable), and that the credential belongs to it and has a "
                        + "product profile of Experience Platform"
                )
            }
        },
    ]

    /// `refusal` tells where the gateway stopped the first call with a token; that it let one through shows in what only
    /// a service can have answered, to any of the calls.
    private static func atTheDoor(
        _ evidence: DoctorEvidence,
        _ refusal: (PlatformProbeAnswer) -> DoctorFinding?
    ) -> DoctorFinding {
        if case .answered(let first) = evidence.answers?[.sandboxes], let finding = refusal(first) { return finding }
        let isThrough = PlatformProbeAnswers.Question.allCases.contains { question in
            guard question.needsToken, case .answered(let answer) = evidence.answers?[question] else { return false }
            return answer.isFromService
        }
        if isThrough { return .passed("it is accepted") }
        switch evidence.answers?[.sandboxes] {
        case nil where evidence.isTokenTurnedAway: return .turnedAway
        case nil, .failed: return .skipped("the first call with a token was not answered")
        case .answered(let answer) where answer.status == 429: return .turnedAway
        case .answered, .unreadable:
            return .skipped("rests on '\(ID.viewSandboxes.title)', which failed: it is the same call")
        }
    }

    private static func token(_ evidence: DoctorEvidence) -> DoctorFinding {
        let host = evidence.answers?.tokenHost ?? ""
        switch evidence.answers?[.token] {
        case nil:
            preconditionFailure("with usable variables and addresses a token was asked for")
        case .failed(let failure):
            return sharesWrongEndpoint(evidence) ?? unreached(failure, setting: "tokenURL")
        case .unreadable(let answer):
            return sharesWrongEndpoint(evidence)
                ?? .failed(
                    "\(host) answered \(answer.status) with a body that is not an answer to a call for a token",
                    remedy: "check 'tokenURL', and whether a proxy or a login page answers in its place"
                )
        case .answered(let answer) where answer.isSuccess:
            guard case .answered(let first) = evidence.answers?[.sandboxes],
                first.status == 401 || first.code == "403010"
            else { return .passed("given by \(host)") }
            return .failed(
                "given by \(host), but not accepted: \(first.words)",
                remedy: "check that 'tokenURL' and 'endpoint' belong to the same environment"
            )
        case .answered(let answer) where answer.status == 429:
            return .turnedAway
        case .answered(let answer):
            return .failed(answer.words, remedy: remedy(for: answer, evidence))
        }
    }

    /// Where tokens are given by the host of the endpoint, and that is no platform, there is one thing wrong and not two.
    private static func sharesWrongEndpoint(_ evidence: DoctorEvidence) -> DoctorFinding? {
        guard evidence.answers?.host == evidence.answers?.tokenHost, endpoint(evidence).status == .failed else {
            return nil
        }
        return .skipped("rests on '\(ID.endpoint.title)', which failed: it is the same host")
    }

    /// RFC 6749 gives the errors; the descriptions are free text, so they only narrow down what to look at.
    private static func remedy(for answer: PlatformProbeAnswer, _ evidence: DoctorEvidence) -> String {
        let names = evidence.sandbox.credentials
        let text = (answer.message ?? "").lowercased()
        let id = "the client id in \(names?.clientID.value ?? "")"
        let secret = "the client secret in \(names?.clientSecret.value ?? "")"
        switch (answer.status, answer.code) {
        case (500..., _): return "try again later"
        case (_, "invalid_scope"):
            return "check that the credential's project in Developer Console has the Experience Platform API: a token "
                + "is asked for with the scopes openid, AdobeID, session, read_organizations and "
                + "additional_info.projectedProductContext"
        case (_, "invalid_client") where text.contains("client_id") && !text.contains("client_secret"):
            return "check \(id)"
        case (_, "invalid_client") where text.contains("client_secret") && !text.contains("client_id"):
            return "check \(secret); Developer Console makes a new one where it is lost"
        case (_, "invalid_client"), (_, "unauthorized_client"), (401, _): return "check \(id) and \(secret)"
        default: return "check 'tokenURL', \(id) and \(secret)"
        }
    }
}
