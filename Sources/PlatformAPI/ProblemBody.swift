package import JSONTree

/// Error bodies in the shapes that the platform answers with.
package enum ProblemBody {
    /// The gateway's shape: six digits of which the first three are the status.
    package static func gateway(code: String, message: String) -> JSONValue {
        ["error_code": .string(code), "message": .string(message)]
    }

    /// The Schema Registry's shape; `timestamp` is `MM-DD-YYYY hh:mm:ss`.
    package static func registry(
        status: Int,
        code: String,
        title: String,
        detail: String,
        requestID: String,
        timestamp: String
    ) -> JSONValue {
        [
            "type": .string("http://ns.adobe.com/aep/errors/" + code),
            "title": .string(title),
            "status": .integer(Int64(status)),
            "report": [
                "registryRequestId": .string(requestID),
                "timestamp": .string(timestamp),
                "detailed-message": .string(detail),
                "sub-errors": [],
            ],
            "detail": .string(detail),
        ]
    }
}
