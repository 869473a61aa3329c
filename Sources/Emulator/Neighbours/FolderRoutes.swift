internal import GRDB
internal import HTTPTypes
internal import Hummingbird
internal import JSONTree
internal import PlatformAPI

/// `/unifiedfolders/folders/segment`: the folders of a sandbox that segments lie in, made and read.
struct FolderRoutes: Sendable {
    let gateway: Gateway
    let store: EmulatorStore
    let now: @Sendable () -> Int64
    let makeID: @Sendable () -> String

    func add(to router: Router<EmulatorContext>) {
        let one = PlatformRoute.folders + "/:id"
        router.post(RouterPath(PlatformRoute.folders)) { request, _ in try await create(request) }
        for path in [one, one + "/validate"] {
            router.get(RouterPath(path)) { request, context in try await get(request, id: try context.pathID()) }
        }
        router.get(RouterPath(one + "/subfolders")) { request, context in
            try await subfolders(request, id: try context.pathID())
        }
    }

    private func create(_ request: Request) async throws -> Response {
        let caller = try await gateway.admit(request)
        let body = try? JSONText.decode(await request.collectedBody())
        guard let name = body?["name"]?.string, !name.isEmpty else {
            throw EmulatorProblem.folderUnreadable("an object with the text name")
        }
        let sandbox = caller.sandbox
        let written = body?["parentId"] ?? .null
        guard let asked = written == .null ? PlatformRoute.rootFolder : written.string else {
            throw EmulatorProblem.folderUnreadable("'parentId' to be a text")
        }
        let (id, time) = (makeID(), now())
        let folder = try await store.write { database in
            let table = FolderTable(database: database, sandbox: sandbox.name)
            let parent = try found(asked, table, sandbox)
            guard try !table.isTaken(name, in: parent.id) else { throw EmulatorProblem.folderNameTaken(name) }
            let folder = FolderTable.Folder(
                id: id,
                parent: parent.id,
                name: name,
                createdAt: time,
                createdBy: caller.author
            )
            try table.insert(folder)
            return folder
        }
        return Response(status: .ok, json: JSONText.encode(.object(Self.json(folder, sandbox))))
    }

    private func get(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let folder = try await store.read { database in
            try found(id, FolderTable(database: database, sandbox: sandbox.name), sandbox)
        }
        return Response(status: .ok, json: JSONText.encode(.object(Self.json(folder, sandbox))))
    }

    private func subfolders(_ request: Request, id: String) async throws -> Response {
        let sandbox = try await gateway.admit(request).sandbox
        let (folder, children) = try await store.read { database in
            let table = FolderTable(database: database, sandbox: sandbox.name)
            let folder = try found(id, table, sandbox)
            return (folder, try table.children(of: folder.id))
        }
        var answer = Self.json(folder, sandbox)
        answer["children"] = .array(
            children.map { child in
                var json = Self.json(child, sandbox)
                // Assumed: each answer goes down by one step, as in the samples.
                json["children"] = []
                return .object(json)
            }
        )
        return Response(status: .ok, json: JSONText.encode(.object(answer)))
    }

    /// The folder with an id; the root is made up, under its id and under the word that stands for it.
    private func found(_ id: String, _ table: FolderTable, _ sandbox: ServedSandbox) throws -> FolderTable.Folder {
        let root = StableID.uuid("folder", sandbox.organisation, sandbox.name)
        if id == PlatformRoute.rootFolder || id == root {
            return FolderTable.Folder(
                id: root,
                parent: "",
                name: PlatformRoute.rootFolder,
                createdAt: sandbox.createdAt,
                createdBy: "system"
            )
        }
        guard let folder = try table.folder(id: id) else { throw EmulatorProblem.folderMissing(id) }
        return folder
    }

    private static func json(_ folder: FolderTable.Folder, _ sandbox: ServedSandbox) -> [String: JSONValue] {
        let time = JSONValue.string(Timestamp.folder(folder.createdAt))
        let path = PlatformRoute.folder(folder.id).dropFirst("/unifiedfolders".count)
        var json: [String: JSONValue] = [
            "id": .string(folder.id), "name": .string(folder.name), "noun": "segment",
            "imsOrg": .string(sandbox.organisation), "sandboxId": .string(sandbox.id),
            "sandboxName": .string(sandbox.name), "createdBy": .string(folder.createdBy), "createdAt": time,
            "modifiedBy": .string(folder.createdBy), "modifiedAt": time, "status": "IN_USE",
            "_links": ["self": ["href": .string(String(path))]],
        ]
        if !folder.parent.isEmpty { json["parentId"] = .string(folder.parent) }
        return json
    }
}
