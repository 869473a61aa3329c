/// Those of audiences of other systems, and of folders.
extension UndocumentedMembers {
    private static let folder = "GET /unifiedfolders/folders/{FOLDER_TYPE}/{FOLDER_ID}"

    static let ofExternalAudiences = [
        UndocumentedMembers(
            operations: ["POST /audiences"],
            part: "request",
            pointers: ["/audienceId", "/datasetId", "/linkedAudienceRef", "/namespace", "/originName"],
            source: "[doc] §2.3; the description has a schema for them, `CreateExternalAudienceRequestBody`, and no use"
        ),
        UndocumentedMembers(
            operations: ["POST /audiences", "PATCH /audiences/{AUDIENCE_ID}"],
            part: "response 201",
            pointers: ["/datasetId", "/linkedAudienceRef"],
            source: "[spec] §2.3; the sample of an external audience has them"
        ),
        UndocumentedMembers(
            operations: ["GET /audiences/{AUDIENCE_ID}"],
            part: "response 200",
            pointers: ["/datasetId", "/linkedAudienceRef"],
            source: "[spec] §2.3; the sample of an external audience has them"
        ),
        UndocumentedMembers(
            operations: ["GET /audiences"],
            part: "response 200",
            pointers: ["/children/*/linkedAudienceRef/audienceFolderId"],
            source: "[client] §6, for the folder of any audience; [doc] §2.3, for Audience Manager's"
        ),
        UndocumentedMembers(
            operations: ["PATCH /audiences/{AUDIENCE_ID}"],
            part: "request",
            pointers: ["/*/value/audienceFolderId"],
            source: "[client] §6; only the tests send it"
        ),
    ]

    static let ofFolders = [
        UndocumentedMembers(
            operations: ["POST /unifiedfolders/folders/{FOLDER_TYPE}", folder, folder + "/validate"],
            part: "response 200",
            pointers: ["/parentId"],
            source: "[doc] the guide of the folders' endpoint"
        ),
        UndocumentedMembers(
            operations: [folder + "/subfolders"],
            part: "response 200",
            pointers: ["/parentId", "/status"],
            source: "[doc] the guide of the folders' endpoint; `status` where one folder is read"
        ),
    ]
}
