internal import JSONTree
internal import Manifests
internal import PlatformClient
internal import XDM

/// Whether the sandbox has the schema that segments are defined on, and under which tenant.
extension DoctorCheck {
    static let schemaChecks = [
        DoctorCheck(.viewSchemas, restsOn: inside) { evidence in
            evidence.finding(.statistics, needs: .viewSchemas) { _ in .passed("the Schema Registry answers") }
        },
        DoctorCheck(.tenant, restsOn: inside + [.viewSchemas]) { evidence in
            evidence.finding(.statistics) { answer in
                guard let id = answer.body["tenantId"]?.string else {
                    preconditionFailure("statistics without the tenant are no answer")
                }
                // The registry leaves out the underscore that field paths begin with.
                let tenant = id.hasPrefix("_") ? id : "_" + id
                let wanted = evidence.sandbox.tenant
                guard tenant != wanted else { return .passed("it is '\(wanted)'") }
                return .failed(
                    "it is '\(answer.shown(tenant))', and \(Project.fileName) says '\(wanted)'",
                    remedy: "mend 'tenant', or name the organisation and the sandbox that are meant"
                )
            }
        },
        DoctorCheck(.schema, restsOn: inside + [.viewSchemas]) { evidence in
            if case .answered(let answer) = evidence.answers?[.union], answer.status == 404 {
                return .failed(
                    "the sandbox has no union of the class XDM Individual Profile",
                    remedy: "enable a schema of this class for Profile"
                )
            }
            return evidence.finding(.union, needs: .viewSchemas) { answer in union(answer) }
        },
    ]

    /// Without fields nothing could be checked, so such a union is as good as none.
    private static func union(_ answer: PlatformProbeAnswer) -> DoctorFinding {
        let document = answer.body
        let id = document["$id"]?.string ?? ""
        let className = document["meta:class"]?.string ?? ""
        guard SchemaName.altID(of: className) == SchemaName.profileClass,
            [id, document["meta:altId"]?.string].contains(where: {
                SchemaName.altID(of: $0 ?? "") == SchemaName.profileClass + "__union"
            })
        else {
            return .failed(
                "the service answered '\(answer.shown(id))' of class '\(answer.shown(className))' instead of the union of "
                    + "the profile class",
                remedy: "check 'endpoint' in \(Project.fileName), and what stands between it and the platform"
            )
        }
        guard document.hasFields else {
            return .failed(
                "the union of the class XDM Individual Profile has no field",
                remedy:
                    "enable a schema of this class that has fields for Profile, and look at the union in the platform"
            )
        }
        return .passed("the profile union can be read")
    }
}

extension JSONValue {
    /// Whether a schema in its full form says which fields there are; what says none accepts every name.
    var hasFields: Bool { self["properties"]?.object?.isEmpty == false }
}
