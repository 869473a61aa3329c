internal import Reconciler

/// How one attempt at a request ended.
enum AttemptEnd: Hashable, Sendable {
    case answered(PlatformResponse)
    case failed(TransportFailure)
    /// The task was cancelled before the request was sent.
    case cancelled

    /// Whether the service may have carried the request out although it did not say so.
    ///
    /// A refusal (4xx) and a redirect say that it did not; `408` and every 5xx may come from a gateway in front of a
    /// service that did.
    var mayHaveBeenDone: Bool {
        switch self {
        case .answered(let response): response.status == 408 || response.status >= 500
        case .failed(let failure): failure.reach == .unclear
        case .cancelled: false
        }
    }

    /// What the end tells of the service's limit: an answer that is not the failure of a server or a gateway was let in.
    var verdict: RequestGate.Verdict {
        switch self {
        case .answered(let response) where response.status == 429: .turnedAway
        case .answered(let response) where response.status < 500: .accepted
        case .answered, .failed, .cancelled: .nothing
        }
    }

    /// What an end that is no success means for a request of this kind.
    func outcome(of repetition: Repetition) -> RepositoryFailure.Outcome {
        if mayHaveBeenDone { return repetition == .read ? .unavailable : .unclear }
        switch self {
        case .answered(let response):
            switch (response.status, repetition) {
            case (422, .create), (422, .overwrite): return .nameTaken
            case (412, .overwrite), (412, .delete): return .changedMeanwhile
            case (429, _): return .unavailable
            default: return .refused
            }
        case .failed, .cancelled: return .unavailable
        }
    }
}
