internal import JSONTree

/// Reads a description of access from JSON text and collects every mistake on the way.
struct EmulatorAccessReader {
    private static let largestOffset = 86_400

    private var mistakes: [String] = []

    static func read(_ text: some Sequence<UInt8>) throws(EmulatorAccessError) -> EmulatorAccess {
        let json: JSONValue
        do throws(JSONTextError) {
            json = try JSONText.decode(text)
        } catch {
            throw EmulatorAccessError(mistakes: ["expected JSON: \(error.reason) at byte \(error.offset)"])
        }
        var reader = EmulatorAccessReader()
        let access = reader.access(json)
        guard reader.mistakes.isEmpty else { throw EmulatorAccessError(mistakes: reader.mistakes) }
        return access
    }

    private mutating func access(_ json: JSONValue) -> EmulatorAccess {
        var members = MemberReader(json, place: "the access")
        let offset = members.integer("clockOffset", in: -Self.largestOffset...Self.largestOffset)
        let listed = members.take("clients", expected: "a list of clients") { $0.array }
        let named = members.take("sandboxes", expected: "an object of sandboxes") { $0.object }
        finish(members)
        var clients: [String: EmulatorAccess.Client]?
        if let listed {
            clients = [:]
            for (index, json) in listed.enumerated() {
                guard let client = client(json, place: "client \(index + 1)") else { continue }
                if clients?.updateValue(client, forKey: client.id) != nil {
                    mistakes.append("client \(index + 1): expected another 'id' than a client before has")
                }
            }
        }
        var sandboxes: [String: EmulatorAccess.Sandbox] = [:]
        for (name, json) in (named ?? [:]).sorted(by: { $0.key < $1.key }) {
            sandboxes[name] = sandbox(json, place: "sandbox '\(name)'")
        }
        return EmulatorAccess(clients: clients, sandboxes: sandboxes, clockOffset: offset ?? 0)
    }

    private mutating func client(_ json: JSONValue, place: String) -> EmulatorAccess.Client? {
        guard json.object != nil else {
            // What stands there instead is not repeated: it may be a secret.
            mistakes.append("\(place): expected an object with 'id' and 'secret'")
            return nil
        }
        var members = MemberReader(json, place: place)
        let id = members.take("id", expected: "a text that is not empty", isRequired: true) { Self.text($0) }
        // Read as empty where it is no text, so that no mistake repeats it.
        let secret = members.take("secret", expected: "a text", isRequired: true) { $0.string ?? "" }
        if secret == "" { members.mistakes.append("\(place): expected 'secret' to be a text that is not empty") }
        let known = EmulatorAccess.Permission.allCases.map(\.rawValue).joined(separator: ", ")
        let permissions = members.take("permissions", expected: "a list of \(known)") { value in
            Self.texts(value).flatMap { names in
                let permissions = names.compactMap(EmulatorAccess.Permission.init)
                return permissions.count == names.count ? Set(permissions) : nil
            }
        }
        let sandboxes = members.take("sandboxes", expected: "a list of names") { Self.texts($0).map { Set($0) } }
        let scopes = members.take("scopes", expected: "a list of scopes") { Self.texts($0).map { Set($0) } }
        let hasAPI = members.take("platformAPI", expected: "true or false") { $0.boolean }
        finish(members)
        guard let id, let secret else { return nil }
        return EmulatorAccess.Client(
            id: id,
            secret: secret,
            permissions: permissions ?? Set(EmulatorAccess.Permission.allCases),
            sandboxes: sandboxes,
            scopes: scopes,
            hasPlatformAPI: hasAPI ?? true
        )
    }

    private mutating func sandbox(_ json: JSONValue, place: String) -> EmulatorAccess.Sandbox {
        var members = MemberReader(json, place: place)
        let states = EmulatedSandbox.State.allCases.map(\.rawValue).joined(separator: ", ")
        let state = members.take("state", expected: "one of " + states) { value in
            value.string.flatMap(EmulatedSandbox.State.init)
        }
        let kind = members.take("type", expected: "production or development") { value in
            value.string.flatMap(EmulatedSandbox.Kind.init)
        }
        let hasPolicy = members.take("defaultMergePolicy", expected: "true or false") { $0.boolean }
        finish(members)
        return EmulatorAccess.Sandbox(state: state, kind: kind, hasDefaultMergePolicy: hasPolicy ?? true)
    }

    private static func text(_ value: JSONValue) -> String? {
        value.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func texts(_ value: JSONValue) -> [String]? {
        guard let items = value.array else { return nil }
        let texts = items.compactMap(\.string)
        return texts.count == items.count ? texts : nil
    }

    private mutating func finish(_ members: MemberReader) {
        mistakes += members.mistakes + members.unknown
    }
}
