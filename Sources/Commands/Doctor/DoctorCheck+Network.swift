internal import Manifests
internal import PlatformClient

/// Whether the platform can be reached.
extension DoctorCheck {
    static let networkChecks = [
        DoctorCheck(.addresses, isForEmbedded: false) { evidence in
            if let mistake = evidence.addressMistake {
                return .failed(mistake, remedy: "mend 'endpoint' or 'tokenURL' in \(Project.fileName)")
            }
            guard let answers = evidence.answers else { return .passed("'endpoint' and 'tokenURL' can be used") }
            return .passed("the API is at \(answers.host), tokens are at \(answers.tokenHost)")
        },
        DoctorCheck(.proxy, restsOn: [.addresses], isForEmbedded: false) { evidence in proxy(evidence) },
        DoctorCheck(.endpoint, restsOn: network) { evidence in endpoint(evidence) },
    ]

    private static func proxy(_ evidence: DoctorEvidence) -> DoctorFinding {
        let remedy = "check https_proxy, http_proxy and no_proxy"
        if let mistake = evidence.proxyMistake { return .failed(mistake, remedy: remedy) }
        let ways = [(evidence.apiProxy, PlatformProbeAnswers.Question.door), (evidence.tokenProxy, .token)]
        for case (.some, let question) in ways {
            guard case .failed(let failure) = evidence.answers?[question] else { continue }
            switch failure.cause {
            case .connection, .proxy: return .failed(failure.reason, remedy: remedy)
            case .certificate, .certificateOfAnotherHost, .tls, .other: continue
            }
        }
        let used = Set([evidence.apiProxy, evidence.tokenProxy].compactMap(\.self)).map { "\($0.host):\($0.port)" }
        guard !used.isEmpty else { return .passed("none is used") }
        return .passed("\(used.sorted().joined(separator: ", ")) is used")
    }

    static func endpoint(_ evidence: DoctorEvidence) -> DoctorFinding {
        if let mistake = evidence.connectionMistake {
            return .failed(mistake, remedy: "mend this, and run it again")
        }
        if evidence.sandbox.endpoint == .embedded { return .passed("the embedded service runs in this process") }
        switch evidence.answers?[.door] {
        case nil:
            preconditionFailure("where the addresses are good, somebody was asked")
        case .failed(let failure):
            return unreached(failure, setting: "endpoint")
        case .answered(let answer), .unreadable(let answer):
            // Whoever comes without a token is turned away by a status that tells so; a platform is there.
            switch (evidence.answers?[.door], answer.status) {
            case (_, 300..<400), (_, 404), (_, 405), (_, 407):
                return .failed(
                    "\(answer.words), which the platform does not",
                    remedy: "check 'endpoint' in \(Project.fileName)"
                )
            case (_, 500...): return .failed(answer.words, remedy: "try again later")
            case (.unreadable, _): return .foreign(answer)
            default: return .passed("\(evidence.answers?.host ?? "") answers")
            }
        }
    }

    /// A host that could not be talked to; `setting` is the key of segsync.yaml that names it.
    static func unreached(_ failure: TransportFailure, setting: String) -> DoctorFinding {
        let remedy =
            switch failure.cause {
            case .certificate:
                "check this machine's clock and how long the certificate counts, and '\(setting)'; where a company's own "
                    + "proxy issued it, have this machine trust that"
            case .certificateOfAnotherHost:
                "check '\(setting)' in \(Project.fileName): something else answers there"
            case .tls: "check the scheme and the port of '\(setting)' in \(Project.fileName)"
            case .connection, .proxy: "check '\(setting)' in \(Project.fileName), the network, and if a proxy is needed"
            case .other: "check the network, and try again"
            }
        return .failed(failure.reason, remedy: remedy)
    }
}
