/// Those of `/audiences` and of Unified Tags.
extension KnownContradiction {
    private static let list = "GET /audiences"
    private static let create = "POST /audiences"
    private static let overwrite = "PUT /audiences/{AUDIENCE_ID}"
    private static let remove = "DELETE /audiences/{AUDIENCE_ID}"
    private static let listTags = "GET /unifiedtags/tags"

    private static let createFolder = "POST /unifiedfolders/folders/{FOLDER_TYPE}"
    private static let folder = "GET /unifiedfolders/folders/{FOLDER_TYPE}/{FOLDER_ID}"
    private static let subfolders = folder + "/subfolders"

    private static let patch = "PATCH /audiences/{AUDIENCE_ID}"

    static let audiences = [
        KnownContradiction(
            operations: [patch],
            aspects: ["request /*/value"],
            described: "an object",
            chosen: "the member's own value: a text, or a list of texts",
            source: "[client] §3.1; the docs' example changes an object"
        ),
        KnownContradiction(
            operations: [patch],
            aspects: ["request header If-Match"],
            described: "there is no such header",
            chosen: "the client sends the `_etag` that it read; a service that does not mind it passes it over",
            source: "assumed, §2.3"
        ),
        KnownContradiction(
            operations: [list],
            aspects: ["response 200 /_page/start", "response 200 /_page/next"],
            described: "integers",
            chosen: "strings; the client reads either",
            source: "[live] §3.2"
        ),
        KnownContradiction(
            operations: [list],
            aspects: ["response 200 /children/*"],
            described: "each is a platform audience or an external one, never both",
            chosen: "a platform audience; nothing is required of an external one, so every object is one as well",
            source: "[live] §3.2"
        ),
        KnownContradiction(
            operations: [overwrite],
            aspects: ["request"],
            described: "either the body that changes a name or the one that changes a rule, never both",
            chosen: "a whole definition; neither requires anything, so it is both",
            source: "[client] §3.4"
        ),
        KnownContradiction(
            operations: [remove],
            aspects: ["response 204 body"],
            described: "an object, beside the words that no message is returned",
            chosen: "nothing, as a 204 has no body",
            source: "[doc] §3.1"
        ),
        KnownContradiction(
            operations: [list],
            aspects: ["status 400"],
            described: "no such status",
            chosen: "400 `NEBULA-100058-400` for a filter's operator; the gateway misses a header; `limit` above 100",
            source: "[live] §3.2, [doc] §1.4; the limit is assumed"
        ),
        KnownContradiction(
            operations: [list],
            aspects: ["status 401"],
            described: "no such status",
            chosen: "the gateway refuses a token that is not valid",
            source: "[doc] §1.4"
        ),
        KnownContradiction(
            operations: [create],
            aspects: ["status 422"],
            described: "no such status; it stands at definitions alone",
            chosen: "422 when the name is taken",
            source: "assumed, from §2.9"
        ),
        KnownContradiction(
            operations: [patch, overwrite, remove],
            aspects: ["status 412"],
            described: "no such status",
            chosen: "412 when `If-Match` is not the `_etag`",
            source: "assumed, §2.3"
        ),
    ]

    static let tags = [
        KnownContradiction(
            operations: [listTags],
            aspects: ["response 200 /_page/next"],
            described: "a string",
            chosen: "null on the last page",
            source: "[live] §6"
        ),
        KnownContradiction(
            operations: [listTags],
            aspects: ["status 400", "status 401", "status 403"],
            described: "200 alone",
            chosen: "the gateway's refusals, and 400 for a `start` that no page has named",
            source: "[doc] §1.4; the start is assumed"
        ),
        KnownContradiction(
            operations: [subfolders],
            aspects: ["status 400", "status 401", "status 403", "status 404"],
            described: "200 alone",
            chosen: "the gateway's refusals, and 404 for a folder that is not there",
            source: "[doc] §1.4; the 404 is assumed"
        ),
        KnownContradiction(
            operations: [folder],
            aspects: ["status 404"],
            described: "200 alone",
            chosen: "404 for a folder that is not there",
            source: "assumed"
        ),
        KnownContradiction(
            operations: [createFolder],
            aspects: ["status 400", "status 409"],
            described: "200 alone",
            chosen: "400 for a body that names no folder, 409 for a name that the parent holds already",
            source: "assumed; that names are unique in one folder: [doc] §6"
        ),
    ]
}
