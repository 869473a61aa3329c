import Emulator
import GRDB
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// The folders of a sandbox.
@Suite struct FolderTests {
    private func make(
        _ platform: TestPlatform,
        _ name: String,
        in parent: String? = nil,
        sandbox: String = "luma-dev"
    ) async throws -> Answer {
        var body: [String: JSONValue] = ["name": .string(name)]
        if let parent { body["parentId"] = .string(parent) }
        return try await platform.send(.post, PlatformRoute.folders, .object(body), sandbox: sandbox)
    }

    private func made(_ platform: TestPlatform, _ name: String, in parent: String? = nil) async throws -> String {
        let answer = try await make(platform, name, in: parent)
        try #require(answer.status == 200, "\(answer.text)")
        return try #require(try answer.json()["id"]?.string)
    }

    private func children(
        _ platform: TestPlatform,
        of id: String = PlatformRoute.rootFolder,
        sandbox: String = "luma-dev"
    ) async throws -> [String] {
        let answer = try await platform.get(PlatformRoute.subfolders(of: id), sandbox: sandbox)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()["children"]?.array?.compactMap { $0["name"]?.string } ?? []
    }

    @Test(arguments: TestTransport.allCases)
    func foldersLieInOneAnotherAndEachSandboxHasItsOwn(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            #expect(try await children(platform) == [])
            let loyalty = try await made(platform, "Loyalty")
            let gold = try await made(platform, "Gold", in: loyalty)
            _ = try await made(platform, "Ads", in: PlatformRoute.rootFolder)
            _ = try await made(platform, "Gold")
            #expect(try await children(platform) == ["Loyalty", "Ads", "Gold"])
            #expect(try await children(platform, of: loyalty) == ["Gold"])
            #expect(try await children(platform, of: gold) == [])
            #expect(try await children(platform, sandbox: "prod") == [])
            #expect(try await platform.get(PlatformRoute.folder(gold), sandbox: "prod").status == 404)
        }
    }

    @Test func aFolderIsShapedLikeTheDocumentedOnes() async throws {
        let platform = try await TestPlatform()
        let root = try await platform.get(PlatformRoute.folder(PlatformRoute.rootFolder)).json()
        let rootID = try #require(root["id"]?.string)
        let id = try await made(platform, "Loyalty")
        let folder = try await platform.get(PlatformRoute.folder(id)).json()
        let sandbox = try await platform.create(draft("a")).json()["sandbox"]
        let author = JSONValue.string(TestPlatform.clientID + "@techacct.adobe.com")
        #expect(
            folder == [
                "id": .string(id), "name": "Loyalty", "noun": "segment", "parentId": .string(rootID),
                "imsOrg": .string(TestPlatform.organisation), "sandboxName": "luma-dev",
                "sandboxId": try #require(sandbox?["sandboxId"]), "createdBy": author,
                "createdAt": "2026-02-02T02:40:00.123+00:00", "modifiedBy": author,
                "modifiedAt": "2026-02-02T02:40:00.123+00:00", "status": "IN_USE",
                "_links": ["self": ["href": .string("/folders/segment/" + id)]],
            ]
        )
        #expect(try await platform.get(PlatformRoute.folder(id) + "/validate").json() == folder)
        #expect(try await platform.get(PlatformRoute.folder(rootID)).json() == root)
        let list = try await platform.get(PlatformRoute.subfolders(of: rootID)).json()
        var child = try #require(folder.object)
        child["children"] = []
        #expect(list["id"] == .string(rootID) && list["children"] == [.object(child)])
    }

    @Test func whatCannotBeIsRefused() async throws {
        let platform = try await TestPlatform()
        let id = try await made(platform, "Loyalty")
        #expect(try await make(platform, "Loyalty").status == 409)
        #expect(try await make(platform, "Loyalty", in: id).status == 200)
        #expect(try await make(platform, "x", in: "nowhere").status == 404)
        #expect(try await make(platform, "").status == 400)
        for body in ["", "[]", #"{"name":1}"#, #"{"name":"x","parentId":1}"#] {
            let answer = try await platform.call(.post, PlatformRoute.folders, body, headers: platform.headers())
            #expect(answer.status == 400, "\(body)")
        }
        for path in [PlatformRoute.folder("nowhere"), PlatformRoute.subfolders(of: "nowhere")] {
            #expect(try await platform.get(path).status == 404)
        }
        #expect(try await platform.get("/unifiedfolders/folders/dataset/root/subfolders").status == 404)
        var headers = platform.headers()
        headers[.sandbox] = nil
        let path = PlatformRoute.subfolders(of: PlatformRoute.rootFolder)
        #expect(try await platform.call(.get, path, headers: headers).status == 400)
    }

    /// A database that an earlier version made is brought up to date with what is in it.
    @Test func foldersAndExternalAudiencesOutliveARestart() async throws {
        try await withDatabase(onDisk: true) { database in
            guard case .file(let path) = database else { return }
            let world = TestWorld()
            do {
                let platform = try await TestPlatform(database, world: world)
                try await platform.created(draft("ours"))
            }
            let before = try DatabaseQueue(path: path)
            try await before.write { database in
                try database.execute(
                    sql: """
                        DROP INDEX definition_kind; DROP TABLE folder;
                        ALTER TABLE definition DROP COLUMN isExternal;
                        DELETE FROM grdb_migrations WHERE identifier = '2'
                        """
                )
            }
            try before.close()
            do {
                let platform = try await TestPlatform(database, world: world)
                _ = try await made(platform, "Loyalty")
                let body: JSONValue = ["name": "theirs", "type": "ExternalSegment"]
                #expect(try await platform.send(.post, PlatformRoute.audiences, body).status == 201)
            }
            let platform = try await TestPlatform(database, world: world)
            #expect(try await children(platform) == ["Loyalty"])
            #expect(try await platform.get(PlatformRoute.audiences).json()["_page"]?["totalCount"] == 2)
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 1)
        }
    }
}
