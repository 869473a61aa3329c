internal import ArgumentParser
internal import Diagnostics
internal import Emulator
internal import Manifests
internal import Reports
internal import XDM

struct EmulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emulate",
        abstract: "Serve the embedded Segmentation Service on loopback.",
        discussion: """
            Plays every sandbox of segsync.yaml, by its 'sandbox' name, with its tenant and schemas. Any client id and
            secret get a token, and every call is allowed, unless --access says otherwise. What was answered is on disk;
            stop it with Ctrl-C or kill it, and start it again.

            Example: segsync emulate --port 8080
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The port; 0 takes any that is free.")
    var port = 0

    @Option(help: "The database file; \(EmulatedProject.databasePath) in the project's folder without it.")
    var database: String?

    @Option(help: "The form in which rules are answered: as-posted, text or json.")
    var answer = AnswerForm.asPosted

    @Option(help: "A file that says which calls go wrong and how; Documentation/Emulator.md describes it.")
    var faults: String?

    @Option(
        help: """
            A file that says which clients there are, with rehearsal secrets, and what each may do; \
            Documentation/Emulator.md describes it.
            """
    )
    var access: String?

    @Option(help: "Answer so many requests a second at most, and the others with 429.")
    var requestsPerSecond: Int?

    @Option(
        help: ArgumentHelp(
            "Give a sandbox one more merge policy for profiles; may be repeated.",
            valueName: "sandbox=name"
        )
    )
    var mergePolicy: [String] = []

    /// What `--answer` takes.
    enum AnswerForm: String, ExpressibleByArgument, CaseIterable {
        case asPosted = "as-posted"
        case text, json

        var expressionAnswer: EmulatorSwitches.ExpressionAnswer {
            switch self {
            case .asPosted: .asPosted
            case .text: .text
            case .json: .json
            }
        }
    }

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535") }
        guard requestsPerSecond ?? 1 > 0 else {
            throw ValidationError("--requests-per-second takes a number from 1")
        }
        guard mergePolicy.allSatisfy({ $0.split(separator: "=", maxSplits: 1).count == 2 }) else {
            throw ValidationError("--merge-policy takes the platform's name of a sandbox, '=' and a name")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let script = try faultScript(session.console)
            let access = try accessDescription(session.console)
            let validation = ProjectValidation(files: session.folder.files)
            let hasSoundSchemas = tellWhatMatters(validation, session)
            guard let project = validation.project else {
                throw CommandFailure("segsync.yaml has errors, so there is nothing to serve")
            }
            guard hasSoundSchemas else { throw CommandFailure("the schemas have errors; the service was not started") }
            var switches = EmulatorSwitches()
            switches.expressionAnswer = answer.expressionAnswer
            let service = try EmulatedProject(folder: session.folder).service(
                database: database,
                switches: switches,
                faults: script,
                rate: requestsPerSecond.map { RequestRate(requestsPerSecond: $0) },
                access: access,
                mergePolicies: mergePolicies,
                project.sandboxes,
                catalogs: validation.catalogs,
                tags: validation.tagNames
            )
            var seen: Set<String> = []
            let served = project.sandboxes.map(\.sandbox).filter { seen.insert($0).inserted }
            do throws(EmulatorError) {
                try await service.serve(port: port) { port in
                    let names = served.map(PlainText.sanitised).joined(separator: ", ")
                    let greeting = """
                        endpoint: http://127.0.0.1:\(port)
                        organisation: \(EmulatedProject.organisation)
                        sandboxes: \(names)

                        """
                    // The service runs already, and its address must be told somewhere.
                    do { try session.console.write(greeting) } catch { session.console.tell(greeting) }
                }
            } catch {
                throw CommandFailure("\(error)")
            }
            return .done
        }
    }

    /// The names of further merge policies by sandbox, each once.
    private var mergePolicies: [String: [String]] {
        mergePolicy.reduce(into: [:]) { all, text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            if !all[parts[0], default: []].contains(parts[1]) { all[parts[0], default: []].append(parts[1]) }
        }
    }

    /// The script that was asked for, if any; all of its mistakes are told.
    private func faultScript(_ console: Console) throws -> FaultScript? {
        guard let faults else { return nil }
        let text = try ProjectFolder(".").bytes(of: faults)
        do throws(FaultScriptError) {
            return try FaultScript(text)
        } catch {
            for mistake in error.mistakes {
                console.tell(failure: CommandFailure("'\(faults)': \(mistake)"))
            }
            throw CommandFailure("the fault script has mistakes; the service was not started")
        }
    }

    /// The description of access that was asked for, if any; all of its mistakes are told.
    private func accessDescription(_ console: Console) throws -> EmulatorAccess? {
        guard let access else { return nil }
        let text = try ProjectFolder(".").bytes(of: access)
        do throws(EmulatorAccessError) {
            return try EmulatorAccess(text)
        } catch {
            for mistake in error.mistakes {
                console.tell(failure: CommandFailure("'\(access)': \(mistake)"))
            }
            throw CommandFailure("the description of access has mistakes; the service was not started")
        }
    }

    /// Tells what is wrong with the project's file and its schemas, and gives whether the schemas have no error.
    ///
    /// Manifests are nothing to the service.
    private func tellWhatMatters(_ validation: ProjectValidation, _ session: ProjectSession) -> Bool {
        let schemaCodes = Set(XDMDiagnostics.rules.map(\.code))
        let found = validation.diagnostics.sorted
        var bag = DiagnosticBag()
        bag.add(
            contentsOf: found.filter { schemaCodes.contains($0.rule.code) || $0.file.path == Project.fileName }
        )
        session.tell(bag, of: validation)
        return !found.contains { schemaCodes.contains($0.rule.code) && $0.severity == .error }
    }
}
