import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Testing

/// `/audiences` and tags.
extension ServiceTour {
    func callAudiences() async throws {
        begin(.audienceList)
        await service.call(.get, PlatformRoute.audiences, headers: service.headers(.single))
        begin(.audiencePages)
        for query in ["?start=0&limit=100", "?start=2&limit=100&sort=name:asc", "?start=9&limit=100"] {
            await service.call(.get, PlatformRoute.audiences + query, headers: service.headers(.many))
        }
        begin(.audiencesFiltered)
        let filter = "?property=name==segment%207&name=SEGMENT&description=client&entityType=_xdm.context.profile"
        await service.call(.get, PlatformRoute.audiences + filter, headers: service.headers(.many))
        try await writeAudiences()
        await listTags()
    }

    private func writeAudiences() async throws {
        begin(.audienceCreate)
        let body = draft("an audience", with: ["type": "SegmentDefinition", "labels": ["core/C1"]])
        let created = await service.send(.post, PlatformRoute.audiences, body)
        let id = try #require(try JSONText.decode(created.body)["id"]?.string)
        begin(.preparation)
        let user = try await service.created(draft("its user", rule: "inSegment(\"\(id)\")"))
        begin(.audienceNameTaken)
        await service.send(.post, PlatformRoute.audiences, body)
        begin(.audienceRead)
        await service.call(.get, PlatformRoute.audience(id), headers: service.headers())
        begin(.audienceReadMissing)
        await service.call(.get, PlatformRoute.audience("missing"), headers: service.headers())
        begin(.audiencePatch)
        let expression: JSONValue = ["type": "PQL", "format": "pql/text", "value": "person.gender = \"male\""]
        let patch = JSONPatchBody([JSONPatchOperation(member: "expression", value: expression)])
        await service.send(.patch, PlatformRoute.audience(id), patch.json)
        begin(.audiencePatchMissing)
        await service.send(.patch, PlatformRoute.audience("missing"), patch.json)
        begin(.audiencePut)
        await service.send(.put, PlatformRoute.audience(id), body)
        begin(.audiencePutMissing)
        await service.send(.put, PlatformRoute.audience("missing"), draft("missing"))
        await bulkGetAudiences(id)
        begin(.audienceDeleteInUse)
        await delete(id)
        begin(.audienceDelete)
        await delete(user)
        await delete(id)
        begin(.audienceDeleteMissing)
        await delete(id)
    }

    private func delete(_ id: String) async {
        await service.call(.delete, PlatformRoute.audience(id), headers: service.headers())
    }

    private func bulkGetAudiences(_ id: String) async {
        begin(.audienceBulkGet)
        await bulkGetAudiences([id])
        begin(.audienceBulkGetSomeMissing)
        await bulkGetAudiences([id, "missing-audience"])
        begin(.audienceBulkGetAllMissing)
        await bulkGetAudiences(["missing-audience-1", "missing-audience-2"])
    }

    private func bulkGetAudiences(_ ids: [String]) async {
        let body = JSONValue.object(["ids": .array(ids.map { ["id": .string($0)] })])
        await service.send(.post, PlatformRoute.audiencesBulkGet, body)
    }

    private func listTags() async {
        begin(.tags)
        await service.call(.get, PlatformRoute.tags, headers: headersOfTags)
        begin(.tagPages)
        await service.call(.get, PlatformRoute.tags + "?limit=1", headers: headersOfTags)
    }

    /// The description wants a content type with a GET too, and no sandbox.
    private var headersOfTags: HTTPFields {
        var headers = service.headers()
        headers[.sandbox] = nil
        headers[.contentType] = "application/json"
        return headers
    }
}

// MARK: Wrong

extension ServiceTour {
    func callAudiencesWrongly() async throws {
        begin(.preparation)
        let path = PlatformRoute.audience(try await service.created(draft("refuses")))
        begin(.audienceWithoutName)
        await service.send(.post, PlatformRoute.audiences, ["expression": [:]])
        begin(.audienceOperatorUnknown)
        let property = "?property=destinationId==%3Cx%3E&limit=5"
        await service.call(.get, PlatformRoute.audiences + property, headers: service.headers())
        begin(.audienceLimitTooLarge)
        await service.call(.get, PlatformRoute.audiences + "?limit=101", headers: service.headers())
        begin(.audienceBadPath)
        await service.send(.patch, path, [["op": "add", "path": "/colour", "value": "red"]])
        begin(.audiencePatchedToDelete)
        await service.send(.patch, path, [["op": "add", "path": "/lifecycleState", "value": "deleted"]])
        begin(.audienceForeignNamespace)
        await service.send(.put, path, draft("refuses", with: ["namespace": "AAM"]))
        begin(.audienceBulkGetNone)
        await service.send(.post, PlatformRoute.audiencesBulkGet, ["ids": []])
        begin(.changedSinceRead)
        var headers = service.headers()
        headers[.contentType] = "application/json"
        headers[.ifMatch] = "\"what was read\""
        await service.call(.put, path, JSONText.encode(draft("refuses")), headers: headers)
        await service.call(.delete, path, headers: headers)
        begin(.tagPlaceUnknown)
        await service.call(.get, PlatformRoute.tags + "?start=nowhere", headers: service.headers())
    }
}
