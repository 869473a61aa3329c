/// Members that we send or answer and that the description does not have, with who has seen them.
///
/// Documentation/Contract.md shows the table; tests keep the two equal, and the table equal to what is on the wire.
struct UndocumentedMembers: Sendable {
    let operations: [String]
    /// `request` or `response 200`.
    let part: String
    let pointers: [String]
    let source: String
}

extension UndocumentedMembers {
    /// Those of a definition: each stands in the recorded answer of the live service, which a test looks up.
    static let ofDefinition = [
        "_etag", "ansibleUiEnabled", "audienceId", "createEpoch", "createdBy", "dataRefPaths", "definedOn",
        "dependencies", "dependents", "isSystem", "lastModifiedBy", "lifecycle", "lifecycleState", "mergePolicies",
        "namespace", "originName", "overridePerformanceWarnings", "relationalExpression", "sandbox",
        "saveSegmentMembership", "ttlInDays", "type",
    ]

    /// Those of an audience, which its description knows better; seen live as well.
    static let ofAudience = [
        "ansibleUiEnabled", "dataRefPaths", "lastModifiedBy", "lifecycle", "mergePolicies", "relationalExpression",
        "saveSegmentMembership", "ttlInDays",
    ]

    static let all = ofSegments + ofExternalAudiences + ofFolders + ofRegistry

    private static let ofSegments = [
        UndocumentedMembers(
            operations: ["POST /segment/definitions"],
            part: "request",
            pointers: ["/mergePolicyId"],
            source: "[spec] the answer has it; that it can be sent is what clients rely on, §2.3"
        ),
        UndocumentedMembers(
            operations: ["POST /segment/definitions", "PATCH /segment/definitions/{SEGMENT_ID}"],
            part: "request",
            pointers: ["/ttlInDays"],
            source: "[client] §2.3; sent only where a manifest says it"
        ),
        UndocumentedMembers(
            operations: ["POST /segment/definitions", "PATCH /segment/definitions/{SEGMENT_ID}"],
            part: "request",
            pointers: ["/ansibleDataModel", "/labels", "/lifecycleState", "/tags"],
            source: "[live] answers have them; whether a write takes them is assumed, so they are read back"
        ),
        UndocumentedMembers(
            operations: [
                "POST /segment/definitions", "GET /segment/definitions/{SEGMENT_ID}",
                "PATCH /segment/definitions/{SEGMENT_ID}",
            ],
            part: "response 200",
            pointers: ["/labels", "/tags"],
            source: "[live] §2.3; where there are any"
        ),
        UndocumentedMembers(
            operations: ["POST /segment/definitions"],
            part: "response 200",
            pointers: ["/ansibleDataModel"],
            source: "[client] §2.6; where it was sent"
        ),
        UndocumentedMembers(
            operations: ["GET /audiences"],
            part: "response 200",
            pointers: ["/children/*/tags"],
            source: "[client] §2.3; where there are any"
        ),
        UndocumentedMembers(
            operations: ["PATCH /audiences/{AUDIENCE_ID}"],
            part: "response 201",
            pointers: ["/tags"],
            source: "[client] §2.3; where there are any"
        ),
        UndocumentedMembers(
            operations: [
                "POST /segment/definitions", "GET /segment/definitions/{SEGMENT_ID}",
                "PATCH /segment/definitions/{SEGMENT_ID}",
            ],
            part: "response 200",
            pointers: ofDefinition.map { "/" + $0 },
            source: "[live] §2.3"
        ),
        UndocumentedMembers(
            operations: ["GET /segment/definitions"],
            part: "response 200",
            pointers: ["/link", "/page", "/segments"],
            source: "[live] §2.2"
        ),
        UndocumentedMembers(
            operations: ["GET /audiences/{AUDIENCE_ID}"],
            part: "response 200",
            pointers: ofAudience.map { "/" + $0 },
            source: "[live] §2.3"
        ),
        UndocumentedMembers(
            operations: ["POST /audiences", "PATCH /audiences/{AUDIENCE_ID}", "PUT /audiences/{AUDIENCE_ID}"],
            part: "response 201",
            pointers: ofAudience.map { "/" + $0 },
            source: "[live] §2.3"
        ),
        UndocumentedMembers(
            operations: ["GET /audiences"],
            part: "response 200",
            pointers: ["/_page/pageOffset"] + ofAudience.map { "/children/*/" + $0 },
            source: "[live] §3.2"
        ),
        UndocumentedMembers(
            operations: ["GET /unifiedtags/tags"],
            part: "response 200",
            pointers: ["/tags"],
            source: "[client] §6; the description has the page alone"
        ),
        UndocumentedMembers(
            operations: ["POST /segment/conversion"],
            part: "response 200",
            pointers: ["/sandbox"],
            source: "[doc] §4.1"
        ),
        UndocumentedMembers(
            operations: ["POST /segment/definitions/bulk-get"],
            part: "response 207",
            pointers: ["/results/*"],
            source: "[spec] the description names the two ids of its sample instead of a map, §2.8"
        ),
        UndocumentedMembers(
            operations: ["GET /ups/config/mergePolicies"],
            part: "response 200",
            pointers: ["/_links", "/_page/pageSize", "/_page/totalCount"],
            source: "[doc] §6"
        ),
        UndocumentedMembers(
            operations: ["GET /ups/config/mergePolicies"],
            part: "response 200",
            pointers: ["_etag", "imsOrgId", "sandbox", "systemDataSets", "updateEpoch"].map { "/children/*/" + $0 },
            source: "[live] §6"
        ),
        UndocumentedMembers(
            operations: ["GET /tenant/unions"],
            part: "response 200",
            pointers: ["/results/*/meta:tenantNamespace", "/results/*/properties"],
            source: "assumed: the service has resolved documents alone, also where the raw form is asked for, §5"
        ),
        UndocumentedMembers(
            operations: ["GET /tenant/unions/{UNION_ID}"],
            part: "response 200",
            pointers: ["/meta:tenantNamespace", "/properties"],
            source: "[doc] §5, the full form; the description has the raw one alone"
        ),
        UndocumentedMembers(
            operations: ["GET /tenant/unions"],
            part: "response 400",
            pointers: ["/error_code", "/message"],
            source: "[doc] §1.4, the gateway's refusal of a missing header"
        ),
    ]
}
