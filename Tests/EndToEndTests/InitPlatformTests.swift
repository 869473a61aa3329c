import Foundation
import HTTPTypes
import JSONTree
import Testing

/// `segsync init` against a platform that has definitions already.
@Suite(.serialized) struct InitPlatformTests {
    /// A service whose sandbox `luma-dev` has definitions that nobody manages: three that build on each other, with what
    /// only a sandbox knows, and one of another project.
    ///
    /// `prod` is a sandbox of production.
    private static func service() async throws -> (origin: Workspace, emulator: EmulatorProcess) {
        let origin = try Workspace.samples()
        try origin.write("access.json", #"{"sandboxes": {"prod": {"type": "production"}}}"#)
        let emulator = try await EmulatorProcess(in: origin.folder, ["--access", "access.json"])
        func post(_ name: String, _ rule: String, _ more: [String: JSONValue] = [:]) async throws -> String {
            var body: [String: JSONValue] = [
                "name": .string(name), "schema": ["name": "_xdm.context.profile"],
                "expression": ["type": "PQL", "format": "pql/text", "value": .string(rule)],
            ]
            body.merge(more) { _, own in own }
            let answer = try await emulator.call(.post, "/segment/definitions", body: .object(body))
            return try #require(answer.json["id"]?.string, "\(answer.json)")
        }
        let gold = try await post("Gold", "_wwfovlab011.loyalty.level = \"gold\"", ["labels": ["core/C1"]])
        let adults = try await post("Adults", "person.birthYear <= 2000", ["description": "Grown up: at least 18"])
        _ = try await post("Gold adults", "inSegment(\"\(gold)\") and inSegment(\"\(adults)\")", ["ttlInDays": 90])
        let foreign = "Theirs\n[segsync:1 project=theirs key=theirs base=nC9_yU2dK4vsa3xk2CRFDsGrWCyy]"
        _ = try await post("Theirs", "person.birthYear = 1", ["description": .string(foreign)])
        return (origin, emulator)
    }

    private static func flags(
        _ emulator: EmulatorProcess,
        endpoint: String? = nil,
        secret: String = "E2E_CLIENT_SECRET",
        sandboxes: [String] = ["dev=luma-dev"]
    ) -> [String] {
        let endpoint = endpoint ?? emulator.endpoint
        return [
            "init", "--project", "e2e", "--endpoint", endpoint, "--client-id-variable", "E2E_CLIENT_ID",
            "--client-secret-variable", secret, "--org-id-variable", "E2E_ORG_ID",
        ] + sandboxes.flatMap { ["--sandbox", $0] }
    }

    private static func files(in workspace: Workspace) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: workspace.folder.path).sorted()
    }

    @Test func aSandboxIsTakenOverWithoutAChange() async throws {
        let (_, emulator) = try await Self.service()
        let before = try await emulator.definitions()
        let workspace = try Workspace()
        let flags = Self.flags(emulator, sandboxes: ["dev=luma-dev", "prod"])
        let made = try await SegsyncProcess.run(flags, in: workspace.folder)
        #expect(made.status == 0, "\(made.output)\(made.messages)")
        #expect(try await emulator.definitions() == before, "nothing was sent")
        let project = try workspace.read("segsync.yaml")
        #expect(project.contains("    tenant: _wwfovlab011\n    segments:"))
        #expect(project.contains("    tenant: _lumaretail\n    production: true\n    segments:"), "\(project)")
        #expect(project.contains("sandbox: luma-dev\n") && project.contains("clientSecret: E2E_CLIENT_SECRET\n"))
        #expect(try workspace.read(".gitignore") == ".segsync/\n")
        let rule = try workspace.read("segments/dev/gold-adults.yaml")
        #expect(rule.contains("inSegment(${segment:gold}) and inSegment(${segment:adults})"), "\(rule)")
        #expect(!(try Self.files(in: workspace)).contains("segments/dev/theirs.yaml"))
        for sandbox in ["dev", "prod"] {
            let doctor = try await workspace.segsync("doctor", "--sandbox", sandbox)
            #expect(doctor.status == 0 && !doctor.output.contains("warning"), "\(doctor.output)")
        }
        let validation = try await workspace.segsync("validate")
        #expect(validation.status == 0, "\(validation.output)")
        #expect(try await workspace.segsync("fmt", "--check").status == 0)
        let applied = try await workspace.segsync("apply", "--sandbox", "dev", "--adopt", "--auto-approve")
        #expect(applied.status == 0 && applied.output.contains("3 done, 0 failed"), "\(applied.output)")
        let after = try await emulator.definitions()
        #expect(after.map { $0["expression"] } == before.map { $0["expression"] })
        let plan = try await workspace.segsync("plan", "--sandbox", "dev", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
        #expect(try await workspace.segsync("plan", "--sandbox", "prod", "--detailed-exitcode").status == 0)
    }

    @Test func withoutATerminalAllMissingFlagsAreNamedAtOnce() async throws {
        let workspace = try Workspace()
        let result = try await workspace.segsync("init", "--project", "e2e", "--org-id-variable", "E2E_ORG_ID")
        #expect(result.status == 1)
        #expect(
            result.messages.contains(
                "pass --endpoint, --client-id-variable, --client-secret-variable, --sandbox, or --example"
            ),
            "\(result.messages)"
        )
        #expect(try await workspace.segsync("init", "--example", "--project", "e2e").status == 64)
        #expect(try Self.files(in: workspace).isEmpty)
    }

    @Test func questionsAreAskedOnATerminal() async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        // 'script' gives the command a terminal of its own; an empty line takes what is suggested.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
        process.arguments = ["-q", "-e", "-c", "'\(SegsyncProcess.executable.path)' init --color never", "/dev/null"]
        process.currentDirectoryURL = workspace.folder
        let answers = "e2e\n\(emulator.endpoint)\n\n\n\ndev=luma-dev\n"
        let input = try Workspace()
        try input.write("answers", answers)
        process.standardInput = try FileHandle(forReadingFrom: input.folder.appendingPathComponent("answers"))
        process.standardOutput = FileHandle.nullDevice
        process.environment = ProcessInfo.processInfo.environment.merging([
            "AEP_CLIENT_ID": "tester", "AEP_CLIENT_SECRET": "e2e-poisoned-secret",
            "AEP_ORG_ID": "0000000000000000LOCAL000@AdobeOrg",
        ]) { _, own in own }
        try await SegsyncProcess.runToEnd(process)
        #expect(process.terminationStatus == 0)
        #expect(try workspace.read("segsync.yaml").contains("clientID: AEP_CLIENT_ID\n"))
        #expect(try Self.files(in: workspace).contains("segments/dev/gold.yaml"))
    }

    @Test func nothingIsWrittenWhereACheckFails() async throws {
        let (_, emulator) = try await Self.service()
        let cases: [(flags: [String], words: [String])] = [
            (
                Self.flags(emulator, sandboxes: ["dev=luma-dev", "nope=luma-nope"]),
                ["'luma-nope'", "checks failed for sandbox 'nope'"]
            ),
            (Self.flags(emulator, sandboxes: ["a=luma-dev", "b=luma-dev"]), ["segsync.yaml would have errors"]),
            (Self.flags(emulator, sandboxes: ["../up=luma-dev", "x:y"]), ["found '../up=luma-dev', 'x:y'"]),
        ]
        for (flags, words) in cases {
            let workspace = try Workspace()
            let result = try await SegsyncProcess.run(flags, in: workspace.folder)
            #expect(result.status == 1)
            for word in words { #expect(result.messages.contains(word), "\(result.messages)") }
            #expect(try Self.files(in: workspace).isEmpty)
        }
    }

    /// A secret may be given where something else is meant: no value is repeated, and each is named by its flag.
    @Test func whatIsNoNameOfAVariableAndNoAddressIsNotShown() async throws {
        let (_, emulator) = try await Self.service()
        let name = "--client-secret-variable: expected the name of an environment variable, in capitals"
        let set = "--client-secret-variable: expected the name of an environment variable that is set"
        let cases: [(flags: [String], given: String, words: String)] = [
            (Self.flags(emulator, secret: #"e2e-poisoned+/=%&"secret"#), "e2e-poisoned", name),
            (Self.flags(emulator, secret: "8POISONED"), "8POISONED", name),
            (Self.flags(emulator, secret: ""), "poisoned", name),
            (Self.flags(emulator, secret: "P8EPOISONED123"), "P8EPOISONED123", set),
            (Self.flags(emulator, endpoint: "p8e-poisoned"), "p8e-poisoned", "--endpoint: expected scheme and host"),
            (Self.flags(emulator, endpoint: "poisoned://a"), "poisoned", "--endpoint: expected scheme and host"),
            (Self.flags(emulator, endpoint: "http://poisoned"), "poisoned", "http is for this machine alone"),
            (Self.flags(emulator) + ["--token-url", "p8e-poisoned"], "poisoned", "--token-url: expected an address"),
            (
                Self.flags(emulator) + ["--token-url", "https://ims.example/token?secret=poisoned"], "poisoned",
                "--token-url: expected an address"
            ),
        ]
        for (flags, given, words) in cases {
            let workspace = try Workspace()
            let result = try await SegsyncProcess.run(flags, in: workspace.folder)
            #expect(result.status == 1)
            #expect(result.messages.contains(words), "\(result.messages)")
            #expect(!(result.output + result.messages).contains(given), "\(result.messages)")
            #expect(try Self.files(in: workspace).isEmpty)
        }
    }

    /// What the registry answers in turn, of which a check or the pull makes nothing.
    @Test func aRegistryThatAnswersNonsenseLeavesNothingWritten() async throws {
        let (_, emulator) = try await Self.service()
        let registry = "GET /data/foundation/schemaregistry/"
        let union = registry + "tenant/unions/_xdm.context.profile__union"
        let cases: [(call: String, body: String, words: String)] = [
            (registry + "stats", "<html>", "answered 200 with a body that is not"),
            (registry + "tenant/unions HTTP", "<html>", "answered 200 with a body that is not"),
            (registry + "tenant/unions HTTP", #"{"foo": 1}"#, "answered 200 with a body that is not"),
            (union, "<html>", "answered 200 with a body that is not"),
            (
                union,
                #"{"$id": "https://ns.adobe.com/xdm/context/profile__union", "meta:class": "_xdm.context.profile"}"#,
                "has no field"
            ),
            (
                registry + "tenant/unions/_xdm.context.experienceevent__union", "{}",
                "answered 200 with a body that is not"
            ),
            (registry + "tenant/descriptors", "<html>", "answered 200 with a body that is not"),
        ]
        for (call, body, words) in cases {
            let relay = try AnsweringRelay(to: emulator.port, [AnsweringRelay.Answer(call: call, body: body)])
            let workspace = try Workspace()
            let flags = Self.flags(emulator, endpoint: relay.endpoint, sandboxes: ["dev=luma-dev", "prod"])
            let result = try await SegsyncProcess.run(flags, in: workspace.folder)
            #expect(result.status == 1, "\(call)")
            #expect(result.messages.contains(words), "\(call): \(result.messages)")
            #expect(try Self.files(in: workspace).isEmpty, "\(call)")
        }
    }

    /// The check lists definitions once for each of two sandboxes, then the imports do, then the plans.
    @Test(arguments: [
        (3, 500, ["import", "import", "plan", "plan"]), (4, 501, ["import", "plan", "plan"]),
        (5, 501, ["plan", "plan"]),
        (6, 501, ["plan"]),
    ])
    func whatIsLeftAfterAFailureIsNamedAndCanBeDone(call: Int, status: Int64, left: [String]) async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        let fault: JSONValue = ["kind": "status", "status": .integer(status)]
        try await emulator.script(["call": "list", "from": .integer(Int64(call)), "fault": fault])
        let flags = Self.flags(emulator, sandboxes: ["luma-dev", "live=prod"])
        let failed = try await SegsyncProcess.run(flags, in: workspace.folder)
        #expect(failed.status == 1)
        #expect(failed.messages.contains("the service answered \(status)"), "\(failed.messages)")
        let commands = failed.messages.split(separator: "\n").filter { $0.hasPrefix("  segsync ") }
            .map { $0.split(separator: " ").dropFirst().map(String.init) }
        let sandboxes = ["luma-dev", "live"]
        let expected = left.enumerated().map { index, subcommand in
            let behind = left[index...].count { $0 == subcommand }
            let words = [subcommand, "--sandbox", sandboxes[sandboxes.count - behind]]
            return subcommand == "plan" ? words + ["--adopt"] : words
        }
        #expect(commands == expected, "\(failed.messages)")
        try await emulator.script()
        for command in commands {
            let run = try await SegsyncProcess.run(command, in: workspace.folder)
            #expect(run.status == 0, "\(command): \(run.messages)")
        }
        #expect(try await workspace.segsync("validate").status == 0)
        for (sandbox, adopted) in [("luma-dev", 3), ("live", 0)] {
            let plan = try await workspace.segsync("plan", "--sandbox", sandbox, "--adopt", "--format", "json")
            let actions = try #require(try JSONText.decode(plan.output)["actions"]?.array)
            #expect(actions.count == adopted && actions.allSatisfy { $0["verb"] == "adopt" }, "\(plan.output)")
            #expect(actions.allSatisfy { $0["changes"]?.array?.isEmpty ?? true }, "\(plan.output)")
        }
    }

    /// The import waits for a list that never comes; a second signal ends that.
    @Test(arguments: [SIGINT, SIGTERM])
    func whatIsLeftAfterASignalIsNamedAndCanBeDone(signal: Int32) async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        try await emulator.script(["call": "list", "from": 2, "fault": ["kind": "hang"]])
        let process = SegsyncProcess.start(Self.flags(emulator), in: workspace.folder)
        let said = try await SegsyncProcess.runToEnd(
            process,
            onceTold: ["Written: schemas", "Ctrl-C again ends at once."]
        ) { kill(process.processIdentifier, signal) }
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal, "\(said)")
        #expect(
            said.contains("\n  segsync import --sandbox dev\n  segsync plan --sandbox dev --adopt\n"),
            "\(said)"
        )
        #expect(said.contains("Then commit the files, and run 'segsync apply --sandbox dev --adopt'."), "\(said)")
        try await emulator.script()
        let again = try await SegsyncProcess.run(Self.flags(emulator), in: workspace.folder)
        #expect(again.status == 1)
        #expect(
            again.messages.contains("the project that is there, run 'segsync import --sandbox dev'"),
            "\(again.messages)"
        )
        #expect(try await workspace.segsync("import", "--sandbox", "dev").status == 0)
        let plan = try await workspace.segsync("plan", "--sandbox", "dev", "--adopt", "--format", "json")
        #expect(try JSONText.decode(plan.output)["actions"]?.array?.count == 3)
    }

    @Test func theCommandsThatAreLeftNameTheFolder() async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        try await emulator.script(["call": "list", "from": 2, "fault": ["kind": "status", "status": 501]])
        let result = try await SegsyncProcess.run(Self.flags(emulator) + ["-C", "my project"], in: workspace.folder)
        #expect(result.status == 1)
        #expect(
            result.messages.contains("\n  segsync import -C 'my project' --sandbox dev\n"),
            "\(result.messages)"
        )
        #expect(try Self.files(in: workspace).contains("my project/segments/dev/.gitkeep"))
    }

    @Test func noFileIsWrittenOver() async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        try workspace.write("segsync.yaml", "mine\n")
        try workspace.write("segments/dev/deep/mine.yaml", "# mine\n")
        try workspace.write("schemas/dev", "mine\n")
        let before = try Self.files(in: workspace)
        let result = try await SegsyncProcess.run(Self.flags(emulator), in: workspace.folder)
        #expect(result.status == 1)
        for name in ["'segsync.yaml'", "'segments/dev/deep/mine.yaml'", "'schemas/dev'"] {
            #expect(result.messages.contains(name), "\(result.messages)")
        }
        #expect(try Self.files(in: workspace) == before)
    }

    @Test func aGitignoreOfOnesOwnStays() async throws {
        let (_, emulator) = try await Self.service()
        let workspace = try Workspace()
        try workspace.write(".gitignore", "mine\n")
        let result = try await SegsyncProcess.run(Self.flags(emulator), in: workspace.folder)
        #expect(result.status == 0, "\(result.messages)")
        #expect(try workspace.read(".gitignore") == "mine\n")
        #expect(result.messages.contains("'.segsync/' belongs into it"))
    }
}
