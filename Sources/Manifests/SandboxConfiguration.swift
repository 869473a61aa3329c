package import PQLSyntax

/// One sandbox of `segsync.yaml`.
package struct SandboxConfiguration: Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// The service runs in this process, its database is `.segsync/local.db`.
        case embedded
        /// The base URL of a platform, such as `https://platform.adobe.io`.
        case url(String)
    }

    /// The names of the environment variables that hold the credentials, never their values.
    package struct CredentialNames: Hashable, Sendable {
        package let clientID: String
        package let clientSecret: String
        package let orgID: String
        package let tokenURL: String?

        package init(clientID: String, clientSecret: String, orgID: String, tokenURL: String?) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.orgID = orgID
            self.tokenURL = tokenURL
        }
    }

    package struct Variable: Sendable {
        package let name: Located<String>
        package let value: PQLTemplateValue
    }

    /// The name by which manifests and commands call it.
    package let name: Located<String>
    package let endpoint: Endpoint
    /// The platform's own name for it, sent as `x-sandbox-name`.
    package let sandbox: String
    /// With its underscore, such as `_wwfovlab011`.
    package let tenant: String
    /// The folders whose manifests it reads.
    package let segmentFolders: [Located<String>]
    /// The folder of its schema snapshots.
    package let schemaFolder: Located<String>?
    package let variables: [Variable]
    package let credentials: CredentialNames?
    /// Whether its users say that it is one of production; nil where they say nothing.
    package let isProduction: Bool?
}
