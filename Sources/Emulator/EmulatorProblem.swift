internal import HTTPTypes
internal import JSONTree
internal import PlatformAPI

/// A refusal of a request, in one of the platform's error shapes.
///
/// Texts and codes that the platform documents are its own; codes that start with `EMULATOR-` are ours, for answers
/// whose code no source tells.
enum EmulatorProblem: Error {
    /// `{error_code, message}`; the first three digits are the status.
    case gateway(code: String, message: String)
    /// The profile service's shape; the first message is the title too. `code` names the type; the listed errors
    /// carry it or, as most of the platform's do, only the status.
    case profileService(status: Int, code: String, messages: [String], listsCode: Bool = false)
    /// The shape in which `/audiences` refuses a filter; always 400.
    case filter(code: String, title: String, message: String, value: String)
    /// A problem body without a code of its own.
    case plain(status: Int, title: String, detail: String)
    case registry(status: Int, code: String, title: String, detail: String)
    /// RFC 6749 §5.2.
    case token(error: String, description: String)

    var status: Int {
        switch self {
        case .gateway(let code, _): Int(code.prefix(3)) ?? 500
        case .profileService(let status, _, _, _), .plain(let status, _, _), .registry(let status, _, _, _): status
        case .token, .filter: 400
        }
    }

    func body(requestID: String, timestamp: String) -> JSONValue {
        switch self {
        case .gateway(let code, let message):
            ProblemBody.gateway(code: code, message: message)
        case .profileService(let status, let code, let messages, let listsCode):
            Self.profileService(
                status: status,
                code: code,
                messages: messages,
                listed: listsCode ? .string(code) : .integer(Int64(status)),
                requestID: requestID
            )
        case .filter(let code, let title, let message, let value):
            [
                "type": .string("https://ns.adobe.com/aep/errors/" + code), "title": .string(title),
                "errors": ["400": [["code": .string(code), "message": .string(message), "value": .string(value)]]],
                "status": 400, "instance": "/audiences",
            ]
        case .plain(let status, let title, let detail):
            [
                "type": "/placeholder/type/uri", "status": .integer(Int64(status)), "title": .string(title),
                "detail": .string(detail),
            ]
        case .registry(let status, let code, let title, let detail):
            ProblemBody.registry(
                status: status,
                code: code,
                title: title,
                detail: detail,
                requestID: requestID,
                timestamp: timestamp
            )
        case .token(let error, let description):
            ["error": .string(error), "error_description": .string(description)]
        }
    }

    private static func profileService(
        status: Int,
        code: String,
        messages: [String],
        listed: JSONValue,
        requestID: String
    ) -> JSONValue {
        [
            "requestId": .string(requestID),
            "errors": .object([
                String(status): .array(messages.map { ["code": listed, "message": .string($0)] })
            ]),
            "type": .string("https://ns.adobe.com/aep/errors/" + code),
            "title": .string(messages.first ?? ""),
            "status": .integer(Int64(status)),
        ]
    }
}
