import Foundation
import Testing

/// The real binary, as a user's shell runs it.
struct SegsyncProcess {
    struct Output {
        let status: Int32
        let output: String
        let messages: String
    }

    /// The binary stands beside the test bundle.
    static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("segsync")

    static let credentials = [
        "E2E_CLIENT_ID": "tester", "E2E_CLIENT_SECRET": #"e2e-poisoned+/=%&"secret"#,
        "E2E_ORG_ID": "0000000000000000LOCAL000@AdobeOrg",
    ]

    /// Runs to the end. Output goes through files, so that nothing can fill a pipe and wait.
    static func run(
        _ arguments: [String],
        in folder: URL,
        input: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> Output {
        let capture = FileManager.default.temporaryDirectory.appendingPathComponent("segsync-\(UUID().uuidString)")
        let (out, err) = (capture.appendingPathExtension("out"), capture.appendingPathExtension("err"))
        for file in [out, err] { try Data().write(to: file) }
        defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
        let process = start(arguments, in: folder)
        process.environment?.merge(environment) { _, own in own }
        let given = capture.appendingPathExtension("in")
        defer { try? FileManager.default.removeItem(at: given) }
        if let input {
            try Data(input.utf8).write(to: given)
            process.standardInput = try FileHandle(forReadingFrom: given)
        }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try await runToEnd(process)
        let result = Output(
            status: process.terminationStatus,
            output: try String(contentsOf: out, encoding: .utf8),
            messages: try String(contentsOf: err, encoding: .utf8)
        )
        #expect(!result.output.contains("e2e-poisoned") && !result.messages.contains("e2e-poisoned"))
        return result
    }

    /// Waits without holding a thread, so that tests that run beside this one go on.
    static func runToEnd(_ process: Process) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    /// Runs an apply to its end and does something as soon as it has told of so many actions done.
    ///
    /// What it tells is read on a thread of its own, so that busy tests beside this one cannot delay it.
    static func runToEnd(_ process: Process, afterDone count: Int, _ act: @escaping @Sendable () -> Void) async throws {
        let pipe = Pipe()
        process.standardError = pipe
        let reader = pipe.fileHandleForReading
        Thread {
            var told = ""
            var hasActed = false
            while true {
                let data = reader.availableData
                guard !data.isEmpty else { return }
                told += String(decoding: data, as: UTF8.self)
                if !hasActed, told.ranges(of: "done create").count >= count {
                    hasActed = true
                    act()
                }
            }
        }.start()
        try await runToEnd(process)
    }

    /// Runs to the end, does something as soon as each of the texts was told, one after the other, and gives all that was.
    static func runToEnd(
        _ process: Process,
        onceTold texts: [String],
        _ act: @escaping @Sendable () -> Void
    ) async throws -> String {
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let reader = pipe.fileHandleForReading
        async let told = withCheckedContinuation { (continuation: CheckedContinuation<String, Never>) in
            Thread {
                var told = ""
                var left = texts[...]
                while true {
                    let data = reader.availableData
                    guard !data.isEmpty else { return continuation.resume(returning: told) }
                    told += String(decoding: data, as: UTF8.self)
                    while let next = left.first, told.contains(next) {
                        left.removeFirst()
                        act()
                    }
                }
            }.start()
        }
        try await runToEnd(process)
        return await told
    }

    static func start(_ arguments: [String], in folder: URL) -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.environment = ProcessInfo.processInfo.environment.merging(credentials) { _, own in own }
        return process
    }
}
