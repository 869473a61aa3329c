internal import Diagnostics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// Reads `segsync.yaml`, reporting everything that is wrong with it.
struct ProjectReader {
    private static let keys = ["version", "project", "sandboxes", "guards"]
    private static let sandboxKeys = [
        "endpoint", "sandbox", "tenant", "segments", "schemas", "variables", "credentials", "production",
    ]

    let file: FileID
    private(set) var found: [Diagnostic] = []

    init(file: FileID) {
        self.file = file
    }

    /// The project, or nil where too much is wrong to go on with.
    mutating func read(_ bytes: [UInt8]) -> Project? {
        let stream = YAMLParser.parse(bytes, file: file)
        found += stream.diagnostics
        guard let root = stream.documents.first?.root,
            let reader = MappingReader(root, file: file, owner: "segsync.yaml", keys: Self.keys, into: &found)
        else {
            if stream.documents.first?.root == nil, !found.contains(where: { $0.severity == .error }) {
                found.append(ManifestDiagnostics.missingKey("version", in: "segsync.yaml", file: file, span: .zero))
            }
            return nil
        }
        if reader.required("version", into: &found) != nil,
            let version = reader.integer("version", in: 0...Int64.max, into: &found), version.value != 1
        {
            found.append(ManifestDiagnostics.unsupportedVersion(version))
        }
        let name = reader.requiredString("project", into: &found)
        if let name, !OwnershipStamp.isProjectName(name.value) {
            found.append(ManifestDiagnostics.malformedProject(name))
        }
        let sandboxes = readSandboxes(reader.required("sandboxes", into: &found))
        let guards = readGuards(reader.node("guards"))
        guard let name, let sandboxes else { return nil }
        return Project(name: name.value, sandboxes: sandboxes, guards: guards)
    }

    private mutating func readSandboxes(_ node: YAMLNode?) -> [SandboxConfiguration]? {
        guard let node else { return nil }
        guard let entries = node.namedEntries("'sandboxes'", file: file, into: &found) else { return nil }
        let sandboxes = entries.compactMap { readSandbox($0.name, $0.value) }
        checkIdentities(sandboxes)
        return sandboxes
    }

    /// Two names for one sandbox of the platform would each delete what the other's manifests made.
    private mutating func checkIdentities(_ sandboxes: [SandboxConfiguration]) {
        var names: [[String?]: Located<String>] = [:]
        for sandbox in sandboxes {
            if let first = names[sandbox.identity] {
                found.append(ManifestDiagnostics.sameSandbox(sandbox.name, as: first))
            } else {
                names[sandbox.identity] = sandbox.name
            }
        }
    }

    private mutating func readSandbox(_ name: Located<String>, _ node: YAMLNode) -> SandboxConfiguration? {
        let owner = "sandbox '\(name.value)'"
        guard let reader = MappingReader(node, file: file, owner: owner, keys: Self.sandboxKeys, into: &found) else {
            return nil
        }
        let endpointText = reader.requiredString("endpoint", into: &found)
        let endpoint = endpointText.flatMap { readEndpoint($0, key: reader.keySpan("endpoint")) }
        let sandbox = reader.requiredString("sandbox", into: &found)
        let tenant = reader.requiredString("tenant", into: &found)
        if let tenant, !Self.isTenant(tenant.value) { found.append(ManifestDiagnostics.malformedTenant(tenant)) }
        _ = reader.required("segments", into: &found)
        let folders = reader.strings("segments", into: &found)
        let schemas = reader.string("schemas", into: &found)
        let variables = readVariables(reader.node("variables"))
        let credentials = readCredentials(reader.node("credentials"), sandbox: name.value)
        let isProduction = reader.boolean("production", into: &found)?.value
        if case .url? = endpoint, reader.node("credentials") == nil {
            found.append(ManifestDiagnostics.missingCredentials(name))
        }
        guard let endpoint, let sandbox, let tenant, let folders else { return nil }
        return SandboxConfiguration(
            name: name,
            endpoint: endpoint,
            sandbox: sandbox.value,
            tenant: tenant.value,
            segmentFolders: folders.map { folder in folder.map(Self.normalised) },
            schemaFolder: schemas.map { folder in folder.map(Self.normalised) },
            variables: variables,
            credentials: credentials,
            isProduction: isProduction
        )
    }

    private mutating func readEndpoint(
        _ text: Located<String>,
        key: ByteSpan
    ) -> SandboxConfiguration.Endpoint? {
        if text.value == "embedded" { return .embedded }
        guard Self.isWebAddress(text.value) else {
            found.append(ManifestDiagnostics.malformedEndpoint(file: file, key: key))
            return nil
        }
        guard Self.isBareAddress(text.value) else {
            found.append(ManifestDiagnostics.malformedAddress("endpoint", file: file, key: key))
            return nil
        }
        return .url(text.value)
    }

    private mutating func readVariables(_ node: YAMLNode?) -> [SandboxConfiguration.Variable] {
        let entries = node?.namedEntries("'variables'", file: file, into: &found) ?? []
        return entries.compactMap { name, value in
            guard name.value != "tenant", Self.isVariableName(name.value) else {
                found.append(ManifestDiagnostics.malformedVariable(name))
                return nil
            }
            return readValue(value).map { SandboxConfiguration.Variable(name: name, value: $0) }
        }
    }

    private mutating func readValue(_ node: YAMLNode, inList: Bool = false) -> PQLTemplateValue? {
        switch node.kind {
        case .scalar(let scalar):
            switch scalar.value {
            case .string(let text): return .string(text)
            case .integer(let number): return .integer(number)
            case .double(let number) where number.isFinite: return .double(number)
            case .boolean(let flag): return .boolean(flag)
            case .null, .double: break
            }
        case .sequence(let items) where !inList:
            return .list(items.compactMap { readValue($0, inList: true) })
        case .sequence, .mapping:
            break
        }
        let expected = inList ? "a string, a number or a boolean" : "a string, a number, a boolean or a list of these"
        found.append(ManifestDiagnostics.wrongType("a variable", expected: expected, node, file: file))
        return nil
    }

    private mutating func readCredentials(
        _ node: YAMLNode?,
        sandbox: String
    ) -> SandboxConfiguration.CredentialNames? {
        guard let node else { return nil }
        let keys = ["clientID", "clientSecret", "orgID", "tokenURL"]
        guard
            let reader = MappingReader(
                node,
                file: file,
                owner: "the credentials of '\(sandbox)'",
                keys: keys,
                into: &found
            )
        else { return nil }
        let names = keys.prefix(3).map { key in
            let text = reader.requiredString(key, into: &found)
            if let text, !Self.isEnvironmentName(text.value) {
                let place = reader.keySpan(key)
                found.append(ManifestDiagnostics.notAnEnvironmentName(key, file: file, key: place))
            }
            return text
        }
        let tokenURL = reader.string("tokenURL", into: &found)
        if let tokenURL, !Self.isWebAddress(tokenURL.value) || !Self.isBareAddress(tokenURL.value) {
            let place = reader.keySpan("tokenURL")
            found.append(ManifestDiagnostics.malformedAddress("tokenURL", file: file, key: place))
        }
        guard let clientID = names[0], let clientSecret = names[1], let orgID = names[2] else { return nil }
        return SandboxConfiguration.CredentialNames(
            clientID: clientID,
            clientSecret: clientSecret,
            orgID: orgID,
            tokenURL: tokenURL?.value
        )
    }

    private mutating func readGuards(_ node: YAMLNode?) -> GuardLimits {
        let keys = ["maxDeletes", "maxDeletePercent"]
        guard let node, let reader = MappingReader(node, file: file, owner: "the guards", keys: keys, into: &found)
        else { return GuardLimits(maxDeletes: nil, maxDeletePercent: nil) }
        return GuardLimits(
            maxDeletes: (reader.integer("maxDeletes", in: 0...1_000_000, into: &found)?.value).map(Int.init),
            maxDeletePercent: (reader.integer("maxDeletePercent", in: 0...100, into: &found)?.value).map(Int.init)
        )
    }
}

extension SandboxConfiguration {
    /// What tells one sandbox of the platform from all others: where, whose and which it is.
    ///
    /// Organisations are compared by the names of their variables; their values are not known here.
    fileprivate var identity: [String?] {
        switch endpoint {
        case .embedded:
            return ["embedded", nil, sandbox]
        case .url(let url):
            let place = url.lowercased().reversed().drop { $0 == "/" }.reversed()
            return [String(place), credentials?.orgID.value, sandbox]
        }
    }
}
