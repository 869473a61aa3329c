import JSONTree

/// One method of one path, as a description has it, with its references resolved.
struct OpenAPIOperation: Sendable {
    enum Place: String, Hashable, Sendable {
        case path, query, header
    }

    struct Parameter: Hashable, Sendable {
        let name: String
        let place: Place
        let isRequired: Bool
        let schema: JSONValue
    }

    struct Response: Hashable, Sendable {
        let headers: [String]
        /// Schemas by media type; empty where the description gives the answer no body.
        let content: [String: JSONValue]
    }

    /// Method and path below the description's base path: `GET /segment/definitions/{SEGMENT_ID}`.
    let name: String
    let parameters: [Parameter]
    /// Schemas by media type; nil where there is no body to send.
    let requestContent: [String: JSONValue]?
    let responses: [Int: Response]

    func parameters(in place: Place) -> [Parameter] {
        parameters.filter { $0.place == place }
    }
}
