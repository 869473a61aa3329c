internal import Diagnostics
internal import Manifests

/// The environment variables that a sandbox takes its credentials from.
///
/// Names are told of those that are set alone. What no variable is called may be the secret itself, written in place of
/// a name, so of the others the key of `segsync.yaml` and its line are told.
struct CredentialVariables: Sendable {
    /// The names of those that are set.
    let set: [String]
    /// Where those are named that are not set, such as `'credentials.orgID' (segsync.yaml:12)`.
    let missing: [String]
    /// The names of those with a blank or a line break in them, which no credential has.
    let blank: [String]

    init(
        _ names: SandboxConfiguration.CredentialNames?,
        in environment: [String: String],
        _ validation: ProjectValidation
    ) {
        let all = names?.byKey ?? []
        func isSet(_ name: Located<String>) -> Bool { environment[name.value]?.isEmpty == false }
        set = all.map(\.variable).filter(isSet).map(\.value)
        missing = all.filter { !isSet($0.variable) }.map { key, variable in
            let line = validation.sources[variable.file]?.position(at: variable.span.start).line
            return "'credentials.\(key)' (\(variable.file.path)\(line.map { ":\($0)" } ?? ""))"
        }
        blank = set.filter { environment[$0]?.contains(where: \.isWhitespace) ?? false }
    }

    var areUsable: Bool { missing.isEmpty && blank.isEmpty }
}
