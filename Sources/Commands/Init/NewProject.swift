internal import JSONTree
internal import Manifests

/// What a new `segsync.yaml` says of a platform; of its credentials only the names of their variables.
struct NewProject: Sendable {
    struct Sandbox: Sendable {
        /// The name in the project, also that of its folders.
        let name: String
        /// The platform's own name.
        let platformName: String

        /// Of the manifests that it alone reads.
        var segmentFolder: String { "segments/" + name }
        var schemaFolder: String { "schemas/" + name }

        /// Reads `NAME=SANDBOX`, or one name for both; nil where the name could not be that of a folder.
        init?(_ text: String) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, let platformName = parts.last, !name.isEmpty, !platformName.isEmpty,
                !name.hasPrefix("."), !name.hasPrefix("-"), "segments/" + name != NewProject.sharedFolder,
                name.allSatisfy({ NewProject.isPlain($0) && !":/".contains($0) })
            else { return nil }
            self.name = name
            self.platformName = platformName
        }
    }

    /// What the platform says of a sandbox, as far as the file does.
    struct Facts: Sendable {
        let tenant: String
        let isProduction: Bool
    }

    let name: String
    let endpoint: String
    let clientIDVariable: String
    let clientSecretVariable: String
    let orgIDVariable: String
    let tokenURL: String?
    let sandboxes: [Sandbox]

    /// The folder that all sandboxes read, where there are several.
    static let sharedFolder = "segments/shared"

    /// Of a sandbox that was not asked yet.
    private static let unknown = Facts(tenant: "_unknown", isProduction: false)

    /// Every folder of manifests.
    var segmentFolders: [String] {
        (sandboxes.count > 1 ? [Self.sharedFolder] : []) + sandboxes.map(\.segmentFolder)
    }

    /// `segsync.yaml`, with what is known of the sandboxes by their names in the project.
    func text(_ facts: [String: Facts]) -> String {
        """
        # The credentials are in the environment variables named here; their values belong in no file.
        version: 1
        project: \(Self.scalar(name))

        sandboxes:
        \(sandboxes.map { text(of: $0, facts[$0.name] ?? Self.unknown) }.joined(separator: "\n"))
        guards:
          maxDeletes: 10

        """
    }

    private func text(of sandbox: Sandbox, _ facts: Facts) -> String {
        let shared = sandboxes.count > 1 ? Self.sharedFolder + ", " : ""
        let production = facts.isProduction ? "\n    production: true" : ""
        let token = tokenURL.map { "      tokenURL: \(Self.scalar($0))\n" } ?? ""
        return """
              \(Self.scalar(sandbox.name)):
                endpoint: \(Self.scalar(endpoint))
                sandbox: \(Self.scalar(sandbox.platformName))
                tenant: \(Self.scalar(facts.tenant))\(production)
                segments: [\(shared)\(sandbox.segmentFolder)]
                schemas: \(sandbox.schemaFolder)
                credentials:
                  clientID: \(Self.scalar(clientIDVariable))
                  clientSecret: \(Self.scalar(clientSecretVariable))
                  orgID: \(Self.scalar(orgIDVariable))
            \(token)
            """
    }

    /// A text as YAML reads it back, in double quotes where it might be read as something else.
    private static func scalar(_ text: String) -> String {
        let isWord = !["true", "false", "null"].contains(text.lowercased())
        let begins = text.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false
        if isWord, begins, text.allSatisfy(isPlain), text.last != ":" { return text }
        return JSONText.encode(.string(text))
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-:/".contains(character))
    }

    /// The project as if it were on disk, with nothing but this file.
    func files(_ facts: [String: Facts] = [:]) -> FileTree {
        let bytes = Array(text(facts).utf8)
        return FileTree(
            read: { path throws(FileTree.Failure) in
                guard path == Project.fileName else { throw FileTree.Failure(reason: "there is no such file") }
                return bytes
            },
            list: { _ throws(FileTree.Failure) in [] }
        )
    }
}
