internal import Reports

extension Console {
    /// Runs a command's body; a failure is told on stderr and ends with status 1.
    func run(_ body: () async throws -> ExitStatus) async throws {
        let status: ExitStatus
        do {
            status = try await body()
        } catch let failure as CommandFailure {
            tell(failure: failure)
            status = .failed
        }
        try status.end()
    }

    func tell(failure: CommandFailure) {
        tell("\(messages.paint("error", .red)): \(PlainText.sanitised(failure.description))")
    }
}
