internal import HTTPTypes
package import JSONTree
internal import PlatformAPI

/// An answer to a probe. It is judged as it came; people see of it what has no secret and no control characters.
package struct PlatformProbeAnswer: Sendable {
    package let status: Int
    /// The problem's code as it came, where the answer is none of success.
    package let code: String?
    /// What the problem says, where the answer is none of success; for people.
    package let message: String?
    /// For people.
    package let requestID: String?
    /// As it came, so that nothing of it is for people before `shown` had it; `.null` where the body is no JSON.
    package let body: JSONValue
    private let secrets: [Secret]
    let isForeign: Bool
    /// By how many seconds the answer's `Date` is ahead of this machine's clock, which is negative where it is behind;
    /// nil where it has none.
    package let clockOffset: Int64?
    /// How often the call was answered 429.
    package let timesTurnedAway: Int
    /// The headers that speak of a limit of calls, as `name: value`; for people.
    package let limitHeaders: [String]

    /// `before` and `after` are the seconds since 1970 between which the answer came.
    init(
        _ response: PlatformResponse,
        between before: Int64,
        and after: Int64,
        timesTurnedAway: Int,
        secrets: [Secret]
    ) {
        func shown(_ text: String) -> String { Self.shown(text, without: secrets) }
        self.secrets = secrets
        status = response.status
        body = (try? JSONText.decode(String(decoding: response.body, as: UTF8.self))) ?? .null
        isForeign = response.isForeign
        let isSuccess = (200..<300).contains(response.status)
        let problem = isSuccess ? nil : PlatformProblem(status: response.status, body: response.body)
        code = problem?.code
        message = problem.map { shown($0.message) }
        requestID = (problem?.requestID ?? response.headers[.requestID]).map(shown)
        clockOffset = response.headers[.date].flatMap(RetryAfter.seconds(ofDate:)).map { date in
            // Any time between the two may be the one that the answer tells.
            date < before ? date - before : max(0, date - after)
        }
        self.timesTurnedAway = timesTurnedAway
        limitHeaders = response.headers.filter { Self.isAboutLimits($0.name) }.map {
            shown("\($0.name.canonicalName): \($0.value)")
        }
    }

    private init(_ other: PlatformProbeAnswer, body: JSONValue) {
        status = other.status
        code = other.code
        message = other.message
        requestID = other.requestID
        self.body = body
        secrets = other.secrets
        isForeign = other.isForeign
        clockOffset = other.clockOffset
        timesTurnedAway = other.timesTurnedAway
        limitHeaders = other.limitHeaders
    }

    /// For an answer whose body is itself a secret.
    var withoutBody: PlatformProbeAnswer { PlatformProbeAnswer(self, body: .null) }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// A text of the answer as people may see it.
    package func shown(_ text: String) -> String { Self.shown(text, without: secrets) }

    private static func shown(_ text: String, without secrets: [Secret]) -> String {
        SanitisedText.line(secrets.reduce(text) { $1.removed(from: $0) })
    }

    /// Whether a service behind the gateway gave it, so that the gateway let the call through. Codes of services are a
    /// name, a number and the status, such as `UPAPI-113752-403`; those of the gateway are numbers.
    package var isFromService: Bool {
        guard !isSuccess else { return true }
        let parts = (code ?? "").split(separator: "-", omittingEmptySubsequences: false)
        return parts.count >= 3 && parts[0].utf8.first.map { (0x41...0x5A).contains($0) } == true
            && parts[1...].allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    /// Whether the gateway refused the token, the key or the organisation, so that no service saw the call.
    package var isFromTheDoor: Bool { status == 401 || refusesKey || refusesOrganisation || code == "403010" }

    /// Gateway codes as in Adobe's troubleshooting guide.
    package var refusesKey: Bool { code == "403000" || code == "403003" }

    package var refusesOrganisation: Bool { ["400003", "403025", "403027"].contains(code) }

    private static func isAboutLimits(_ name: HTTPField.Name) -> Bool {
        let name = name.canonicalName
        return name == "retry-after" || name.contains("ratelimit") || name.contains("rate-limit")
    }
}
