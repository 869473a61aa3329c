internal import Emulator
internal import Foundation
internal import Manifests
internal import XDM

/// The embedded service set up for a project: each of its sandboxes with its tenant and schemas.
struct EmulatedProject: Sendable {
    static let databasePath = ".segsync/local.db"
    static let organisation = "0000000000000000LOCAL000@AdobeOrg"

    let folder: ProjectFolder

    /// Opens the service; its database's folder is made when it is missing.
    ///
    /// Two entries of the project may mean the same sandbox of the platform; the first sets its tenant and schemas. The
    /// organisation has every tag that the project's manifests name. `mergePolicies` are those that sandboxes have
    /// besides the default ones, by the platform's names of the sandboxes.
    func service(
        database path: String? = nil,
        switches: EmulatorSwitches = EmulatorSwitches(),
        faults: FaultScript? = nil,
        rate: RequestRate? = nil,
        access: EmulatorAccess? = nil,
        mergePolicies: [String: [String]] = [:],
        _ sandboxes: [SandboxConfiguration],
        catalogs: [String: SchemaCatalog],
        tags: Set<String>
    ) throws -> EmulatorService {
        let path = path ?? folder.file(Self.databasePath)
        var emulated: [EmulatedSandbox] = []
        for sandbox in sandboxes where !emulated.contains(where: { $0.name == sandbox.sandbox }) {
            emulated.append(
                EmulatedSandbox(
                    name: sandbox.sandbox,
                    title: sandbox.sandbox,
                    // As every organisation starts: `prod` is the production sandbox and the default.
                    kind: sandbox.sandbox == "prod" ? .production : .development,
                    isDefault: sandbox.sandbox == "prod",
                    tenant: sandbox.tenant,
                    catalog: catalogs[sandbox.name.value] ?? .empty,
                    mergePolicies: mergePolicies[sandbox.sandbox] ?? []
                )
            )
        }
        do {
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            return try EmulatorService(
                EmulatorConfiguration(
                    database: .file(path),
                    organisation: Self.organisation,
                    sandboxes: emulated,
                    tags: Self.distinct(tags).map(EmulatedTag.init),
                    switches: switches,
                    faults: faults,
                    rate: rate,
                    access: access,
                    sleep: { try await Task.sleep(for: $0) },
                    now: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) },
                    makeID: { UUID().uuidString.lowercased() },
                    makeRequestID: { UUID().uuidString.replacingOccurrences(of: "-", with: "") }
                )
            )
        } catch let error as EmulatorError {
            throw CommandFailure("the embedded service cannot start: \(error)")
        } catch {
            let reason = (error as NSError).localizedDescription
            throw CommandFailure("the folder of '\(path)' cannot be made: \(reason)")
        }
    }

    /// Names of tags differ by more than case.
    private static func distinct(_ names: Set<String>) -> [String] {
        Dictionary(names.sorted().map { ($0.lowercased(), $0) }) { first, _ in first }.values.sorted()
    }
}
