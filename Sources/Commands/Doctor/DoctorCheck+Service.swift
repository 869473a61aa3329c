internal import PlatformClient

/// What all answers tell together.
extension DoctorCheck {
    /// In seconds.
    private static let largestOffset = (passed: Int64(60), warned: Int64(300))

    static let serviceChecks = [
        DoctorCheck(.clock, restsOn: network + [.endpoint], isForEmbedded: false) { evidence in
            clock((evidence.answers?.all ?? []).compactMap(\.clockOffset))
        },
        DoctorCheck(.rate, restsOn: network + [.endpoint], isForEmbedded: false) { evidence in
            rate(evidence.answers?.all ?? [])
        },
    ]

    private static func clock(_ offsets: [Int64]) -> DoctorFinding {
        // An answer that was long under way looks late; the nearest tells most.
        guard let offset = offsets.min(by: { abs($0) < abs($1) }) else {
            return .notTried("no answer tells the time")
        }
        // The header has no fractions of a second, and servers do not look at the clock for each answer.
        guard abs(offset) > 1 else { return .passed("it agrees with the service's") }
        let words = "it is \(abs(offset)) s \(offset > 0 ? "behind" : "ahead of") the service's"
        guard abs(offset) > largestOffset.passed else { return .passed(words) }
        let remedy = "set this machine's clock: certificates are judged, and journals are dated by it"
        return abs(offset) > largestOffset.warned ? .failed(words, remedy: remedy) : .warning(words, remedy: remedy)
    }

    private static func rate(_ answers: [PlatformProbeAnswer]) -> DoctorFinding {
        let headers = Set(answers.flatMap(\.limitHeaders)).sorted()
        let told = headers.isEmpty ? "" : " (\(headers.joined(separator: "; ")))"
        let remedy = "make fewer calls with this credential at a time, or wait"
        let refused = answers.count { $0.status == 429 }
        if refused > 0 {
            return .failed("\(refused) of \(answers.count) calls were answered 429 twice\(told)", remedy: remedy)
        }
        let late = answers.count { $0.timesTurnedAway > 0 }
        if late > 0 {
            return .warning("\(late) of \(answers.count) calls were answered 429 once\(told)", remedy: remedy)
        }
        return .passed("none of \(answers.count) calls was turned away\(told)")
    }
}
