internal import Foundation
internal import GRDB

/// The SQLite database: opened, brought up to date, and read and written in transactions.
///
/// A write that has returned is on disk (WAL with `synchronous=FULL`): killing the process loses nothing of it.
struct EmulatorStore: Sendable {
    /// How long another process may keep the file to itself.
    private static let patience = Duration.seconds(10)

    private let database: any DatabaseWriter
    private let writes: GroupCommit

    init(_ location: EmulatorDatabase, allowsDuplicateNames: Bool) throws(EmulatorError) {
        let path =
            switch location {
            case .file(let path): path
            case .memory: ":memory:"
            }
        do {
            database = try Self.openPatiently(location, allowsDuplicateNames: allowsDuplicateNames)
            writes = GroupCommit(database)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw EmulatorError(
                operation: "open the database",
                object: path,
                reason: "it holds definitions with the same name, which only the switch allowsDuplicateNames allows"
            )
        } catch let error as DatabaseError {
            throw EmulatorError(
                operation: "open the database",
                object: path,
                reason: error.message ?? error.resultCode.description
            )
        } catch {
            throw EmulatorError(operation: "open the database", object: path, reason: "\(error)")
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    /// One transaction: all of it happens, or nothing when `body` throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await writes.write(body)
    }

    /// When each sandbox was first served, in milliseconds since 1970; a new one is entered as of `now`.
    func creationTimes(of sandboxes: [String], now: Int64) throws(EmulatorError) -> [String: Int64] {
        do {
            return try database.write { database in
                for name in sandboxes {
                    try database.execute(
                        sql: "INSERT OR IGNORE INTO sandbox (name, createdAt) VALUES (?, ?)",
                        arguments: [name, now]
                    )
                }
                let rows = try Row.fetchAll(database, sql: "SELECT name, createdAt FROM sandbox")
                return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["createdAt"]) })
            }
        } catch {
            throw EmulatorError(operation: "enter the sandboxes", object: database.path, reason: "\(error)")
        }
    }

    /// Makes a file ready for use, also when other processes are making it at this moment.
    ///
    /// SQLite then answers "busy" at once to some steps, the change to WAL for one, without regard to the busy timeout.
    private static func openPatiently(
        _ location: EmulatorDatabase,
        allowsDuplicateNames: Bool
    ) throws -> any DatabaseWriter {
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                let database = try open(location)
                try migrate(database)
                try setNameRule(database, allowsDuplicateNames: allowsDuplicateNames)
                return database
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    private static func open(_ location: EmulatorDatabase) throws -> any DatabaseWriter {
        var configuration = Configuration()
        // Another process may be opening or closing the same file.
        configuration.busyMode = .timeout(patience / .seconds(1))
        switch location {
        case .memory:
            return try DatabaseQueue(configuration: configuration)
        case .file(let path):
            let pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL for WAL, which keeps the file sound but may lose the last answers on a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    private static func migrate(_ database: any DatabaseWriter) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", migrate: createTables)
        migrator.registerMigration("2", migrate: addExternalAudiencesAndFolders)
        // Two processes that make the same file at once both see it empty; the one that comes second fails on what the
        // first has made, at each migration once at most, and then finds nothing left to do.
        for _ in migrator.migrations {
            do { return try migrator.migrate(database) } catch is DatabaseError {}
        }
        try migrator.migrate(database)
    }

    @Sendable
    private static func addExternalAudiencesAndFolders(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE definition ADD COLUMN isExternal INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX definition_kind ON definition (sandbox, isExternal, createdAt, sequence);

                CREATE TABLE folder (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    sandbox TEXT NOT NULL,
                    id TEXT NOT NULL,
                    parent TEXT NOT NULL,
                    name TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    createdBy TEXT NOT NULL
                );
                CREATE UNIQUE INDEX folder_id ON folder (sandbox, id);
                CREATE UNIQUE INDEX folder_name ON folder (sandbox, parent, name);
                """
        )
    }

    @Sendable
    private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE sandbox (
                    name TEXT PRIMARY KEY NOT NULL,
                    createdAt INTEGER NOT NULL
                ) WITHOUT ROWID;

                CREATE TABLE token (
                    digest TEXT PRIMARY KEY NOT NULL,
                    clientID TEXT NOT NULL,
                    expiresAt INTEGER NOT NULL
                ) WITHOUT ROWID;
                CREATE INDEX token_expiry ON token (expiresAt);

                CREATE TABLE definition (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    sandbox TEXT NOT NULL,
                    id TEXT NOT NULL,
                    name TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL,
                    batch INTEGER NOT NULL,
                    continuous INTEGER NOT NULL,
                    synchronous INTEGER NOT NULL,
                    lifecycle TEXT NOT NULL,
                    body TEXT NOT NULL
                );
                CREATE UNIQUE INDEX definition_id ON definition (sandbox, id);
                CREATE INDEX definition_name ON definition (sandbox, name);
                CREATE INDEX definition_creation ON definition (sandbox, createdAt, sequence);

                CREATE TABLE definitionReference (
                    sandbox TEXT NOT NULL,
                    referrer TEXT NOT NULL,
                    referred TEXT NOT NULL,
                    PRIMARY KEY (sandbox, referrer, referred)
                ) WITHOUT ROWID;
                CREATE INDEX definitionReference_referred ON definitionReference (sandbox, referred, referrer);
                """
        )
    }

    private static func setNameRule(_ database: any DatabaseWriter, allowsDuplicateNames: Bool) throws {
        try database.write { database in
            if allowsDuplicateNames {
                try database.execute(sql: "DROP INDEX IF EXISTS definition_unique_name")
            } else {
                try database.execute(
                    sql: "CREATE UNIQUE INDEX IF NOT EXISTS definition_unique_name ON definition (sandbox, name)"
                )
            }
        }
    }
}
