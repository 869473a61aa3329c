internal import Diagnostics
internal import Foundation
internal import Manifests
internal import Reports

/// One command's view of the project: its folder, its streams, its environment.
struct ProjectSession: Sendable {
    let folder: ProjectFolder
    let console: Console
    let environment: [String: String]

    init(_ options: ProjectOptions) {
        environment = ProcessInfo.processInfo.environment
        folder = ProjectFolder(options.directory)
        console = options.streams.console
    }

    /// The project checked for one sandbox; its diagnostics go to stderr, and errors among them stop the command.
    func validated(sandbox name: String) throws -> (project: Project, sandbox: SandboxConfiguration, ProjectValidation)
    {
        let validation = ProjectValidation(files: folder.files, sandboxes: [name], today: .today)
        let project = try sound(validation, or: "nothing was sent")
        return (project, try self.sandbox(name, of: project), validation)
    }

    /// The project of a validation, whose diagnostics go to stderr; errors among them stop the command.
    func sound(_ validation: ProjectValidation, or consequence: String) throws(CommandFailure) -> Project {
        guard let project = validation.project, !validation.diagnostics.hasErrors else {
            throw refusal(of: validation, consequence)
        }
        tell(validation.diagnostics, of: validation)
        return project
    }

    /// Tells the errors of a project, and that they stop the command.
    func refusal(of validation: ProjectValidation, _ consequence: String) -> CommandFailure {
        tell(validation.diagnostics, of: validation)
        return CommandFailure("the project has errors; \(consequence)")
    }

    /// The project and one sandbox as `segsync.yaml` has them, without its manifests; schemas are read only where the
    /// embedded service, or the caller, needs them.
    func configured(
        sandbox name: String,
        readsSchemas: Bool = false
    ) throws -> (project: Project, sandbox: SandboxConfiguration, ProjectValidation) {
        var validation = ProjectValidation(files: folder.files, sandboxes: [])
        if let project = validation.project, try sandbox(name, of: project).endpoint == .embedded || readsSchemas {
            validation = ProjectValidation(files: folder.files, sandboxes: [name], readsManifests: false)
        }
        tell(validation.diagnostics, of: validation)
        guard let project = validation.project, !validation.diagnostics.hasErrors else {
            throw CommandFailure("the project has errors; nothing was sent")
        }
        return (project, try sandbox(name, of: project), validation)
    }

    /// Whether `segsync.yaml` can be read and defines the sandbox.
    func defines(_ name: String) -> Bool {
        let project = ProjectValidation(files: folder.files, sandboxes: []).project
        return project?.sandboxes.contains { $0.name.value == name } ?? false
    }

    /// The sandbox of that name; one that is not defined stops the command.
    @discardableResult
    func sandbox(_ name: String, of project: Project) throws -> SandboxConfiguration {
        guard let sandbox = project.sandboxes.first(where: { $0.name.value == name }) else {
            let known = project.sandboxes.map(\.name.value).joined(separator: ", ")
            throw CommandFailure("there is no sandbox '\(name)' in segsync.yaml; it defines \(known)")
        }
        return sandbox
    }

    /// Tells diagnostics of a validation on stderr, where there are any.
    func tell(_ diagnostics: DiagnosticBag, of validation: ProjectValidation) {
        let report = validation.report(diagnostics)
        if !report.diagnostics.isEmpty { console.tell(DiagnosticsText(style: console.messages).render(report)) }
    }
}

extension ProjectValidation {
    /// All its diagnostics, or some, with their places.
    func report(_ diagnostics: DiagnosticBag) -> DiagnosticsReport {
        DiagnosticsReport(diagnostics, sources: sources, manifests: manifestCount)
    }
}
