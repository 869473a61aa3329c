internal import ArgumentParser
internal import PlatformClient

/// What commands that call a platform share.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "How long to wait for an answer before the request counts as lost, in seconds.")
    var requestTimeout = 60

    func validate() throws {
        guard (1...3600).contains(requestTimeout) else {
            throw ValidationError("--request-timeout takes a number of seconds from 1 to 3600")
        }
    }

    /// A connection is waited for no longer than an answer.
    var timeouts: AsyncHTTPTransport.Timeouts {
        let standard = AsyncHTTPTransport.Timeouts.standard
        let read = Duration.seconds(requestTimeout)
        return AsyncHTTPTransport.Timeouts(connect: min(standard.connect, read), read: read)
    }
}
