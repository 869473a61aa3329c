internal import HTTPTypes
internal import JSONTree
internal import PlatformAPI

/// The calls on segment definitions and merge policies.
extension PlatformCall {
    /// Rows asked for on one page of definitions: the most that the service gives.
    static let pageLimit = 100
    /// Rows asked for on one page of merge policies: the service's own default, the one size known to be taken.
    static let policyLimit = 20

    /// `number` counts from 0.
    static func definitionsPage(_ number: Int, sandbox: String) -> PlatformCall {
        PlatformCall(
            "list the segments of sandbox \(FailureWording.quoted(sandbox)) (page \(number))",
            .get,
            PlatformRoute.definitions + "?page=\(number)&limit=\(pageLimit)",
            as: .read,
            permission: .viewSegments
        )
    }

    static func readDefinition(_ id: String) -> PlatformCall {
        PlatformCall(
            "read segment \(FailureWording.quoted(id))",
            .get,
            PlatformRoute.definition(id),
            as: .read,
            permission: .viewSegments,
            accepting: [404]
        )
    }

    static func createDefinition(_ body: DefinitionBody) -> PlatformCall {
        PlatformCall(
            "create segment \(FailureWording.quoted(body.name ?? ""))",
            .post,
            PlatformRoute.definitions,
            body: .object(body.members),
            as: .create,
            permission: .manageSegments
        )
    }

    static func updateDefinition(_ id: String, _ body: DefinitionBody, etag: String?) -> PlatformCall {
        PlatformCall(
            "update segment \(FailureWording.quoted(body.name ?? "")) (id \(FailureWording.quoted(id)))",
            .patch,
            PlatformRoute.definition(id),
            body: .object(body.members),
            ifMatch: etag.map(EntityTag.init),
            as: .overwrite,
            permission: .manageSegments
        )
    }

    static func changeAudience(_ id: String, _ body: JSONPatchBody, etag: String?) -> PlatformCall {
        PlatformCall(
            "change audience \(FailureWording.quoted(id))",
            .patch,
            PlatformRoute.audience(id),
            body: body.json,
            ifMatch: etag.map(EntityTag.init),
            as: .overwrite,
            permission: .manageSegments
        )
    }

    /// One row is enough: the count stands beside it.
    static func countAudiences(sandbox: String) -> PlatformCall {
        PlatformCall(
            "count the audiences of sandbox \(FailureWording.quoted(sandbox))",
            .get,
            PlatformRoute.audiences + "?start=0&limit=1",
            as: .read,
            permission: .viewSegments
        )
    }

    /// `number` counts from 0.
    static func audiencesPage(_ number: Int, sandbox: String) -> PlatformCall {
        PlatformCall(
            "list the audiences of sandbox \(FailureWording.quoted(sandbox)) (page \(number))",
            .get,
            PlatformRoute.audiences + "?start=\(number)&limit=\(pageLimit)",
            as: .read,
            permission: .viewSegments
        )
    }

    static func subfolders(of id: String, sandbox: String) -> PlatformCall {
        let path = PlatformRoute.subfolders(of: id)
        return PlatformCall(
            "list the folders of sandbox \(FailureWording.quoted(sandbox)) (GET \(path))",
            .get,
            path,
            at: .folders,
            as: .read,
            permission: .viewFolders
        )
    }

    /// `start` is the opaque place that the page before stated; nil for the first.
    static func tags(after start: String?) -> PlatformCall {
        PlatformCall(
            "list the tags of the organisation",
            .get,
            PlatformRoute.tags + "?limit=\(pageLimit)" + (start.map { "&start=" + PathSegment.encode($0) } ?? ""),
            at: .tags,
            as: .read,
            permission: .viewTags
        )
    }

    static func sandboxes() -> PlatformCall {
        PlatformCall("list the sandboxes", .get, PlatformRoute.sandboxes, as: .read, permission: .viewSandboxes)
    }

    static func deleteDefinition(_ id: String, etag: String?) -> PlatformCall {
        PlatformCall(
            "delete segment \(FailureWording.quoted(id))",
            .delete,
            PlatformRoute.definition(id),
            ifMatch: etag.map(EntityTag.init),
            as: .delete,
            permission: .manageSegments,
            accepting: [404]
        )
    }

    /// `start` is the opaque place that the page before stated; nil for the first.
    static func mergePolicies(after start: String?, sandbox: String) -> PlatformCall {
        PlatformCall(
            "list the merge policies of sandbox \(FailureWording.quoted(sandbox))",
            .get,
            PlatformRoute.mergePolicies + "?limit=\(policyLimit)"
                + (start.map { "&start=" + PathSegment.encode($0) } ?? ""),
            as: .read,
            permission: .viewMergePolicies
        )
    }
}
