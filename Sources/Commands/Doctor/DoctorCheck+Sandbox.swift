internal import JSONTree
internal import Manifests
internal import PlatformClient

/// Whether the sandbox is there and is the one that is meant.
extension DoctorCheck {
    private static let listed: [ID] = door + [.viewSandboxes]

    static let sandboxChecks = [
        DoctorCheck(.viewSandboxes, restsOn: door) { evidence in
            evidence.finding(.sandboxes, needs: .viewSandboxes) { answer in
                let count = answer.body["sandboxes"]?.array?.count ?? 0
                return .passed(count == 1 ? "one sandbox is listed" : "\(count) sandboxes are listed")
            }
        },
        DoctorCheck(.sandbox, restsOn: listed) { evidence in
            evidence.finding(.sandboxes) { answer in
                let name = evidence.sandbox.sandbox
                guard entry(name, in: answer) == nil else { return .passed("'\(name)' is there") }
                return missing(name, from: answer)
            }
        },
        DoctorCheck(.state, restsOn: listed + [.sandbox]) { evidence in
            member("state", evidence) { state, shown in
                guard state != "active" else { return .passed("it is active") }
                let isComing = state == "creating" || state == "resetting"
                return .failed(
                    "it is not active, but '\(shown)'",
                    remedy: isComing ? "wait until it is, and an hour longer" : "name another sandbox"
                )
            }
        },
        DoctorCheck(.type, restsOn: listed + [.sandbox]) { evidence in
            member("type", evidence) { type, shown in
                guard let wanted = evidence.sandbox.isProduction else {
                    let words = "it is of type '\(shown)'; \(Project.fileName) does not say"
                    guard type == "production" else { return .passed(words) }
                    return .warning(
                        words,
                        remedy: "write 'production: true' for it: those who read the file should know"
                    )
                }
                guard (type == "production") != wanted else { return .passed("it is of type '\(shown)'") }
                return .failed(
                    "it is of type '\(shown)', and \(Project.fileName) says 'production: \(wanted)'",
                    remedy: "mend 'production', or name the sandbox that is meant"
                )
            }
        },
    ]

    private static func entry(_ name: String, in answer: PlatformProbeAnswer) -> JSONValue? {
        answer.body["sandboxes"]?.array?.first { $0["name"]?.string == name }
    }

    private static func missing(_ name: String, from answer: PlatformProbeAnswer) -> DoctorFinding {
        let names = answer.body["sandboxes"]?.array?.compactMap { $0["name"]?.string.map(answer.shown) } ?? []
        if answer.body["_links"]?["next"]?["href"]?.string?.isEmpty == false {
            return .warning(
                "'\(name)' is not among the first \(names.count), and there are more",
                remedy: "check 'sandbox' in \(Project.fileName) where calls in it fail"
            )
        }
        let shown = names.prefix(10).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 10 ? ", …" : "")
        return .failed(
            "'\(name)' is not among those that the credential sees: \(names.isEmpty ? "none" : shown)",
            remedy: "check 'sandbox' in \(Project.fileName), or give the credential's role this sandbox"
        )
    }

    /// Judges one member of the sandbox's entry in the list, as it came and as it may be shown.
    private static func member(
        _ member: String,
        _ evidence: DoctorEvidence,
        _ judge: (String, String) -> DoctorFinding
    ) -> DoctorFinding {
        evidence.finding(.sandboxes) { answer in
            guard let value = entry(evidence.sandbox.sandbox, in: answer)?[member]?.string else {
                return .notTried("the platform does not tell")
            }
            return judge(value, answer.shown(value))
        }
    }
}
