internal import JSONTree
internal import Manifests
internal import PlatformClient

/// Whether the sandbox has the schema that segments are defined on, and under which tenant.
extension DoctorCheck {
    static let schemaChecks = [
        DoctorCheck(.viewSchemas, restsOn: inside) { evidence in
            evidence.finding(.statistics, needs: .viewSchemas) { _ in .passed("the Schema Registry answers") }
        },
        DoctorCheck(.tenant, restsOn: inside + [.viewSchemas]) { evidence in
            evidence.finding(.statistics) { answer in
                guard let id = answer.body["tenantId"]?.string, !id.isEmpty else {
                    return .notTried("the Schema Registry does not tell")
                }
                // The registry leaves out the underscore that field paths begin with.
                let tenant = id.hasPrefix("_") ? id : "_" + id
                let wanted = evidence.sandbox.tenant
                guard tenant != wanted else { return .passed("it is '\(tenant)'") }
                return .failed(
                    "it is '\(tenant)', and \(Project.fileName) says '\(wanted)'",
                    remedy: "mend 'tenant', or name the organisation and the sandbox that are meant"
                )
            }
        },
        DoctorCheck(.schema, restsOn: inside + [.viewSchemas]) { evidence in
            if evidence.answers?[.union]?.answer?.status == 404 {
                return .failed(
                    "the sandbox has no union of the class XDM Individual Profile",
                    remedy: "enable a schema of this class for Profile"
                )
            }
            return evidence.finding(.union, needs: .viewSchemas) { _ in .passed("the profile union can be read") }
        },
    ]
}
