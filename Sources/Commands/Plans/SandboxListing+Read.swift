internal import Reconciler

extension SandboxListing {
    /// The list that a command needs; where the service does not give it, the command ends with what that said.
    static func read(from repository: any SegmentRepository) async throws(CommandFailure) -> SandboxListing {
        do throws(RepositoryFailure) {
            return try await SandboxListing(of: repository)
        } catch {
            throw CommandFailure(error.message)
        }
    }
}
