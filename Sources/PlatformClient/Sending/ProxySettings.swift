internal import PlatformAPI

/// Which proxy a request goes through, as the usual environment variables say.
///
/// `https_proxy` and `http_proxy` name one for each scheme, `no_proxy` the hosts that are called directly; a name in
/// lower case goes before the same in upper case. This machine is always called directly.
package struct ProxySettings: Hashable, Sendable {
    /// An HTTP proxy that is asked to `CONNECT`.
    package struct Server: Hashable, Sendable {
        package let host: String
        package let port: Int
        package let user: String?
        package let password: Secret?
    }

    /// No proxy for anything.
    package static let none = ProxySettings(https: nil, http: nil, exceptions: [])

    private let https: Server?
    private let http: Server?
    private let exceptions: [ProxyException]

    private init(https: Server?, http: Server?, exceptions: [ProxyException]) {
        self.https = https
        self.http = http
        self.exceptions = exceptions
    }

    /// Reads the variables out of an environment; a proxy that cannot be used is an error, never passed over.
    package init(environment: [String: String]) throws(InvalidAddress) {
        func variable(_ name: String) -> (name: String, value: String)? {
            for spelling in [name, name.uppercased()] {
                if let value = environment[spelling] { return value.isEmpty ? nil : (spelling, value) }
            }
            return nil
        }
        https = try variable("https_proxy").map(Self.server)
        http = try variable("http_proxy").map(Self.server)
        exceptions = ProxyException.list(variable("no_proxy")?.value ?? "")
    }

    /// The proxy for a request, or nil for a direct call. `host` is in lower case and without brackets.
    package func server(scheme: String, host: String, port: Int) -> Server? {
        let server = scheme == "https" ? https : http
        guard let server, let address = WebAddress(scheme: scheme, host: host, port: port), !address.isLoopback,
            !exceptions.contains(where: { $0.covers(host: host, port: port) })
        else { return nil }
        return server
    }

    /// Each proxy that may be used.
    var servers: Set<Server> { Set([https, http].compactMap(\.self)) }

    private static func server(_ variable: (name: String, value: String)) throws(InvalidAddress) -> Server {
        // The value is never repeated: it may hold a password.
        let text = variable.value.contains("://") ? variable.value : "http://" + variable.value
        guard let address = WebAddress(text), address.rest.isEmpty || address.rest == "/", address.port != 0 else {
            throw InvalidAddress(message: "\(variable.name): expected an address such as 'http://proxy.example:8080'")
        }
        guard address.scheme == "http" else {
            throw InvalidAddress(
                message: "\(variable.name): expected a proxy that is called by http, found scheme '\(address.scheme)'"
            )
        }
        guard let information = address.userInformation else {
            return Server(host: address.host, port: address.port ?? 80, user: nil, password: nil)
        }
        let parts = information.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map { PathSegment.decode($0) }
        guard let user = parts[0], let password = parts.count == 2 ? parts[1] : "" else {
            throw InvalidAddress(
                message: "\(variable.name): user name and password are not percent-encoded as they must"
            )
        }
        return Server(host: address.host, port: address.port ?? 80, user: user, password: Secret(password))
    }
}
