internal import JSONTree

/// What an answer that is no success says, whichever of the platform's five error shapes it has.
///
/// Profile service: `{requestId, errors: {"<status>": [{code, message}]}, type, title, status}`; problem body:
/// `{type, title, status, detail}`; gateway: `{error_code, message}`; Schema Registry: a problem body with `report`;
/// Flow Service: `{errorCode, errorMessage}`. The digits at the end of a code are often not the HTTP status.
package struct PlatformProblem: Hashable, Sendable {
    package let status: Int
    package let code: String?
    package let message: String
    package let requestID: String?

    package init(status: Int, code: String?, message: String, requestID: String?) {
        self.status = status
        self.code = code
        self.message = message
        self.requestID = requestID
    }

    /// Reads any of the shapes; a body that is empty or no JSON leaves the status alone to speak.
    package init(status: Int, body: some Sequence<UInt8>) {
        guard let json = try? JSONText.decode(body), json.object != nil else {
            self.init(status: status, code: nil, message: "no explanation was given", requestID: nil)
            return
        }
        let listed = (json["errors"]?.object ?? [:]).sorted { $0.key < $1.key }.flatMap { $0.value.array ?? [] }
        let messages = listed.compactMap { $0["message"]?.string }
        let listedCode = listed.compactMap { $0["code"]?.string }.first
        let typeCode = json["type"]?.string.flatMap { $0.split(separator: "/").last.map(String.init) }
        let message =
            messages.first ?? json["detail"]?.string ?? json["title"]?.string ?? json["message"]?.string
            ?? json["errorMessage"]?.string ?? json["error_description"]?.string
        self.init(
            status: status,
            code: listedCode ?? json["error_code"]?.string ?? json["errorCode"]?.string
                ?? json["error"]?.string ?? (typeCode == "uri" ? nil : typeCode),
            message: message ?? "no explanation was given",
            requestID: json["requestId"]?.string ?? json["request-id"]?.string
                ?? json["report"]?["registryRequestId"]?.string
        )
    }
}
