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
                return .failed(
                    "not set: the variables named by \(list)",
                    remedy: "set them to what the credential in Developer Console says"
                )
            }
            guard variables.blank.isEmpty else {
                let list = variables.blank.joined(separator: ", ")
                return .failed("with a blank or a line break in them: \(list)", remedy: "set them without")
            }
            return .passed("set: " + variables.set.joined(separator: ", "))
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
        let name = sandbox.name.value
        let pull = "'segsync schema pull --sandbox \(name)'"
        guard let folder = sandbox.schemaFolder?.value else {
            return .warning(
                "\(Project.fileName) names no 'schemas', so fields are not checked",
                remedy: "add 'schemas: schemas/\(name)' to the sandbox, and run \(pull)"
            )
        }
        let found = evidence.validation.diagnostics.sorted.filter { $0.isAboutSnapshots(of: sandbox) }
        func words(_ first: Diagnostic) -> String {
            let others = found.count { $0.severity == first.severity } - 1
            let place = first.file.path == Project.fileName ? folder : first.file.path
            return "'\(place)': \(first.message)" + (others > 0 ? ", and \(others) more" : "")
        }
        if let error = found.first(where: { $0.severity == .error }) {
            let isMissing = error.file.path == Project.fileName
            let remedy = isMissing ? "write it by \(pull)" : "mend or remove the file, and run \(pull)"
            return .failed(words(error), remedy: remedy)
        }
        let documents = evidence.validation.catalogs[name]?.documents ?? []
        let union = documents.first { $0.isUnion && $0.classAltID == SchemaName.profileClass }
        guard let union else {
            return .failed("'\(folder)' holds no union of the profile class", remedy: "write it by \(pull)")
        }
        guard union.value.hasFields else {
            return .failed(
                "'\(union.file.path)': the union of the profile class has no field, so that none is checked",
                remedy: "write it anew by \(pull)"
            )
        }
        // A pull leaves the snapshot of another tenant alone, so that comes first.
        if let foreign = found.first(where: { $0.rule.code == XDMDiagnostics.foreignSnapshot.code }) {
            let own = "give the sandbox a folder of its own as 'schemas' in \(Project.fileName), and run \(pull)"
            return .warning(words(foreign), remedy: own)
        }
        guard let warning = found.first(where: { $0.severity == .warning }) else {
            return .passed("'\(folder)' holds \(documents.count) schemas")
        }
        return .warning(words(warning), remedy: "write it anew by \(pull)")
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
