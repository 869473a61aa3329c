internal import GRDB

/// The folders of one sandbox inside one transaction.
struct FolderTable {
    struct Folder: Hashable, Sendable {
        let id: String
        /// The id of the folder that it lies in, which may be that of the root; the root itself is not kept.
        let parent: String
        let name: String
        /// Milliseconds since 1970.
        let createdAt: Int64
        let createdBy: String
    }

    let database: Database
    let sandbox: String

    func insert(_ folder: Folder) throws {
        try database.execute(
            sql: "INSERT INTO folder (sandbox, id, parent, name, createdAt, createdBy) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [sandbox, folder.id, folder.parent, folder.name, folder.createdAt, folder.createdBy]
        )
    }

    func folder(id: String) throws -> Folder? {
        try folders("id = ?", [id]).first
    }

    /// Those that lie in a folder, in the order in which they were made.
    func children(of id: String) throws -> [Folder] {
        try folders("parent = ?", [id])
    }

    func isTaken(_ name: String, in parent: String) throws -> Bool {
        try !folders("parent = ? AND name = ?", [parent, name]).isEmpty
    }

    private func folders(_ condition: String, _ values: [String]) throws -> [Folder] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT * FROM folder WHERE sandbox = ? AND \(condition) ORDER BY sequence",
            arguments: StatementArguments([sandbox] + values)
        )
        return rows.map { row in
            Folder(
                id: row["id"],
                parent: row["parent"],
                name: row["name"],
                createdAt: row["createdAt"],
                createdBy: row["createdBy"]
            )
        }
    }
}
