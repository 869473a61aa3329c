internal import Diagnostics
internal import Manifests
internal import XDM

/// What the project's own files and the environment say.
extension DoctorCheck {
    static let projectChecks = [
        DoctorCheck(.snapshots) { evidence in snapshots(evidence) },
        DoctorCheck(.environment, isForEmbedded: false) { evidence in
            let variables = evidence.environment
            if !variables.missing.isEmpty {
                let list = variables.missing.joined(separator: ", ")
                return .failed("not set: \(list)", remedy: "set them to what the credential in Developer Console says")
            }
            guard variables.blank.isEmpty else {
                let list = variables.blank.joined(separator: ", ")
                return .failed("with a blank or a line break in them: \(list)", remedy: "set them without")
            }
            return .passed("set: " + variables.names.joined(separator: ", "))
        },
    ]

    /// Whether segsync.yaml can be used and defines the sandbox.
    static func configuration(of name: String, in validation: ProjectValidation) -> DoctorFinding {
        let remedy = "mend it; 'segsync validate' tells of each mistake with its place"
        let sandbox = validation.project?.sandboxes.first { $0.name.value == name }
        let errors = validation.diagnostics.sorted.filter {
            $0.severity == .error && $0.file.path == Project.fileName && !$0.isAboutSnapshots(of: sandbox)
        }
        if let first = errors.first {
            let more = errors.count > 1 ? ", and \(errors.count - 1) more" : ""
            return .failed("\(Project.fileName): \(first.message)\(more)", remedy: remedy)
        }
        guard let project = validation.project else {
            preconditionFailure("a project file that makes no project has an error")
        }
        guard sandbox != nil else {
            let known = project.sandboxes.map { "'\($0.name.value)'" }.joined(separator: ", ")
            return .failed(
                "there is no sandbox '\(name)' in \(Project.fileName); it defines \(known)",
                remedy: "name one of these, or define it"
            )
        }
        return .passed("\(Project.fileName) is read and defines '\(name)'")
    }

    private static func snapshots(_ evidence: DoctorEvidence) -> DoctorFinding {
        let sandbox = evidence.sandbox
        guard let folder = sandbox.schemaFolder?.value else {
            return .warning(
                "\(Project.fileName) names no 'schemas', so fields are not checked",
                remedy: "keep snapshots of the sandbox's schemas in a folder, and name it"
            )
        }
        let remedy = "write snapshots of the sandbox's schemas there"
        let found = evidence.validation.diagnostics.sorted.filter { $0.isAboutSnapshots(of: sandbox) }
        if let error = found.first(where: { $0.severity == .error }) {
            return .failed("'\(folder)': \(error.message)", remedy: remedy)
        }
        let documents = evidence.validation.catalogs[sandbox.name.value]?.documents ?? []
        guard documents.contains(where: { $0.isUnion && $0.classAltID == SchemaName.profileClass }) else {
            return .failed("'\(folder)' holds no union of the profile class", remedy: remedy)
        }
        return .passed("'\(folder)' holds \(documents.count) schemas")
    }
}

extension Diagnostic {
    /// Whether it tells of the schemas, or of the folder that holds them.
    fileprivate func isAboutSnapshots(of sandbox: SandboxConfiguration?) -> Bool {
        if XDMDiagnostics.rules.contains(where: { $0.code == rule.code }) { return true }
        guard let folder = sandbox?.schemaFolder else { return false }
        return file == folder.file && span == folder.span
    }
}
