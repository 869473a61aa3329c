/// What an OAuth server-to-server credential of Adobe's Developer Console consists of.
package struct PlatformCredentials: Hashable, Sendable {
    package let clientID: String
    package let clientSecret: Secret
    /// `…@AdobeOrg`.
    package let organisation: String

    package init(clientID: String, clientSecret: Secret, organisation: String) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.organisation = organisation
    }
}
