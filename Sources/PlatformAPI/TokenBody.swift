/// The answer of the IMS token call; `expires_in` is in seconds for OAuth server-to-server.
package struct TokenBody: Sendable, Codable {
    package let accessToken: String
    package let expiresIn: Int
    package let tokenType: String

    package init(accessToken: String, expiresIn: Int, tokenType: String = "bearer") {
        self.accessToken = accessToken
        self.expiresIn = expiresIn
        self.tokenType = tokenType
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case expiresIn = "expires_in"
        case tokenType = "token_type"
    }
}
