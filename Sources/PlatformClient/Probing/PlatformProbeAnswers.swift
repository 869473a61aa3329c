/// What came of the questions of a `PlatformProbe`.
package struct PlatformProbeAnswers: Sendable {
    /// In the order in which they are asked.
    package enum Question: Hashable, Sendable, CaseIterable {
        /// Whether somebody answers, asked without a token.
        case door
        case token
        /// The sandboxes that the credential sees. The first call with a token, and in no sandbox.
        case sandboxes
        /// The registry's statistics, which name the tenant.
        case statistics
        /// The union of the profile class.
        case union
        /// One page with one definition.
        case definitions
        /// To create a definition from an empty object, which lacks all that a definition must have.
        case emptyDefinition
        /// To put a rule into its other form, which keeps nothing.
        case conversion
        case mergePolicies
        case tags

        package var needsToken: Bool { self != .door && self != .token }
    }

    /// The host that answers the API, with its port where one is written.
    package let host: String
    package let tokenHost: String
    private var outcomes: [Question: PlatformProbeOutcome] = [:]

    init(endpoint: PlatformEndpoint) {
        host = endpoint.api.authority
        tokenHost = endpoint.token.authority
    }

    /// nil for what was not asked.
    package internal(set) subscript(question: Question) -> PlatformProbeOutcome? {
        get { outcomes[question] }
        set { outcomes[question] = newValue }
    }

    /// Every answer, in the order of the questions.
    package var all: [PlatformProbeAnswer] {
        Question.allCases.compactMap { outcomes[$0]?.answer }
    }
}

/// What came of one question.
package enum PlatformProbeOutcome: Sendable {
    case answered(PlatformProbeAnswer)
    /// One that is no answer of the platform to this question, whoever gave it: of success without what it should hold,
    /// or a refusal with a body that is not the platform's.
    case unreadable(PlatformProbeAnswer)
    case failed(TransportFailure)

    package var answer: PlatformProbeAnswer? {
        switch self {
        case .answered(let answer), .unreadable(let answer): answer
        case .failed: nil
        }
    }
}

extension PlatformEndpoint {
    /// The proxy that calls of the API go through; nil for none.
    package func apiProxy(_ settings: ProxySettings) -> ProxySettings.Server? { proxy(settings, to: api) }

    /// The proxy that the call for a token goes through; nil for none.
    package func tokenProxy(_ settings: ProxySettings) -> ProxySettings.Server? { proxy(settings, to: token) }

    private func proxy(_ settings: ProxySettings, to address: WebAddress) -> ProxySettings.Server? {
        let port = address.port ?? (address.scheme == "https" ? 443 : 80)
        return settings.server(scheme: address.scheme, host: address.host, port: port)
    }
}
