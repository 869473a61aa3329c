package import JSONTree

/// What `snapshot.json` in a snapshot folder says of the pull that made it.
///
/// `{version: 1, tenant, sandbox, pulled, files}`. A folder without one was filled by hand.
package struct SnapshotRecord: Hashable, Sendable {
    package static let fileName = "snapshot.json"
    /// A snapshot that was pulled so many days ago is current; one day more and it is old.
    package static let daysItIsCurrent = 90
    private static let version: Int64 = 1

    /// With its underscore, such as `_wwfovlab011`.
    package let tenant: String
    /// The platform's own name of the sandbox.
    package let sandbox: String
    package let pulled: SnapshotDay
    /// The files that pulls have made, as paths below the folder, sorted.
    package let files: [String]

    package init(tenant: String, sandbox: String, pulled: SnapshotDay, files: some Sequence<String>) {
        self.tenant = tenant
        self.sandbox = sandbox
        self.pulled = pulled
        self.files = files.sorted()
    }

    /// nil for what is no record, or one of a later version.
    ///
    /// Paths that lead out of the folder are passed over: what the record names may be removed.
    package init?(_ json: JSONValue) {
        guard json["version"]?.integer == Self.version, let tenant = json["tenant"]?.string,
            let sandbox = json["sandbox"]?.string, let pulled = json["pulled"]?.string.flatMap(SnapshotDay.init),
            let files = json["files"]?.array
        else { return nil }
        self.init(
            tenant: tenant,
            sandbox: sandbox,
            pulled: pulled,
            files: files.compactMap(\.string).filter(Self.isPathBelow)
        )
    }

    /// Whether a record is one of a later version, which this program cannot go on from.
    package static func isOfLaterVersion(_ bytes: [UInt8]) -> Bool {
        ((try? JSONText.decode(bytes))?["version"]?.integer ?? 0) > version
    }

    package init?(_ bytes: [UInt8]) {
        guard let json = try? JSONText.decode(bytes) else { return nil }
        self.init(json)
    }

    package var json: JSONValue {
        [
            "version": .integer(Self.version), "tenant": .string(tenant), "sandbox": .string(sandbox),
            "pulled": .string(pulled.text),
            "files": .array(files.map(JSONValue.string)),
        ]
    }

    private static func isPathBelow(_ path: String) -> Bool {
        path.hasSuffix(".json")
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && !$0.hasPrefix(".")
            }
    }
}
