internal import JSONTree
internal import Manifests
internal import PlatformClient
internal import Reports
internal import XDM

/// What the credential's role allows in the sandbox.
extension DoctorCheck {
    static let permissionChecks = [
        DoctorCheck(.viewSegments, restsOn: inside) { evidence in
            evidence.finding(.definitions, needs: .viewSegments) { _ in .passed("definitions can be listed") }
        },
        DoctorCheck(.manageSegments, restsOn: inside) { evidence in manageSegments(evidence) },
        DoctorCheck(.evaluateSegments) { _ in
            .notTried("'Evaluate Segments' shows only in a job, and segsync starts none")
        },
        DoctorCheck(.exportAudience) { _ in
            .notTried("'Export Audience Segment' shows only in a job, and segsync starts none")
        },
        DoctorCheck(.viewMergePolicies, restsOn: inside) { evidence in
            evidence.finding(.mergePolicies, needs: .viewMergePolicies) { _ in .passed("merge policies can be listed") }
        },
        DoctorCheck(.mergePolicy, restsOn: inside + [.viewMergePolicies]) { evidence in
            evidence.finding(.mergePolicies) { answer in mergePolicy(answer) }
        },
        DoctorCheck(.viewTags, restsOn: door) { evidence in viewTags(evidence) },
    ]

    /// Two calls tell, and neither leaves anything behind: a definition made from an empty object, which lacks its name,
    /// its rule and its schema, and a rule put into its other form, which a credential that may only read is refused.
    private static func manageSegments(_ evidence: DoctorEvidence) -> DoctorFinding {
        for question in [PlatformProbeAnswers.Question.emptyDefinition, .conversion] {
            if case .answered(let answer) = evidence.answers?[question], answer.status == 403 {
                return DoctorPermission.manageSegments.refused(answer)
            }
        }
        // Whoever answers without saying what is wrong may not have looked at the definition.
        guard case .answered(let answer) = evidence.answers?[.emptyDefinition], [400, 422].contains(answer.status),
            answer.body.object != nil
        else { return evidence.finding(.emptyDefinition) { made($0) } }
        // The reason of the refusal is free text: without the second call it may be any.
        if case .answered(let answer) = evidence.answers?[.conversion], !answer.isSuccess,
            ![401, 429].contains(answer.status)
        {
            return .warning(
                "an empty definition was refused, but to a conversion \(answer.words)",
                remedy: DoctorPermission.manageSegments.doubt
            )
        }
        return evidence.finding(.conversion) { _ in
            .passed("an empty definition was refused, and a rule was converted")
        }
    }

    private static func made(_ answer: PlatformProbeAnswer) -> DoctorFinding {
        let id = answer.shown(answer.body["id"]?.string ?? "")
        return .failed(
            "the service made a definition without name, rule and schema, '\(id)'",
            remedy: "delete the definition '\(id)' in the sandbox"
        )
    }

    /// The platform makes the policy by itself, some minutes after the first schema is enabled for Profile.
    private static func mergePolicy(_ answer: PlatformProbeAnswer) -> DoctorFinding {
        let isThere = answer.body["children"]?.array?.contains { policy in
            policy["schema"]?["name"]?.string == SchemaName.profileClass && policy["default"]?.boolean == true
        }
        guard isThere != true else { return .passed("the profile class has one") }
        return .failed(
            "no merge policy is the default of '\(SchemaName.profileClass)'",
            remedy: "wait some minutes where the first schema was just enabled for Profile; otherwise make one"
        )
    }

    /// Tags are read only where a manifest names some.
    private static func viewTags(_ evidence: DoctorEvidence) -> DoctorFinding {
        let finding = evidence.finding(.tags, needs: .viewTags) { _ in .passed("tags can be listed") }
        guard finding.status == .failed, evidence.validation.tagNames.isEmpty else { return finding }
        return .warning("\(finding.detail); no manifest names a tag", remedy: finding.remedy ?? "")
    }
}
