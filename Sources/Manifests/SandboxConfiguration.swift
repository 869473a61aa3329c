package import PQLSyntax

/// One sandbox of `segsync.yaml`.
package struct SandboxConfiguration: Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// The service runs in this process, its database is `.segsync/local.db`.
        case embedded
        /// The base URL of a platform, such as `https://platform.adobe.io`.
        case url(String)
    }

    /// The names of the environment variables that hold the credentials, as far as the file says so: what stands there
    /// may be a secret that somebody wrote in the name's place, and is shown only where a variable of that name is set.
    package struct CredentialNames: Sendable {
        package let clientID: Located<String>
        package let clientSecret: Located<String>
        package let orgID: Located<String>
        package let tokenURL: String?

        /// The three with their keys in the file.
        package var byKey: [(key: String, variable: Located<String>)] {
            [("clientID", clientID), ("clientSecret", clientSecret), ("orgID", orgID)]
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
