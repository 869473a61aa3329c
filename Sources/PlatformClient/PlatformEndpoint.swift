internal import PlatformAPI

/// Where the platform is called: the scheme, host and port of its API, and the address that gives tokens.
///
/// Always TLS, except plain `http` to this machine.
package struct PlatformEndpoint: Hashable, Sendable {
    /// The API's scheme, host and port; paths come from `PlatformRoute`.
    let api: WebAddress
    let token: WebAddress
    /// The host of Unified Tags: Adobe's own beside Adobe's API, the API itself elsewhere.
    let tags: WebAddress

    private static let adobeHost = "platform.adobe.io"

    /// The service in this process, for a transport that opens no socket.
    package static let embedded: PlatformEndpoint = {
        guard let endpoint = try? PlatformEndpoint("http://localhost") else {
            preconditionFailure("plain http to localhost is an endpoint")
        }
        return endpoint
    }()

    /// Reads the addresses of a project file.
    ///
    /// Without a token address it is Adobe's, `https://ims-na1.adobelogin.com/ims/token/v3`; for an API on this
    /// machine the API's own `/ims/token/v3`.
    package init(_ text: String, tokenURL: String? = nil) throws(InvalidAddress) {
        api = try Self.checked(text, setting: "endpoint", example: "https://platform.adobe.io")
        guard api.rest.isEmpty || api.rest == "/" else {
            throw InvalidAddress(message: "endpoint: expected scheme and host alone, found a path")
        }
        tags = api.host == Self.adobeHost ? WebAddress("https://experience.adobe.io") ?? api : api
        let standard =
            api.isLoopback
            ? "\(api.scheme)://\(api.authority)" + PlatformRoute.token
            : "https://ims-na1.adobelogin.com" + PlatformRoute.token
        token = try Self.checked(tokenURL ?? standard, setting: "token URL", example: standard)
        guard !token.rest.contains(where: { "?#".contains($0) }) else {
            throw InvalidAddress(message: "token URL: expected an address without query and fragment")
        }
    }

    private static func checked(
        _ text: String,
        setting: String,
        example: String
    ) throws(InvalidAddress) -> WebAddress {
        // A wrong address is not repeated in the message: what stands before an @ may be a password.
        guard let address = WebAddress(text) else {
            throw InvalidAddress(message: "\(setting): expected an address such as '\(example)'")
        }
        guard address.userInformation == nil else {
            throw InvalidAddress(message: "\(setting): expected an address without user name and password")
        }
        guard address.port != 0 else {
            throw InvalidAddress(message: "\(setting): expected a port from 1 to 65535, found 0")
        }
        switch address.scheme {
        case "https": break
        case "http" where address.isLoopback: break
        case "http":
            throw InvalidAddress(
                message: "\(setting): expected https, found plain http to '\(address.host)', which is not this machine"
            )
        default:
            throw InvalidAddress(message: "\(setting): expected https, found scheme '\(address.scheme)'")
        }
        return address
    }
}
