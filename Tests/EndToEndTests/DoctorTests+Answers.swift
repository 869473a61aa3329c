import Foundation

/// What is wrong with answers, and with the schemas of the project.
extension DoctorTests {
    private struct Question {
        let name: String
        let call: String
        var hasToken: Bool?
        let failed: String
        var skipped: [String] = []
    }

    private static let registry = "GET /data/foundation/schemaregistry/"
    private static let ups = "/data/core/ups/"
    private static let unionCall = registry + "tenant/unions/_xdm.context.profile__union"

    private static let questions = [
        Question(
            name: "the first call",
            call: "GET /data/foundation/sandbox-management/",
            hasToken: false,
            failed: "endpoint",
            skipped: afterEndpoint
        ),
        Question(name: "the token", call: "POST /ims/token/v3", failed: "token", skipped: afterToken),
        Question(
            name: "the list of sandboxes",
            call: "GET /data/foundation/sandbox-management/",
            hasToken: true,
            failed: "viewSandboxes",
            skipped: ["sandbox", "state", "type"]
        ),
        Question(
            name: "the statistics",
            call: registry + "stats",
            failed: "viewSchemas",
            skipped: ["tenant", "schema"]
        ),
        Question(name: "the union", call: unionCall, failed: "schema"),
        Question(name: "the list of definitions", call: "GET \(ups)segment/definitions", failed: "viewSegments"),
        Question(name: "a new definition", call: "POST \(ups)segment/definitions", failed: "manageSegments"),
        Question(name: "a conversion", call: "POST \(ups)segment/conversion", failed: "manageSegments"),
        Question(
            name: "the merge policies",
            call: "GET \(ups)config/mergePolicies",
            failed: "viewMergePolicies",
            skipped: ["mergePolicy"]
        ),
        Question(name: "the tags", call: "GET /unifiedtags/tags", failed: "viewTags"),
    ]

    private static let page = "<html><body>Please log in</body></html>"

    /// A body that is not the platform's, with the status of success, in place of each answer.
    static let foreignAnswers: [Row] = questions.flatMap { question in
        [("a login page", page), ("other JSON", #"{"foo": 1}"#), ("a list", "[]")].map { kind, body in
            Row(
                name: "\(kind) for \(question.name)",
                failed: [question.failed],
                words: ["answered 200 with a body that is not", "a proxy or a login page"],
                silentOn: ["delete", "permission"],
                skipped: question.skipped,
                answers: [AnsweringRelay.Answer(call: question.call, hasToken: question.hasToken, body: body)]
            )
        }
    }

    private static func made(_ status: Int, _ body: String) -> [AnsweringRelay.Answer] {
        [AnsweringRelay.Answer(call: "POST \(ups)segment/definitions", status: status, body: body)]
    }

    static let refusals = [
        Row(
            name: "429 for the token",
            failed: ["rate"],
            skipped: ["token"] + afterToken,
            answers: [AnsweringRelay.Answer(call: "POST /ims/token", status: 429, body: "{}")]
        ),
        Row(
            name: "a login page for everything",
            failed: ["endpoint"],
            words: ["answered 200 with a body that is not"],
            skipped: ["token"] + afterEndpoint,
            answers: ["GET ", "POST "].map { AnsweringRelay.Answer(call: $0, body: page) }
        ),
        Row(
            name: "a page that refuses",
            failed: ["viewSegments"],
            words: ["answered 403 with a body that is not", "a proxy or a login page"],
            silentOn: ["permission"],
            answers: [AnsweringRelay.Answer(call: "GET \(ups)segment/definitions", status: 403, body: page)]
        ),
        Row(
            name: "a page that refuses the first call with a token",
            failed: ["viewSandboxes"],
            words: ["answered 401 with a body that is not"],
            skipped: ["sandbox", "state", "type"],
            answers: [
                AnsweringRelay.Answer(
                    call: "GET /data/foundation/sandbox-management/",
                    hasToken: true,
                    status: 401,
                    body: page
                )
            ]
        ),
        Row(
            name: "a page that refuses a definition",
            failed: ["manageSegments"],
            words: ["answered 400 with a body that is not"],
            answers: made(400, page)
        ),
        Row(
            name: "a definition refused without a word",
            failed: ["manageSegments"],
            words: ["answered 400"],
            answers: made(400, "")
        ),
        Row(name: "a definition refused otherwise", answers: made(422, #"{"title": "it has no name"}"#)),
        Row(
            name: "a definition made from nothing",
            failed: ["manageSegments"],
            words: ["made a definition without name", "delete the definition 'made-1'"],
            answers: made(200, #"{"id": "made-1"}"#)
        ),
    ]

    private static let madeUp = #"{"status": 400, "title": "made up"}"#

    /// Whoever answers everything alike: which checks fail for it, and which warn.
    static let alike: [Row] = [
        (400, ["viewSandboxes", "viewSchemas", "viewSegments", "viewMergePolicies", "viewTags"], ["manageSegments"]),
        (404, ["viewSandboxes", "viewSchemas", "viewSegments", "manageSegments", "viewMergePolicies", "viewTags"], []),
        (500, ["viewSandboxes", "viewSchemas", "viewSegments", "manageSegments", "viewMergePolicies", "viewTags"], []),
        (401, ["token"], []),
    ].map { status, failed, warned in
        Row(
            name: "\(status) for everything",
            failed: failed,
            words: ["answered \(status) 'made up'"],
            skipped: status == 401
                ? afterToken
                : ["apiKey", "organisation", "sandbox", "state", "type", "tenant", "schema", "mergePolicy"],
            warned: warned,
            answers: ["GET ", "POST /data"].map {
                AnsweringRelay.Answer(call: $0, hasToken: true, status: status, body: madeUp)
            }
        )
    }

    /// The empty definition alone does not tell that the role may write.
    static let conversions: [Row] = [400, 401, 403, 404, 500].map { status in
        let isCertain = [401, 403].contains(status)
        return Row(
            name: "\(status) for a conversion",
            failed: isCertain ? ["manageSegments"] : [],
            words: ["answered \(status) 'made up'"],
            warned: isCertain ? [] : ["manageSegments"],
            answers: [AnsweringRelay.Answer(call: "POST \(ups)segment/conversion", status: status, body: madeUp)]
        )
    }

    /// A page in place of the platform, for whoever comes without a token and for all.
    static let blockPages: [Row] =
        [401, 403, 407].flatMap { status in
            let words = ["answered \(status)", "check 'endpoint'"]
            return [
                Row(
                    name: "a page with \(status) at the door",
                    failed: ["endpoint"],
                    words: words,
                    skipped: afterEndpoint,
                    answers: [AnsweringRelay.Answer(call: "GET ", hasToken: false, status: status, body: page)]
                ),
                Row(
                    name: "a page with \(status) for everything",
                    failed: ["endpoint"],
                    words: words,
                    skipped: ["token"] + afterEndpoint,
                    answers: ["GET ", "POST "].map { AnsweringRelay.Answer(call: $0, status: status, body: page) }
                ),
            ]
        }

    private static func union(_ member: String, of name: String = "profile") -> String {
        """
        {"$id": "https://ns.adobe.com/xdm/context/\(name)__union", "meta:altId": "_xdm.context.\(name)__union",
         "meta:class": "https://ns.adobe.com/xdm/context/\(name)", "meta:tenantNamespace": "_wwfovlab011"\(member)}
        """
    }

    private static let fieldless = [("none", union("")), ("an empty list", union(#", "properties": {}"#))]

    static let unions: [Row] =
        fieldless.map { kind, body in
            Row(
                name: "a union without fields, \(kind)",
                failed: ["schema"],
                words: ["has no field", "enable a schema"],
                answers: [AnsweringRelay.Answer(call: unionCall, body: body)]
            )
        } + [
            Row(
                name: "another union",
                failed: ["schema"],
                words: ["experienceevent__union'", "instead of the union of the profile class"],
                answers: [
                    AnsweringRelay.Answer(
                        call: unionCall,
                        body: union(#", "properties": {"a": {"type": "string"}}"#, of: "experienceevent")
                    )
                ]
            )
        ]

    private static let today = String(Date().ISO8601Format().prefix(10))

    private static func record(tenant: String = "_wwfovlab011", pulled: String = today) -> String {
        #"{"version":1,"tenant":"\#(tenant)","sandbox":"luma-dev","pulled":"\#(pulled)","files":[]}"#
    }

    static let snapshots: [Row] =
        fieldless.map { kind, text in
            Row(
                name: "a snapshot of a union without fields, \(kind)",
                project: DoctorScene.Project(union: text),
                failed: ["snapshots"],
                words: ["'schemas/profile-union.json'", "has no field", "'segsync schema pull --sandbox remote'"]
            )
        } + [
            Row(
                name: "a snapshot that cannot be read",
                project: DoctorScene.Project(union: "{bad"),
                failed: ["snapshots"],
                words: ["'schemas/profile-union.json'", "JSON", "'segsync schema pull --sandbox remote'"]
            ),
            Row(
                name: "an old snapshot",
                project: DoctorScene.Project(record: record(pulled: "2020-02-29")),
                words: ["pulled on 2020-02-29", "'segsync schema pull --sandbox remote'"],
                warned: ["snapshots"]
            ),
            Row(
                name: "a snapshot of another tenant",
                project: DoctorScene.Project(record: record(tenant: "_lumaretail", pulled: "2020-02-29")),
                words: ["'_lumaretail'", "and 1 more", "a folder of its own"],
                warned: ["snapshots"]
            ),
            Row(
                name: "a record of a snapshot that cannot be read",
                project: DoctorScene.Project(record: "{}"),
                words: ["'schemas/snapshot.json'", "'segsync schema pull --sandbox remote'"],
                warned: ["snapshots"]
            ),
            Row(name: "a snapshot as it should be", project: DoctorScene.Project(record: record())),
        ]
}
