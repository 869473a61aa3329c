import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Segments
import Testing

/// Folders, and audiences of other systems.
extension ServiceTour {
    func callFolders() async throws {
        begin(.folderCreate)
        let loyalty = try await folder("Loyalty", in: PlatformRoute.rootFolder)
        _ = try await folder("Gold", in: loyalty)
        begin(.folderRead)
        await service.call(.get, PlatformRoute.folder(loyalty), headers: headersOfFolders)
        await service.call(.get, PlatformRoute.folder(loyalty) + "/validate", headers: headersOfFolders)
        begin(.folderChildren)
        for id in [PlatformRoute.rootFolder, loyalty] {
            await service.call(.get, PlatformRoute.subfolders(of: id), headers: headersOfFolders)
        }
        begin(.clientFolders)
        let folders = try await service.client(.empty).folders()
        #expect(folders.map(\.name) == ["Loyalty", "Gold"] && folders.map(\.parentID) == [nil, loyalty])
    }

    func callExternalAudiences() async throws {
        begin(.externalCreate)
        let body: JSONValue = [
            "name": "theirs", "type": "ExternalAudience", "namespace": "AAM", "audienceId": "crm-7",
            "description": "made by hand", "originName": "CUSTOM_UPLOAD", "datasetId": "6254cf3c97f8e31b639fb14d",
            "labels": ["core/C1"], "linkedAudienceRef": ["flowId": "4685ea90-d2b6-11ec-9d64-0242ac120002"],
        ]
        let created = await service.send(.post, PlatformRoute.audiences, body, to: .single)
        let path = PlatformRoute.audience(try #require(try JSONText.decode(created.body)["id"]?.string))
        begin(.externalRead)
        await service.call(.get, path, headers: service.headers(.single))
        begin(.externalPatch)
        let place = JSONPatchOperation(member: "linkedAudienceRef", value: ["audienceFolderId": "f"])
        await service.send(.patch, path, JSONPatchBody([place]).json, to: .single)
        begin(.clientAudiences)
        let list = try await service.client(.single).audiences()
        #expect(list.isWhole && list.audiences.map(\.name).sorted() == ["only one", "theirs"])
        #expect(list.audiences.first(where: \.isExternal)?.folderID == "f")
        begin(.externalDelete)
        await service.call(.delete, path, headers: service.headers(.single))
    }

    private func folder(_ name: String, in parent: String) async throws -> String {
        let body: JSONValue = ["name": .string(name), "parentId": .string(parent)]
        let response = await service.send(.post, PlatformRoute.folders, body)
        return try #require(try JSONText.decode(response.body)["id"]?.string)
    }

    /// The description wants a content type with some GETs, too.
    private var headersOfFolders: HTTPFields {
        var headers = service.headers()
        headers[.contentType] = "application/json"
        return headers
    }

    func callFoldersWrongly() async {
        begin(.folderWithoutName)
        await service.send(.post, PlatformRoute.folders, [:])
        begin(.folderNameTaken)
        await service.send(.post, PlatformRoute.folders, ["name": "Loyalty"])
        begin(.folderMissing)
        await service.call(.get, PlatformRoute.folder("missing"), headers: headersOfFolders)
        await service.call(.get, PlatformRoute.subfolders(of: "missing"), headers: headersOfFolders)
    }
}
