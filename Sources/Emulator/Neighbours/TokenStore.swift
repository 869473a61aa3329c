internal import GRDB
internal import PlatformAPI

/// Access tokens: given to any client, kept by their digest, good until they run out.
struct TokenStore: Sendable {
    let store: EmulatorStore
    let lifetime: Int64
    let now: @Sendable () -> Int64
    let makeID: @Sendable () -> String

    func issue(to clientID: String) async throws -> TokenBody {
        let token = (makeID() + makeID()).filter { $0 != "-" }
        let digest = StableID.digest(of: token)
        let time = now()
        let expiry = time + lifetime * 1000
        try await store.write { database in
            try database.execute(sql: "DELETE FROM token WHERE expiresAt <= ?", arguments: [time])
            try database.execute(
                sql: "INSERT INTO token (digest, clientID, expiresAt) VALUES (?, ?, ?)",
                arguments: [digest, clientID, expiry]
            )
        }
        return TokenBody(accessToken: token, expiresIn: Int(lifetime))
    }

    /// Whom a token was given to; nil for one that is unknown or has run out.
    func clientID(of token: String) async throws -> String? {
        let digest = StableID.digest(of: token)
        let time = now()
        return try await store.read { database in
            try String.fetchOne(
                database.cachedStatement(sql: "SELECT clientID FROM token WHERE digest = ? AND expiresAt > ?"),
                arguments: [digest, time]
            )
        }
    }
}
