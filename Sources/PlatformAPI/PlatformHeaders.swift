package import HTTPTypes

/// The headers that every call carries besides `Authorization: Bearer …`.
extension HTTPField.Name {
    package static let apiKey = known("x-api-key")
    package static let organisation = known("x-gw-ims-org-id")
    package static let sandbox = known("x-sandbox-name")
    package static let requestID = known("x-request-id")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("'\(name)' is a header name") }
        return field
    }
}
