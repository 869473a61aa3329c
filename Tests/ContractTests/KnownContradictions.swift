/// Where the description and we disagree, each with the choice taken.
///
/// Documentation/Contract.md shows the table; a test keeps the two equal, another finds rows that nothing uses.
struct KnownContradiction: Sendable {
    /// As the description names them.
    let operations: [String]
    /// As `ExchangeCheck.Finding` names them; every operation has every one of them.
    let aspects: [String]
    let described: String
    let chosen: String
    /// Where the choice comes from: seen live, done by a working client, said by the docs or by another description.
    let source: String
}

extension KnownContradiction {
    private static let list = "GET /segment/definitions"
    private static let create = "POST /segment/definitions"
    private static let read = "GET /segment/definitions/{SEGMENT_ID}"
    private static let change = "PATCH /segment/definitions/{SEGMENT_ID}"
    private static let remove = "DELETE /segment/definitions/{SEGMENT_ID}"
    private static let bulkGet = "POST /segment/definitions/bulk-get"
    private static let convert = "POST /segment/conversion"
    private static let mergePolicies = "GET /ups/config/mergePolicies"
    private static let sandboxes = "GET /sandbox-management/"
    private static let stats = "GET /stats"
    private static let unions = "GET /tenant/unions"
    private static let union = "GET /tenant/unions/{UNION_ID}"

    static let all = requests + answers + statuses + bodies + audiences + tags + registry

    private static let requests = [
        KnownContradiction(
            operations: [
                list, create, read, change, remove, mergePolicies, "GET /audiences", "PATCH /audiences/{AUDIENCE_ID}",
                "GET /unifiedtags/tags", stats, "GET /unifiedfolders/folders/{FOLDER_TYPE}/{FOLDER_ID}/subfolders",
            ],
            aspects: ["request header Accept"],
            described: "there is no such header",
            chosen: "the client always sends `application/json`",
            source: "[client] §1.3"
        ),
        KnownContradiction(
            operations: ["GET /sandbox-management/"],
            aspects: ["request header x-sandbox-name"],
            described: "there is no such header",
            chosen: "the client sends the sandbox with every call but those of the organisation's tags",
            source: "[doc] §1.3"
        ),
        KnownContradiction(
            operations: [list],
            aspects: ["query orderBy"],
            described: "there is no such parameter",
            chosen: "an unknown parameter is passed over and repeated in the next link; only the tests send one",
            source: "[live] §2.2"
        ),
    ]

    private static let answers = [
        KnownContradiction(
            operations: [list],
            aspects: ["response 200 /expression", "response 200 /name", "response 200 /schema"],
            described: "the answer to the list is one definition",
            chosen: "`{segments, page, link}`; each of `segments` is held against the definition's schema",
            source: "[live] §2.1, §2.2"
        ),
        KnownContradiction(
            operations: [convert],
            aspects: ["response 200 /name", "response 200 /schema"],
            described: "the answer is a whole definition",
            chosen: "`{imsOrgId, sandbox, description, expression}`",
            source: "[doc] §4.1"
        ),
        KnownContradiction(
            operations: [remove],
            aspects: ["response 200 body"],
            described: "`{status, message}`",
            chosen: "nothing by default, a switch for the other; the client takes either, and 204",
            source: "[doc] §2.1, §9.4"
        ),
        KnownContradiction(
            operations: [mergePolicies],
            aspects: ["response 200 /_page/count"],
            described: "`_page` has `count` and `next`",
            chosen: "`_page` has `totalCount` and `pageSize`, the next page stands in `_links`",
            source: "[doc] §6"
        ),
        KnownContradiction(
            operations: [stats],
            aspects: ["response 200 /classUsage"],
            described: "a list of classes",
            chosen: "an object by the class's `$id`; nothing of ours reads it",
            source: "[doc] example doc:stats"
        ),
    ]

    private static let statuses = [
        KnownContradiction(
            operations: [list, mergePolicies, sandboxes, stats, unions],
            aspects: ["status 401"],
            described: "no such status",
            chosen: "the gateway refuses a token that is not valid",
            source: "[doc] §1.4"
        ),
        KnownContradiction(
            operations: [mergePolicies, stats, unions],
            aspects: ["status 403"],
            described: "no such status",
            chosen: "the gateway refuses a missing token, a wrong key, a foreign organisation",
            source: "[doc] §1.4"
        ),
        KnownContradiction(
            operations: [list, mergePolicies],
            aspects: ["status 400"],
            described: "no such status",
            chosen: "the gateway misses a header; the list refuses a `limit` above 100",
            source: "[doc] §1.4, [client] §2.2"
        ),
        KnownContradiction(
            operations: [change, remove],
            aspects: ["status 404"],
            described: "no such status",
            chosen: "404 for an id that is not there, as `/audiences` has it",
            source: "[spec] §3.3"
        ),
        KnownContradiction(
            operations: [remove],
            aspects: ["status 400"],
            described: "no such status",
            chosen: "400 for a definition that others use, as `/audiences` has it",
            source: "[spec] §2.7"
        ),
        KnownContradiction(
            operations: [change],
            aspects: ["status 422"],
            described: "no such status; it stands at POST alone",
            chosen: "422 when the new name is taken",
            source: "assumed, from §2.9"
        ),
        KnownContradiction(
            operations: [create],
            aspects: ["status 413"],
            described: "no such status",
            chosen: "413 for a body above 2 MiB",
            source: "assumed, §11"
        ),
        KnownContradiction(
            operations: [bulkGet],
            aspects: ["status 400", "status 404"],
            described: "207 alone",
            chosen: "400 for no ids or above 100, 404 when all are missing, as `/audiences` has it",
            source: "[spec] §2.8"
        ),
        KnownContradiction(
            operations: [union],
            aspects: ["status 404"],
            described: "no such status; other look-ups have it",
            chosen: "404 `XDM-1012-404`",
            source: "[spec] §5"
        ),
    ]

    private static let bodies = [
        KnownContradiction(
            operations: [create, change, convert],
            aspects: ["response 400 body"],
            described: "the refusal has no body",
            chosen:
                "the profile service's error body, as `/audiences` has it; the problem body for a wrong content type",
            source: "[spec] §3.3, [doc] §1.4"
        ),
        KnownContradiction(
            operations: [create],
            aspects: ["response 422 body"],
            described: "the refusal has no body",
            chosen: "the profile service's error body with a code of our own",
            source: "assumed, from §3.3"
        ),
        KnownContradiction(
            operations: [read],
            aspects: ["response 404 body"],
            described: "the refusal has no body",
            chosen: "the profile service's error body, as `/audiences` has it",
            source: "[spec] §3.3"
        ),
        KnownContradiction(
            operations: [list, sandboxes],
            aspects: ["response 403 body"],
            described: "the refusal has no body",
            chosen: "`{error_code, message}` of the gateway",
            source: "[doc] §1.4"
        ),
        KnownContradiction(
            operations: [sandboxes, stats],
            aspects: ["response 400 body"],
            described: "the refusal has no body",
            chosen: "`{error_code, message}` of the gateway",
            source: "[doc] §1.4"
        ),
    ]
}
